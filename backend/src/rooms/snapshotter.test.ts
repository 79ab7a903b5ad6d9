/** When a log is worth folding: by what it costs to load, beside the snapshot that would be written again. */
import { expect, it } from "vitest";
import type { DocumentId } from "../protocol/document-id.js";
import { Snapshotter } from "./snapshotter.js";

const id = "d" as DocumentId;
const updates = (count: number, bytes: number) => Array.from({ length: count }, () => new Uint8Array(bytes));

function setting(snapshotBytes = 0) {
  let folds = 0;
  let answer: { through: number; bytes: number } | null = null;
  const compactor = {
    fold: async () => {
      folds += 1;
      return answer;
    },
  };
  const snapshot = snapshotBytes === 0 ? null : new Uint8Array(snapshotBytes);
  const snapshotter = new Snapshotter(id, compactor, { snapshot, through: 0, log: [] });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    snapshotter,
    folds: () => folds,
    succeeds: (bytes: number) => (answer = { through: 1, bytes }),
    settled,
  };
}

it("many small entries are, since each takes time to load", () => {
  const { snapshotter, folds } = setting();
  snapshotter.grew(updates(1_000, 20));
  expect(folds()).toBe(0);
  snapshotter.grew(updates(1_000, 20));
  expect(folds()).toBe(1);
});

it("few are when the room closes, and very few are not", () => {
  const { snapshotter, folds } = setting();
  snapshotter.grew(updates(50, 20));
  snapshotter.closing();
  expect(folds()).toBe(0);
  snapshotter.grew(updates(50, 20));
  snapshotter.closing();
  expect(folds()).toBe(1);
});

it("as many as that are not beside a large snapshot, which would be written again each time", () => {
  const { snapshotter, folds } = setting(20_000_000);
  snapshotter.grew(updates(10_000, 20));
  snapshotter.closing();
  expect(folds()).toBe(0);
  snapshotter.grew(updates(30_000, 20));
  expect(folds()).toBe(0);
  snapshotter.grew(updates(10, 1_000_000));
  expect(folds()).toBe(1);
});

it("what came while it was folded counts for the next time, and one that failed is asked for again", async () => {
  const { snapshotter, folds, succeeds, settled } = setting();
  snapshotter.grew(updates(2_000, 20));
  snapshotter.grew(updates(1_500, 20));
  expect(folds()).toBe(1);
  await settled();
  succeeds(100_000);
  snapshotter.grew(updates(1, 20));
  expect(folds()).toBe(2);
  snapshotter.grew(updates(1_500, 20));
  await settled();
  snapshotter.grew(updates(200, 20));
  expect(folds()).toBe(2);
  snapshotter.grew(updates(200, 20));
  expect(folds()).toBe(3);
});
