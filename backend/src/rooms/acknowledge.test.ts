/** What a peer of manyhands.v1 is told of its own updates, and when; and that others are told nothing. */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Parlour, type Visitor } from "../../test/kit/parlour.js";
import { step1Frame, step2Frame, updateFrame } from "../protocol/frames.js";

const bytesOf = (visitor: Visitor) => visitor.batches.flatMap(({ frames }) => frames);
const acknowledgements = (visitor: Visitor) =>
  visitor.notices.flatMap((notice) => (notice.type === "acknowledge" ? [notice.count] : []));

async function pair(): Promise<{ parlour: Parlour; alice: Visitor; bob: Visitor }> {
  const parlour = new Parlour();
  const id = await parlour.has("d", "raw");
  const alice = await parlour.visit(id, { notices: true });
  const bob = await parlour.visit(id, { notices: true });
  await parlour.settled();
  return { parlour, alice, bob };
}

describe("acknowledgements", () => {
  it("[W2] begin with a zero, before anything else, so that a client knows there will be more", async () => {
    const { alice } = await pair();
    expect([...(bytesOf(alice)[0] ?? [])]).toEqual([100, 0]);
    expect(acknowledgements(alice)).toEqual([0, 1]);
  });

  it("[W2] are sent to nobody who did not ask: such a peer gets types 0 to 3, as before", async () => {
    const parlour = new Parlour({ journal: { firstRetryMs: 1, maxRetryMs: 5 } });
    const id = await parlour.has("d", "raw");
    const [stock, other] = [await parlour.visit(id), await parlour.visit(id, { notices: true })];
    stock.types("a");
    other.types("b");
    await parlour.settled();
    parlour.storage.breakDown();
    stock.types("c");
    await expect.poll(() => parlour.rooms.storageFault).not.toBeNull();
    parlour.storage.mend();
    await expect.poll(() => other.text).toBe(stock.text);
    await parlour.settled();
    expect(Math.max(...bytesOf(stock).map(([type]) => type ?? 0))).toBeLessThanOrEqual(3);
    expect([...(bytesOf(stock)[0] ?? [])]).toEqual([...step1Frame(Uint8Array.of(0))]);
  });

  it("[P1][S1] come after the commit, once a flush however much it held, and after what it relays", async () => {
    const { parlour, alice, bob } = await pair();
    parlour.storage.shut();
    alice.types("1");
    await parlour.settled();
    for (let n = 0; n < 5; n++) alice.types("x");
    await parlour.settled();
    expect(acknowledgements(alice)).toEqual([0, 1]);
    expect(bob.text).toBe("");
    parlour.storage.open();
    await expect.poll(() => alice.acknowledged).toBe(7);
    expect(acknowledgements(alice)).toEqual([0, 1, 2, 7]);
    expect(acknowledgements(bob)).toEqual([0, 1]);
  });

  it("are counted for each socket by itself, in a flush of several authors too", async () => {
    const { parlour, alice, bob } = await pair();
    parlour.storage.shut();
    alice.types("a");
    await parlour.settled();
    bob.types("b");
    alice.types("a");
    bob.types("b");
    parlour.storage.open();
    await expect.poll(() => [alice.acknowledged, bob.acknowledged]).toEqual([3, 3]);
  });

  it("[R9] an update that adds nothing counts at once where all it says is on disk", async () => {
    const { parlour, alice } = await pair();
    alice.types("abc");
    await parlour.settled();
    const stored = parlour.storage.batches.length;
    alice.says(updateFrame(Y.encodeStateAsUpdate(alice.doc)));
    alice.says(step2Frame(Y.encodeStateAsUpdate(alice.doc)));
    await parlour.settled();
    expect(alice.acknowledged).toBe(4);
    expect(parlour.storage.batches).toHaveLength(stored);
  });

  it("[R9][S1] and not before, where somebody else's commit of the same words is under way", async () => {
    const { parlour, alice, bob } = await pair();
    parlour.storage.shut();
    alice.types("twice");
    await parlour.settled();
    // A sibling tab sends what it has heard by another way.
    bob.says(updateFrame(Y.encodeStateAsUpdate(alice.doc)));
    await parlour.settled();
    expect([alice.acknowledged, bob.acknowledged]).toEqual([1, 1]);
    parlour.storage.open();
    await expect.poll(() => [alice.acknowledged, bob.acknowledged]).toEqual([2, 2]);
    expect(parlour.storage.batches).toHaveLength(1);
  });

  it("[R3] never count what was denied, whatever comes after it", async () => {
    const parlour = new Parlour();
    const id = await parlour.has("d", "raw");
    const alice = await parlour.visit(id);
    alice.types("text");
    const viewer = await parlour.visit(id, { role: "view", notices: true });
    await expect.poll(() => viewer.text).toBe("text");
    viewer.types("mine");
    viewer.says(updateFrame(Y.encodeStateAsUpdate(alice.doc)));
    await parlour.settled();
    expect(viewer.acknowledged).toBe(1);
  });

  it("[R7] stop at what depends on the unseen, and go on with the step 2 that brings it", async () => {
    const { parlour, alice } = await pair();
    const { session } = alice;
    alice.session = null;
    alice.types("unheard ");
    alice.session = session;
    const asked = alice.received("step1").length;
    alice.types("builds on it");
    // The kit's visitor has answered the question with a step 2 already: 2 was refused, 3 made up for it.
    expect(alice.received("step1")).toHaveLength(asked + 1);
    await expect.poll(() => alice.acknowledged).toBe(3);
    alice.types("!");
    await expect.poll(() => alice.acknowledged).toBe(4);
    await parlour.settled();
    expect(acknowledgements(alice)).not.toContain(2);
  });

  it("[R7] go no further where that step 2 never comes", async () => {
    const { parlour, alice } = await pair();
    const stranger = new Y.Doc();
    stranger.getText("text").insert(0, "unseen");
    const before = Y.encodeStateVector(stranger);
    stranger.getText("text").insert(3, "!");
    const { session } = alice;
    alice.session = null;
    session?.receive(updateFrame(Y.encodeStateAsUpdate(stranger, before)));
    const other = new Y.Doc();
    other.getText("text").insert(0, "fits");
    session?.receive(updateFrame(Y.encodeStateAsUpdate(other)));
    await parlour.settled();
    expect(parlour.storage.stored).toHaveLength(1);
    expect(alice.acknowledged).toBe(1);
  });
});
