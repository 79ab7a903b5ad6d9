/** A page of our first version becomes one of this when somebody comes: once, in one logged update, or not at all. */
import { expect, it } from "vitest";
import * as Y from "yjs";
import { docOf, oldPage } from "../../test/kit/old-page.js";
import { Parlour, Visitor } from "../../test/kit/parlour.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import { step2Frame } from "../protocol/frames.js";
import { defaultLimits } from "../protocol/limits.js";
import { needsConversion, readPage } from "../schema/page.js";

const writtenAt = 1_700_000_000_000;

async function withOldPage(parlour = new Parlour()) {
  const { updates, doc } = oldPage();
  const id = "old" as DocumentId;
  await parlour.catalog.create({ id, kind: "page", title: "Beds", at: writtenAt });
  await parlour.storage.append(updates.map((update) => ({ id, update, at: writtenAt, author: null })));
  const entries = async () => (await parlour.storage.load(id)).log;
  const stored = async () => docOf((await entries()).map(({ update }) => update));
  return { parlour, id, doc, before: readPage(docOf(updates)), length: updates.length, entries, stored };
}

it("however many come at the same moment, one update is logged, before anybody sees the page", async () => {
  const { parlour, id, before, length, entries, stored } = await withOldPage();
  parlour.storage.shut();
  const joins = Promise.all([parlour.visit(id), parlour.visit(id), parlour.visit(id)]);
  const reading = parlour.rooms.read(id, readPage);
  await parlour.settled();
  expect([parlour.storage.loads, (await entries()).length]).toEqual([1, length]);
  parlour.storage.open();
  const visitors = await joins;
  await parlour.settled();
  expect(await reading).toEqual(before);
  for (const visitor of visitors) {
    expect(readPage(visitor.doc)).toEqual(before);
    expect(needsConversion(visitor.doc)).toBe(false);
  }
  expect((await entries()).length).toBe(length + 1);
  expect(readPage(await stored())).toEqual(before);
});

it("converting is no change: the page keeps its time, in the log, in the list and for whoever opens it next", async () => {
  const { parlour, id, entries } = await withOldPage();
  for (let visits = 0; visits < 2; visits++) {
    const visitor = await parlour.visit(id);
    visitor.leaves();
    await parlour.rooms.expel(id, closeReasons.restarting);
    const [record, last] = [await parlour.catalog.find(id), (await entries()).at(-1)];
    expect(record).toMatchObject({
      updatedAt: writtenAt,
      title: "Beds",
      excerpt: expect.stringContaining("Sow peas"),
    });
    expect(last).toMatchObject({ at: writtenAt, author: null });
  }
});

it("[R2] where it cannot be stored the page stays as it was, and whoever came is told to come again", async () => {
  const { parlour, id, before, length, entries } = await withOldPage();
  parlour.storage.failNextAppend = new Error("the disk is full");
  const visitor = await parlour.visit(id);
  expect([visitor.closed, visitor.frames]).toEqual([closeReasons.storageFailed, []]);
  expect((await entries()).length).toBe(length);
  const next = await parlour.visit(id);
  await parlour.settled();
  expect(readPage(next.doc)).toEqual(before);
  expect((await entries()).length).toBe(length + 1);
});

it("a page that has no room to grow is converted all the same", async () => {
  const { updates } = oldPage();
  const maxDocumentBytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
  const { parlour, id, before } = await withOldPage(
    new Parlour({ limits: { ...defaultLimits, maxDocumentBytes } }),
  );
  expect(await parlour.rooms.read(id, readPage)).toEqual(before);
});

async function comesBack(visitor: Visitor, { parlour, id }: { parlour: Parlour; id: DocumentId }) {
  await visitor.join(parlour.rooms, id);
  // What a stock client sends when the server asks what it has.
  visitor.says(step2Frame(Y.encodeStateAsUpdate(visitor.doc)));
  await parlour.settled();
}

it("a client that was away with edits in the old encoding is refused whole, and keeps them", async () => {
  const setting = await withOldPage();
  const { parlour, id, doc, before, length, entries } = setting;
  const bob = await parlour.visit(id);
  const away = new Visitor({ doc });
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("written on a train")]);
  doc.getXmlFragment("default").push([paragraph]);
  doc.getText("title").insert(0, "My ");
  const mine = Y.encodeStateAsUpdate(doc);
  await comesBack(away, setting);
  expect(away.closed).toBe(closeReasons.badContent);
  expect((await entries()).length).toBe(length + 1);
  expect([readPage(bob.doc), await parlour.rooms.read(id, readPage)]).toEqual([before, before]);
  // What was typed is still in what the client holds.
  expect(readPage(docOf([mine])).body.content?.at(-1)?.content?.[0]?.text).toBe("written on a train");
});

it("a client that was away and only read or deleted stays, and changes nothing", async () => {
  for (const deletes of [false, true]) {
    const setting = await withOldPage();
    const { parlour, id, doc, before, length, entries } = setting;
    await parlour.visit(id);
    const away = new Visitor({ doc });
    if (deletes) doc.getXmlFragment("default").delete(0, 3);
    await comesBack(away, setting);
    expect(away.closed).toBeNull();
    expect((await entries()).length).toBe(length + 1);
    expect(await parlour.rooms.read(id, readPage)).toEqual(before);
  }
});
