/** What a power cut leaves of a commit, a compaction and a checkpoint, at every single step of each. */
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Chance } from "../../../../scripts/chance.js";
import { StorageFolder, seqsTo } from "../../../test/kit/storage-folder.js";
import type { DocumentId } from "../../protocol/document-id.js";
import { readFrames } from "./salvage/wal-frames.js";

const left = "left" as DocumentId;
const right = "right" as DocumentId;

let root: string;
let killed: string;
let count = 0;

/** A folder whose write-ahead log holds a few commits of all sorts, copied before anything was closed. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "manyhands-torn-"));
  killed = join(root, "killed");
  const folder = new StorageFolder(join(root, "working"));
  for (const id of [left, right]) folder.append(id, 1, 5);
  folder.compact(left, 4);
  folder.tables.upkeep.whole();
  folder.append(left, 6, 7);
  folder.append(right, 6, 6);
  folder.compact(left, 7);
  folder.append(left, 8, 8);
  cpSync(join(root, "working"), killed, { recursive: true });
  rmSync(join(killed, "manyhands.db-shm"));
  folder.stop();
});
afterAll(() => rmSync(root, { recursive: true }));

/** Opens a copy that `change` has made what a crash would leave; gives what is served, and what was said. */
function after(change: (dataDir: string) => void): { left: string; right: string; said: string | null } {
  count += 1;
  const dataDir = join(root, `crash-${count}`);
  cpSync(killed, dataDir, { recursive: true });
  change(dataDir);
  const folder = new StorageFolder(dataDir);
  const served = { left: folder.serves(left), right: folder.serves(right) };
  const said = folder.tables.damage?.sentence ?? null;
  folder.stop();
  rmSync(dataDir, { recursive: true });
  return { ...served, said };
}

const walIn = (dataDir: string) => join(dataDir, "manyhands.db-wal");

/** Receipts are not synced: a power cut may leave none of those since the last checkpoint. */
const loseReceipts = (dataDir: string) => {
  const path = join(dataDir, "manyhands.receipts");
  writeFileSync(path, readFileSync(path).subarray(0, 21));
};

test("[S1][S4] a commit or a compaction that was cut at any frame is there whole or not at all", () => {
  const wal = readFileSync(walIn(killed));
  const frames = readFrames(walIn(killed));
  const states = new Set<string>();
  for (let frame = 0; frame <= frames.length; frame += 1) {
    for (const part of [0, 12, 2000]) {
      const end = Math.min(wal.length, 32 + frame * (24 + 4096) + part);
      const {
        left: l,
        right: r,
        said,
      } = after((dataDir) => {
        loseReceipts(dataDir);
        writeFileSync(walIn(dataDir), wal.subarray(0, end));
      });
      expect(said, `cut at ${end}`).toBeNull();
      states.add(`${l} | ${r}`);
    }
  }
  // Nothing but the states between commits; the compaction changes what is stored, and not what it stands for.
  expect([...states]).toEqual([
    `${seqsTo(5)} | ${seqsTo(5)}`,
    `${seqsTo(7)} | ${seqsTo(5)}`,
    `${seqsTo(7)} | ${seqsTo(6)}`,
    `${seqsTo(8)} | ${seqsTo(6)}`,
  ]);
});

test("[S1] a last commit whose frames came to the disk in any order is there whole or not at all", () => {
  const chance = new Chance();
  const frames = readFrames(walIn(killed));
  const before = frames.slice(0, -1).findLastIndex(({ commit }) => commit) + 1;
  for (let run = 0; run < 20; run += 1) {
    const lost = Array.from({ length: frames.length - before }, (_, n) => before + n).filter(
      () => chance.below(2) === 0,
    );
    const { left: l, said } = after((dataDir) => {
      loseReceipts(dataDir);
      const wal = readFileSync(walIn(dataDir));
      for (const frame of lost) wal.fill(0, 32 + frame * 4120 + 24, 32 + (frame + 1) * 4120);
      writeFileSync(walIn(dataDir), wal);
    });
    const what = `seed ${chance.seed}, run ${run}, frames lost: ${lost}`;
    expect([l, said], what).toEqual([seqsTo(lost.length === 0 ? 8 : 7), null]);
  }
});

test("[S2] a checkpoint that was cut after any of its pages, in any order, has lost nothing", () => {
  const chance = new Chance();
  const newest = new Map(readFrames(walIn(killed)).map(({ page, bytes }) => [page, bytes]));
  for (let run = 0; run < 20; run += 1) {
    const { said, ...served } = after((dataDir) => {
      const database = openSync(join(dataDir, "manyhands.db"), "r+");
      for (const [page, bytes] of newest) {
        // Half of the pages, and of one of them only a part.
        if (chance.below(2) === 0)
          writeSync(database, bytes, 0, run % 3 === 0 ? 1000 : 4096, (page - 1) * 4096);
      }
      closeSync(database);
    });
    expect([served, said], `seed ${chance.seed}, run ${run}`).toEqual([
      { left: seqsTo(8), right: seqsTo(6) },
      null,
    ]);
  }
});

test("[S2] a last commit that somebody was told of is missed when it does not add up", () => {
  const {
    left: l,
    right: r,
    said,
  } = after((dataDir) => {
    const wal = readFileSync(walIn(dataDir));
    wal.fill(0, wal.length - 2000);
    writeFileSync(walIn(dataDir), wal);
  });
  expect([l === seqsTo(8) || l === "damaged", r]).toEqual([true, seqsTo(6)]);
  expect(said).toMatch(/has been made anew/);
});

test("[S2] a damaged frame that later commits follow is no power cut, receipts or not", () => {
  const frames = readFrames(walIn(killed));
  const { said, ...served } = after((dataDir) => {
    loseReceipts(dataDir);
    const wal = readFileSync(walIn(dataDir));
    // A checksum of the first frame: its page is as it was written, and nothing is lost with it.
    wal.writeUInt8((wal[32 + 16] ?? 0) ^ 1, 32 + 16);
    writeFileSync(walIn(dataDir), wal);
  });
  expect(frames.length).toBeGreaterThan(2);
  expect(said).toMatch(/its write-ahead log is damaged.*all 2 documents could be read/);
  expect(served).toEqual({ left: seqsTo(8), right: seqsTo(6) });
});
