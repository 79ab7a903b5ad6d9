/** [S6] Storage that fails, stalls and comes back, under people who go on typing. */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Parlour, type Visitor } from "../../test/kit/parlour.js";
import { until } from "../../test/kit/until.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import { updateFrame } from "../protocol/frames.js";
import { defaultLimits } from "../protocol/limits.js";
import { DamagedDocument } from "../storage/storage-faults.js";

const quick = { firstRetryMs: 1, maxRetryMs: 5 };
const open = (options: ConstructorParameters<typeof Parlour>[0] = {}) =>
  new Parlour({ journal: quick, ...options });

async function loggedText(parlour: Parlour, id: DocumentId): Promise<string> {
  const doc = new Y.Doc();
  for (const { update } of (await parlour.storage.load(id)).log) Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}

const noticesOf = (visitor: Visitor) => visitor.notices.map((notice) => notice.type);
const failing = (parlour: Parlour) =>
  until(() => parlour.rooms.storageFault !== null, "the storage is known to fail");
const wellAgain = (parlour: Parlour) =>
  until(() => parlour.rooms.storageFault === null, "the storage is known to work");

describe("while storage fails", () => {
  it("[S6][R8] nothing is relayed or acknowledged, nobody is closed, and new joins get what is stored", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id, { notices: true });
    const bob = await parlour.visit(id);
    alice.types("stored ");
    await expect.poll(() => alice.acknowledged).toBe(2);
    parlour.storage.breakDown();
    alice.types("kept ");
    bob.types("bob's ");
    await failing(parlour);
    alice.types("and more");
    const carol = await parlour.visit(id, { notices: true });
    await parlour.settled();
    expect([bob.text, carol.text]).toEqual(["stored bob's ", "stored "]);
    expect(alice.acknowledged).toBe(2);
    expect(noticesOf(alice).at(-1)).toBe("notSaved");
    expect(noticesOf(carol)).toEqual(["acknowledge", "notSaved"]);
    expect([alice, bob, carol].map((person) => person.closed)).toEqual([null, null, null]);
    expect(await loggedText(parlour, id)).toBe("stored ");
    expect(await parlour.rooms.read(id, (doc) => doc.getText("text").toString())).toBe("stored ");
  });

  it("[S6] what was accepted is committed in order when it works again, then relayed, acknowledged and asked for", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id, { notices: true });
    const bob = await parlour.visit(id);
    parlour.storage.breakDown();
    for (const letter of "abcdefghij") {
      alice.types(letter);
      await parlour.settled();
    }
    await failing(parlour);
    const asked = [alice, bob].map((person) => person.received("step1").length);
    parlour.storage.mend();
    await expect.poll(() => bob.text).toBe("abcdefghij");
    await wellAgain(parlour);
    await expect.poll(() => alice.acknowledged).toBe(12);
    expect(noticesOf(alice)).toContain("savedAgain");
    expect([alice, bob].map((person) => person.received("step1").length)).toEqual(asked.map((n) => n + 1));
    expect(await loggedText(parlour, id)).toBe("abcdefghij");
    const stored = parlour.storage.stored.flat().map(({ update }) => Buffer.from(update).toString("hex"));
    expect(new Set(stored).size).toBe(stored.length);
    expect(await parlour.metrics.text()).toMatch(/manyhands_unsaved_updates 0/);
  });

  it("[S6] no more is kept than the limit; the rest is asked for, and nobody is blamed for what built on it", async () => {
    const limits = { ...defaultLimits, maxUnsavedBytes: 2_000 };
    const parlour = open({ limits });
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id, { notices: true });
    const bob = await parlour.visit(id);
    parlour.storage.breakDown();
    alice.types("first ");
    await failing(parlour);
    for (let n = 0; n < 50; n++) alice.types(`${n} `);
    expect(alice.notices.filter(({ type }) => type === "notSaved")).toEqual([
      { type: "notSaved", kept: true, text: closeReasons.storageFailed.text },
      { type: "notSaved", kept: false, text: closeReasons.storageFailed.text },
    ]);
    const late = await parlour.visit(id, { notices: true });
    expect(late.notices).toContainEqual(expect.objectContaining({ type: "notSaved", kept: false }));
    expect(await parlour.metrics.text()).toMatch(/manyhands_refused_total\{reason="not-kept"\} \d/);
    parlour.storage.mend();
    await expect.poll(() => bob.text).toBe(alice.text);
    expect(alice.text).toMatch(/^first 0 .* 49 $/);
    await expect.poll(() => alice.acknowledged).toBe(53);
    expect([alice, bob].map((person) => person.closed)).toEqual([null, null]);
  });

  it("[S6] all documents together keep no more than their limit", async () => {
    const parlour = open({ limits: { ...defaultLimits, maxUnsavedTotalBytes: 1_500 } });
    const ids = [await parlour.has("a", "raw"), await parlour.has("b", "raw")];
    const [alice, bob] = (await Promise.all(ids.map((id) => parlour.visit(id)))) as [Visitor, Visitor];
    parlour.storage.breakDown();
    alice.types("x");
    bob.types("y");
    await failing(parlour);
    for (let n = 0; n < 20; n++) {
      alice.types("x");
      bob.types("y");
    }
    const [, bytes] = /manyhands_unsaved_bytes (\d+)/.exec(await parlour.metrics.text()) ?? [];
    expect(Number(bytes)).toBeGreaterThan(1_000);
    expect(Number(bytes)).toBeLessThanOrEqual(1_500 + 256);
    parlour.storage.mend();
    await expect.poll(async () => (await parlour.visit(ids[1] as DocumentId)).text).toBe("y".repeat(21));
  });

  it("[S6][R6] presence flows at once", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    parlour.storage.breakDown();
    alice.types("unsaved");
    await failing(parlour);
    alice.points({ cursor: 7 });
    await parlour.settled();
    expect(bob.awareness.getStates().get(alice.doc.clientID)).toEqual({ cursor: 7 });
    alice.leaves();
    await parlour.settled();
    expect(bob.awareness.getStates().has(alice.doc.clientID)).toBe(false);
  });

  it("[S6] a REST write is refused, also one that was under way, and is never stored after all", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    parlour.storage.breakDown();
    const write = (text: string) =>
      parlour.rooms.edit(id, null, (doc) => doc.getText("text").insert(0, text));
    const underWay = write("first try ");
    alice.types("typed");
    await expect(underWay).rejects.toThrow(closeReasons.storageFailed.text);
    await expect(write("second try ")).rejects.toThrow(closeReasons.storageFailed.text);
    parlour.storage.mend();
    await expect.poll(async () => loggedText(parlour, id)).toBe("typed");
    await wellAgain(parlour);
    await write("third try ");
    expect(await loggedText(parlour, id)).toBe("third try typed");
    expect(alice.text).toBe("third try typed");
  });

  it("[S6][R9] what a refused REST write brought is not known: the same from somebody else is stored", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const author = new Y.Doc();
    author.getText("text").insert(0, "imported");
    const update = Y.encodeStateAsUpdate(author);
    parlour.storage.breakDown();
    const write = parlour.rooms.edit(id, null, (doc) => Y.applyUpdate(doc, update));
    await expect(write).rejects.toThrow(closeReasons.storageFailed.text);
    const alice = await parlour.visit(id, { notices: true });
    alice.says(updateFrame(update));
    parlour.storage.mend();
    await expect.poll(async () => loggedText(parlour, id)).toBe("imported");
    await expect.poll(() => alice.acknowledged).toBe(3);
  });

  it("[S6][R1] a room that keeps something is not unloaded, however long nobody is there", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    parlour.storage.shut();
    parlour.storage.breakDown();
    alice.types("left behind");
    alice.leaves();
    // The idle timer of 0 ms has begun to close the room before it is known that the commit fails.
    await new Promise((resolve) => setTimeout(resolve));
    const arriving = parlour.visit(id);
    parlour.storage.open();
    const bob = await arriving;
    expect(bob.text).toBe("");
    bob.leaves();
    await failing(parlour);
    for (let n = 0; n < 5; n++) await new Promise((resolve) => setTimeout(resolve));
    expect(parlour.storage.loads).toBe(1);
    parlour.storage.mend();
    await expect.poll(async () => (await parlour.visit(id)).text).toBe("left behind");
  });

  it("[S6] a raw document that cannot begin to exist is kept like any other", async () => {
    const parlour = open();
    const id = "board" as DocumentId;
    const { create } = parlour.catalog;
    parlour.catalog.create = () => Promise.reject(new Error("read-only file system"));
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    alice.types("first words");
    await failing(parlour);
    expect([bob.text, bob.closed]).toEqual(["", null]);
    parlour.catalog.create = create;
    await expect.poll(() => bob.text).toBe("first words");
    expect(await loggedText(parlour, id)).toBe("first words");
  });

  it("[S6] what was kept for a raw document does not get into a page that is made of its name meanwhile", async () => {
    const parlour = open({ journal: { firstRetryMs: 200, maxRetryMs: 200 } });
    const id = "fresh" as DocumentId;
    const { create } = parlour.catalog;
    parlour.catalog.create = () => Promise.reject(new Error("read-only file system"));
    const alice = await parlour.visit(id);
    alice.types("raw content");
    await failing(parlour);
    parlour.catalog.create = create;
    await parlour.has("fresh", "page");
    await parlour.visit(id);
    await expect.poll(() => alice.closed).toEqual(closeReasons.restarting);
    expect(parlour.storage.stored).toHaveLength(0);
  });

  it("[S6] the server can still stop: what cannot be stored is tried once more and given up", async () => {
    const parlour = open();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id, { notices: true });
    await expect.poll(() => alice.acknowledged).toBe(1);
    parlour.storage.breakDown();
    alice.types("never stored");
    await failing(parlour);
    await parlour.rooms.close();
    expect(alice.closed).toEqual(closeReasons.restarting);
    expect(alice.acknowledged).toBe(1);
    expect(parlour.storage.stored).toHaveLength(0);
  });
});

describe("one document that cannot be stored", () => {
  it("can be put in the trash all the same, and is not stored after all", async () => {
    const parlour = open();
    const bad = await parlour.has("bad", "raw");
    const alice = await parlour.visit(bad);
    parlour.storage.breakFor(bad, new DamagedDocument("Document bad is damaged on disk."));
    alice.types("a");
    await expect.poll(() => parlour.metrics.text()).toMatch(/manyhands_failing_documents 1/);
    await parlour.rooms.expel(bad, closeReasons.trashed);
    expect(alice.closed).toEqual(closeReasons.trashed);
    parlour.storage.mend();
    await expect.poll(() => parlour.metrics.text()).toMatch(/manyhands_failing_documents 0/);
    expect(parlour.storage.stored).toHaveLength(0);
  });

  it.each([
    ["is damaged", new DamagedDocument("Document bad is damaged on disk.")],
    ["fails for a reason of its own", new Error("no")],
  ])(
    "[S6] that %s does not keep the others waiting, and does not make the server unready",
    async (_how, error) => {
      const parlour = open();
      const [bad, good] = [await parlour.has("bad", "raw"), await parlour.has("good", "raw")];
      const alice = await parlour.visit(bad, { notices: true });
      const [bob, carol] = [await parlour.visit(good, { notices: true }), await parlour.visit(good)];
      parlour.storage.breakFor(bad, error);
      for (let n = 0; n < 20; n++) {
        alice.types("a");
        bob.types("b");
        await parlour.settled();
      }
      await expect.poll(() => carol.text).toBe("b".repeat(20));
      await expect.poll(() => bob.acknowledged).toBe(21);
      await wellAgain(parlour);
      expect(noticesOf(alice)).toContain("notSaved");
      expect(noticesOf(bob)).not.toContain("notSaved");
      expect(await parlour.metrics.text()).toMatch(/manyhands_failing_documents 1/);
      parlour.storage.mend();
      await expect.poll(async () => loggedText(parlour, bad)).toBe("a".repeat(20));
      await expect.poll(() => alice.acknowledged).toBe(22);
    },
  );

  it("[S6] is known for what it is as soon as another one can be", async () => {
    const parlour = open({ journal: { firstRetryMs: 60_000, maxRetryMs: 60_000 } });
    const [bad, good] = [await parlour.has("bad", "raw"), await parlour.has("good", "raw")];
    const [alice, bob] = [await parlour.visit(bad), await parlour.visit(good, { notices: true })];
    parlour.storage.breakFor(bad);
    alice.types("a");
    await failing(parlour);
    bob.types("b");
    await expect.poll(() => bob.acknowledged).toBe(2);
    await wellAgain(parlour);
    expect(await parlour.metrics.text()).toMatch(/manyhands_failing_documents 1/);
  });

  it("[S6] that is too much for a disk that is nearly full leaves small changes of others be", async () => {
    const parlour = open();
    const [large, small] = [await parlour.has("large", "raw"), await parlour.has("small", "raw")];
    const [alice, bob, carol] = [
      await parlour.visit(large),
      await parlour.visit(small),
      await parlour.visit(small),
    ];
    parlour.storage.breakAbove(500);
    alice.types("x".repeat(1_000));
    bob.types("fits");
    await expect.poll(() => carol.text).toBe("fits");
    expect(await loggedText(parlour, large)).toBe("");
    parlour.storage.mend();
    await expect.poll(async () => loggedText(parlour, large)).toBe("x".repeat(1_000));
  });
});

describe("a disk that fails for many documents", () => {
  it("[S6] is tried with a few of them at a time, and all are stored when it works", async () => {
    const parlour = open({ journal: { firstRetryMs: 50, maxRetryMs: 50 } });
    const people: Visitor[] = [];
    for (let n = 0; n < 40; n++) people.push(await parlour.visit(await parlour.has(`d${n}`, "raw")));
    parlour.storage.breakDown();
    for (const person of people) person.types("kept");
    await failing(parlour);
    // The whole batch, and then three one by one.
    expect(parlour.storage.batches.length).toBeLessThanOrEqual(4 + 3);
    parlour.storage.mend();
    await wellAgain(parlour);
    await expect
      .poll(async () => Promise.all(people.map((_, n) => loggedText(parlour, `d${n}` as DocumentId))))
      .toEqual(people.map(() => "kept"));
    expect(parlour.storage.mostAtOnce).toBe(1);
  });
});

describe("a disk that does not answer", () => {
  it("[S6] counts as failing after a while, and as working once it has answered", async () => {
    const parlour = open({ journal: { ...quick, stallMs: 20 } });
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id, { notices: true });
    const bob = await parlour.visit(id);
    parlour.storage.shut();
    alice.types("slow ");
    await failing(parlour);
    expect(noticesOf(alice).at(-1)).toBe("notSaved");
    await expect(parlour.rooms.edit(id, null, (doc) => doc.getText("text").insert(0, "no"))).rejects.toThrow(
      closeReasons.storageFailed.text,
    );
    alice.types("but sure");
    expect(parlour.storage.batches).toHaveLength(1);
    parlour.storage.open();
    await expect.poll(() => bob.text).toBe("slow but sure");
    await wellAgain(parlour);
    await expect.poll(() => alice.acknowledged).toBe(4);
    expect(noticesOf(alice)).toContain("savedAgain");
    expect(await loggedText(parlour, id)).toBe("slow but sure");
  });
});
