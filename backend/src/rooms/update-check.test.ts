import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { checkUpdate, deletesAnything } from "./update-check.js";

const clocks = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));

/** The updates of several people who type, delete and hear of each other at random. */
function someUpdates(seed: readonly number[]): Uint8Array[] {
  const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const updates: Uint8Array[] = [];
  for (const doc of docs)
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "heard") updates.push(update);
    });
  for (const n of seed) {
    const doc = docs[n % 3] as Y.Doc;
    const text = doc.getText("text");
    const at = n % (text.length + 1);
    if (n % 7 === 0 && text.length > 2) text.delete(Math.min(at, text.length - 2), 2);
    else if (n % 7 === 1) doc.getMap("map").set(`k${n % 4}`, new Y.Array());
    else text.insert(at, `${n % 10}`);
    if (n % 5 === 0) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), "heard");
  }
  return updates;
}

describe("the check of an update", () => {
  it("[R7] says “missing” exactly where Yjs would be left with something pending", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
        (seed, order) => {
          const updates = someUpdates(seed);
          const doc = new Y.Doc();
          for (const n of order) {
            const update = updates[n % updates.length] as Uint8Array;
            const checked = checkUpdate(update, clocks(doc));
            const trial = new Y.Doc();
            Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
            Y.applyUpdate(trial, update);
            const pending = trial.store.pendingStructs !== null || trial.store.pendingDs !== null;
            expect(checked.outcome).toBe(pending ? "missing" : "fits");
            if (checked.outcome !== "fits") continue;
            expect(new Map([...clocks(doc), ...checked.ends])).toEqual(clocks(trial));
            Y.applyUpdate(doc, update);
          }
        },
      ),
    );
  });

  it("[R9] finds nothing new in an update that is known, deletions included", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }), (seed) => {
        const doc = new Y.Doc();
        for (const update of someUpdates(seed)) Y.applyUpdate(doc, update);
        const checked = checkUpdate(Y.encodeStateAsUpdate(doc), clocks(doc));
        if (checked.outcome !== "fits") throw new Error("the document's own state must fit");
        expect(checked.ends.size).toBe(0);
        expect(deletesAnything(doc, checked.deletes)).toBe(false);
      }),
    );
  });

  it("sees a deletion that is new", () => {
    const doc = new Y.Doc();
    doc.getText("text").insert(0, "abc");
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    other.getText("text").delete(1, 1);
    const checked = checkUpdate(Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)), clocks(doc));
    if (checked.outcome !== "fits") throw new Error("must fit");
    expect(checked.ends.size).toBe(0);
    expect(deletesAnything(doc, checked.deletes)).toBe(true);
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(["fits", "missing", "undecodable"]).toContain(checkUpdate(bytes, new Map()).outcome);
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses structs that wait for each other", () => {
    // Two clients, each one's only item standing right of the other's: no order integrates them.
    const update = Uint8Array.of(2, 1, 1, 0, 0x84, 2, 0, 1, 97, 1, 2, 0, 0x84, 1, 0, 1, 98, 0);
    expect(checkUpdate(update, new Map()).outcome).toBe("missing");
  });
});
