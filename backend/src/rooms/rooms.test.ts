import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Parlour, Visitor } from "../../test/kit/parlour.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import { step2Frame, updateFrame } from "../protocol/frames.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { Rooms } from "./rooms.js";

const name = (text: string) => text as DocumentId;

async function loggedText(parlour: Parlour, id: DocumentId): Promise<string> {
  const doc = new Y.Doc();
  const { snapshot, log } = await parlour.storage.load(id);
  if (snapshot !== null) Y.applyUpdate(doc, snapshot);
  for (const { update } of log) Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}

/** As it is, with nothing cleaned up. */
function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  doc.transact((transaction) => {
    Y.applyUpdate(doc, update);
    transaction.local = true;
  });
  return doc;
}

describe("a room's updates", () => {
  it("[P1][R8] are relayed only after they are durable, and no joiner is shown them sooner", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    parlour.storage.shut();
    alice.types("hi");
    await parlour.settled();
    const carol = await parlour.visit(id);
    expect([bob.text, carol.text]).toEqual(["", ""]);
    expect(parlour.storage.batches).toHaveLength(1);
    parlour.storage.open();
    await parlour.settled();
    expect([bob.text, carol.text]).toEqual(["hi", "hi"]);
  });

  it("[R4] of one author are not echoed to that author", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    alice.types("a");
    await parlour.settled();
    expect(bob.received("update")).toHaveLength(1);
    expect(alice.received("update")).toHaveLength(0);
  });

  it("[R4] of several authors in one flush go to everyone as one shared batch", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const people = [await parlour.visit(id), await parlour.visit(id), await parlour.visit(id)];
    const [alice, bob, carol] = people as [Visitor, Visitor, Visitor];
    parlour.storage.shut();
    alice.types("x");
    await parlour.settled();
    for (let i = 0; i < 5; i++) {
      alice.types("a");
      bob.types("b");
    }
    parlour.storage.open();
    await parlour.settled();
    await expect.poll(() => carol.text.length).toBe(11);
    const last = people.map((person) => person.batches.at(-1));
    expect(new Set(last).size).toBe(1);
    expect(last[0]?.frames).toHaveLength(1);
    expect(new Set(people.map((person) => person.text)).size).toBe(1);
  });

  it("[R4][R8] of several authors who format the same words reach everybody, and the room adds nothing", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const people = [await parlour.visit(id), await parlour.visit(id), await parlour.visit(id)];
    const [alice, bob, carol] = people as [Visitor, Visitor, Visitor];
    alice.types("some words to format");
    await expect.poll(() => bob.text).toBe("some words to format");
    // Yjs knows a root as text, and looks after its formatting, once somebody has read it as such.
    await parlour.rooms.read(id, (doc) => doc.getText("text").length);
    parlour.storage.shut();
    alice.types("!");
    await parlour.settled();
    for (const [from, length] of [
      [0, 10],
      [2, 10],
      [4, 12],
    ] as const) {
      alice.doc.getText("text").format(from, length, { bold: true });
      bob.doc.getText("text").format(from + 1, length, { bold: true });
      bob.doc.getText("text").format(from, 3, { bold: null });
    }
    bob.types(" and more");
    parlour.storage.open();
    await expect.poll(() => carol.text).toContain(" and more");
    await parlour.settled();
    const seen = people.map((person) => JSON.stringify(person.doc.getText("text").toDelta()));
    expect(new Set(seen).size).toBe(1);
    const logged = new Y.Doc();
    const { log } = await parlour.storage.load(id);
    logged.transact((transaction) => {
      for (const { update } of log) Y.applyUpdate(logged, update);
      transaction.local = true;
    });
    const room = await parlour.rooms.read(id, (doc) => Y.encodeStateAsUpdate(doc));
    expect(Y.snapshot(docOf(room))).toEqual(Y.snapshot(logged));
  });

  it("[S7] are logged in the order they were accepted, across flushes", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    for (const letter of "abcdefghij") {
      alice.types(letter);
      if (letter < "e") await parlour.settled();
    }
    await expect.poll(async () => loggedText(parlour, id)).toBe("abcdefghij");
  });

  it("[R9] that add nothing are neither stored nor relayed", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    alice.types("abc");
    alice.doc.getText("text").delete(0, 1);
    await expect.poll(() => bob.text).toBe("bc");
    const stored = parlour.storage.batches.length;
    const heard = bob.frames.length;
    alice.says(step2Frame(Y.encodeStateAsUpdate(alice.doc)));
    alice.says(updateFrame(Y.encodeStateAsUpdate(new Y.Doc())));
    await parlour.settled();
    expect(parlour.storage.batches).toHaveLength(stored);
    expect(bob.frames).toHaveLength(heard);
    expect(alice.closed).toBeNull();
  });

  it("[R7] that depend on what the server never saw are not stored; the peer is asked, then closed", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const bob = await parlour.visit(id);
    const stranger = new Y.Doc();
    stranger.getText("text").insert(0, "unseen");
    const before = Y.encodeStateVector(stranger);
    stranger.getText("text").insert(3, "!");
    const torn = updateFrame(Y.encodeStateAsUpdate(stranger, before));
    const asked = bob.received("step1").length;
    for (let i = 0; i < 3; i++) bob.says(torn);
    expect(bob.received("step1")).toHaveLength(asked + 3);
    expect(bob.closed).toBeNull();
    bob.says(torn);
    expect(bob.closed).toEqual(closeReasons.missingDependencies);
    await parlour.settled();
    expect(parlour.storage.batches).toHaveLength(0);
  });

  it("[R7] typed on top of what only a sibling tab had are honest: one question brings everything", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const bob = await parlour.visit(id);
    const session = bob.session;
    const sibling = new Y.Doc();
    sibling.getText("text").insert(0, "from the other tab ");
    bob.session = null;
    Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(sibling));
    const built: Uint8Array[] = [];
    bob.doc.on("update", (update: Uint8Array) => built.push(update));
    for (let i = 0; i < 10; i++) bob.types("x");
    const asked = bob.received("step1").length;
    // All ten leave before the server's question arrives.
    for (const update of built) session?.receive(updateFrame(update));
    expect(bob.received("step1")).toHaveLength(asked + 1);
    session?.receive(step2Frame(Y.encodeStateAsUpdate(bob.doc)));
    await expect.poll(async () => loggedText(parlour, id)).toBe("from the other tab xxxxxxxxxx");
    expect(bob.closed).toBeNull();
  });

  it("[R7] accepted but uncommitted counts as seen", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    parlour.storage.shut();
    alice.types("a");
    alice.types("b");
    parlour.storage.open();
    await expect.poll(async () => loggedText(parlour, id)).toBe("ab");
    expect(alice.received("step1")).toHaveLength(1);
  });

  it("[R7] that do not decode are not stored, and the room goes on", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, bob] = [await parlour.visit(id), await parlour.visit(id)];
    bob.says(updateFrame(Uint8Array.of(9, 9, 9)));
    alice.types("fine");
    await expect.poll(() => bob.text).toBe("fine");
    expect(parlour.storage.batches).toHaveLength(1);
  });

  it("[R3] of a viewer are refused and change nothing, and the viewer's presence still works", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const [alice, viewer] = [await parlour.visit(id), await parlour.visit(id, { role: "view" })];
    alice.types("text");
    await expect.poll(() => viewer.text).toBe("text");
    viewer.types("mine");
    viewer.points({ user: { name: "Vi", color: "#112233" } });
    await parlour.settled();
    expect(alice.text).toBe("text");
    expect(await loggedText(parlour, id)).toBe("text");
    expect(viewer.frames.some(({ type }) => type === "unknown")).toBe(true);
    expect(viewer.closed).toBeNull();
    expect(alice.awareness.getStates().get(viewer.doc.clientID)).toEqual({
      user: { name: "Vi", color: "#112233" },
    });
  });

  it("on a page may not touch a foreign root or bring subdocuments; a raw document may hold anything", async () => {
    const parlour = new Parlour();
    const page = await parlour.has("page", "page");
    const alice = await parlour.visit(page);
    alice.types("a root named “text”");
    expect(alice.closed).toEqual(closeReasons.badContent);
    const bob = await parlour.visit(page);
    bob.doc.getMap("meta").set("sub", new Y.Doc());
    expect(bob.closed).toEqual(closeReasons.badContent);
    const carol = await parlour.visit(page);
    carol.doc.getText("title").insert(0, "Mine");
    await expect.poll(async () => (await parlour.catalog.find(page)) ?? null).toMatchObject({ id: "page" });
    expect(carol.closed).toBeNull();
  });
});

describe("rooms", () => {
  it("[R1] are opened once for any number of simultaneous joins", async () => {
    const parlour = new Parlour({ idleMs: 1_000 });
    const id = await parlour.has("d", "raw");
    await Promise.all(Array.from({ length: 50 }, () => parlour.visit(id)));
    expect(parlour.storage.loads).toBe(1);
    expect(parlour.rooms.peerCount(id)).toBe(50);
  });

  it("[R1] that are closing are opened again with every acknowledged update", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    for (let round = 0; round < 20; round++) {
      const visitor = await parlour.visit(id);
      await expect.poll(() => visitor.text.length).toBe(round);
      visitor.types("x");
      visitor.leaves();
      if (round % 3 === 0) await parlour.settled();
    }
    const last = await parlour.visit(id);
    expect(last.text.length).toBe(20);
  });

  it("[R1] a join during closing waits for the last commit and gets a room of its own", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    parlour.storage.shut();
    alice.types("last");
    alice.leaves();
    // The idle timer of 0 ms has begun to close the room, which waits for its commit.
    await new Promise((resolve) => setTimeout(resolve));
    await parlour.settled();
    const arriving = parlour.visit(id);
    await parlour.settled();
    parlour.storage.open();
    const bob = await arriving;
    await parlour.settled();
    expect(bob.text).toBe("last");
    expect(parlour.rooms.peerCount(id)).toBe(1);
    expect(parlour.storage.loads).toBe(2);
  });

  it("[R2] whose load failed serve nobody, and the next join tries again", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    parlour.storage.failNextLoad = new Error("disk on fire");
    const alice = await parlour.visit(id);
    expect(alice.closed).toEqual(closeReasons.loadFailed);
    expect(alice.batches).toHaveLength(0);
    const bob = await parlour.visit(id);
    bob.types("works");
    await expect.poll(async () => loggedText(parlour, id)).toBe("works");
  });

  it("[R2] that are damaged on disk say so, serve nobody, and store nothing", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    parlour.storage.failNextLoad = new DamagedDocument("Document d is damaged on disk: entry 2 is missing.");
    const alice = await parlour.visit(id);
    expect(alice.closed).toEqual(closeReasons.damaged);
    expect(alice.batches).toHaveLength(0);
    expect(parlour.storage.batches).toHaveLength(0);
  });

  it("refuse names that are unknown, purged or in the trash", async () => {
    const parlour = new Parlour({ rawDocuments: false });
    expect((await parlour.visit(name("nobody"))).closed).toEqual(closeReasons.unknownDocument);
    const id = await parlour.has("d", "page");
    await parlour.catalog.setTrashed(id, 1);
    expect((await parlour.visit(id)).closed).toEqual(closeReasons.trashed);
    await parlour.catalog.purge(id);
    expect((await parlour.visit(id)).closed).toEqual(closeReasons.purged);
  });

  it("make a raw document of an unknown name at its first write, not before", async () => {
    const parlour = new Parlour();
    const alice = await parlour.visit(name("board/1"));
    await parlour.settled();
    expect(await parlour.catalog.find(name("board/1"))).toBeNull();
    alice.types("now");
    await expect.poll(async () => parlour.catalog.find(name("board/1"))).toMatchObject({ kind: "raw" });
    await expect.poll(async () => loggedText(parlour, name("board/1"))).toBe("now");
  });

  it("let a name that became a page meanwhile be a page", async () => {
    const parlour = new Parlour();
    const alice = await parlour.visit(name("fresh"));
    await parlour.has("fresh", "page");
    alice.types("raw content");
    await expect.poll(() => alice.closed).toEqual(closeReasons.restarting);
    expect(parlour.storage.batches).toHaveLength(0);
  });

  it("[X1] are read with every acknowledged update, and edited through the same pipeline", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    alice.types("from alice");
    await parlour.settled();
    await parlour.rooms.edit(id, null, (doc) => doc.getText("text").insert(0, "edited, "));
    expect(alice.text).toBe("edited, from alice");
    expect(await parlour.rooms.read(id, (doc) => doc.getText("text").toString())).toBe("edited, from alice");
    expect(await loggedText(parlour, id)).toBe("edited, from alice");
  });

  it("bring the catalog's title and first words up to date, also after a crash", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "page");
    const alice = await parlour.visit(id);
    alice.doc.getText("title").insert(0, "Spring");
    await parlour.settled();
    parlour.crash();
    const bob = await parlour.visit(id);
    bob.leaves();
    await expect.poll(async () => parlour.catalog.find(id)).toMatchObject({ title: "Spring" });
  });

  it("fold a long log into a snapshot when they close, and keep its history", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    for (let i = 0; i < 150; i++) alice.types("x");
    alice.leaves();
    // The thread that folds has to start first.
    const through = async () => (await parlour.storage.load(id)).through;
    await expect.poll(through, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await loggedText(parlour, id)).toBe("x".repeat(150));
    let kept = 0;
    for await (const _ of parlour.storage.history(id, 1, 1_000)) kept++;
    expect(kept).toBe(150);
  });

  it("close everybody with “restarting” at shutdown, after the last commit", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    parlour.storage.shut();
    alice.types("last words");
    const closed = parlour.rooms.close();
    parlour.storage.open();
    await closed;
    expect(alice.closed).toEqual(closeReasons.restarting);
    expect(await loggedText(parlour, id)).toBe("last words");
    expect(await parlour.rooms.join(id, new Visitor())).toEqual({ refused: closeReasons.restarting });
  });

  it("expel everybody from a document with the reason given", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "page");
    const alice = await parlour.visit(id);
    await parlour.rooms.expel(id, closeReasons.trashed);
    expect(alice.closed).toEqual(closeReasons.trashed);
    expect(parlour.rooms.peerCount(id)).toBe(0);
    expect(parlour.rooms).toBeInstanceOf(Rooms);
  });
});
