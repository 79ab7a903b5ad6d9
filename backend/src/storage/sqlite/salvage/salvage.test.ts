/**
 * Real files, damaged at places that a seed chooses: the folder opens, what is served is byte for byte what was stored,
 * and whatever is not whole is refused. `SALVAGE_RUNS` makes it longer.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chance } from "../../../../../scripts/chance.js";
import { StorageFolder, seqsTo } from "../../../../test/kit/storage-folder.js";
import type { DocumentId } from "../../../protocol/document-id.js";
import { DataFolderError } from "../../storage-faults.js";
import { openDatabase } from "../driver.js";
import { foundRow } from "./found-row.js";
import { cellsOf } from "./record.js";

const runs = Number(process.env.SALVAGE_RUNS ?? 10);
const ids = [
  "left",
  "right",
  "raw/notes~1",
  "trashed",
  "empty",
  ...Array.from({ length: 12 }, (_, n) => `small-${n}`),
];
const documents = ids as DocumentId[];

let root: string;
let count = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "manyhands-salvage-"));
  makeFolder(join(root, "stopped"), "stopped");
  makeFolder(join(root, "killed"), "killed");
});
afterAll(() => rmSync(root, { recursive: true }));

/** Documents of every sort, as a clean stop leaves them or as `kill -9` does. */
function makeFolder(dataDir: string, how: "stopped" | "killed"): void {
  const working = how === "stopped" ? dataDir : join(root, "working");
  const folder = new StorageFolder(working);
  const { log, catalog } = folder.tables;
  for (const id of documents) {
    catalog.create({
      id,
      kind: id.includes("/") ? "raw" : "page",
      title: `Title of ${id}`,
      at: 1_700_000_000_000,
    });
  }
  for (const id of documents) if (id !== "empty") folder.append(id, 1, id.startsWith("small") ? 3 : 30);
  folder.compact("left" as DocumentId, 20);
  folder.tables.upkeep.whole();
  folder.append("left" as DocumentId, 31, 50);
  folder.compact("left" as DocumentId, 45);
  for (let n = 31; n < 40; n += 1) folder.append("right" as DocumentId, n, n);
  folder.append("small-3" as DocumentId, 4, 6);
  catalog.setTrashed("trashed" as DocumentId, 1_700_000_000_001);
  const purged = "purged" as DocumentId;
  catalog.create({ id: purged, kind: "page", title: "Secret", at: 0 });
  folder.append(purged, 1, 3);
  log.remove(purged);
  catalog.purge(purged);
  if (how === "stopped") {
    folder.stop();
    return;
  }
  // What a killed process leaves: the copy is made before anything is closed.
  cpSync(working, dataDir, { recursive: true });
  rmSync(join(dataDir, "manyhands.db-shm"));
  folder.stop();
}

interface Tally {
  served: number;
  damaged: number;
  rebuilt: number;
  refused: number;
  /** What was done last may be undone without a trace where it only concerned the list. */
  endLost?: boolean;
}

/** Copies the folder, damages it, opens it, and holds every document against what was stored. */
function survive(
  from: "stopped" | "killed",
  what: string,
  damage: (dataDir: string) => void,
  tally: Tally,
): void {
  count += 1;
  const dataDir = join(root, `run-${count}`);
  cpSync(join(root, from), dataDir, { recursive: true });
  damage(dataDir);
  let folder: StorageFolder;
  try {
    folder = new StorageFolder(dataDir);
  } catch (error) {
    // Only where there is nothing left to read, and then in a sentence.
    expect(error, what).toBeInstanceOf(DataFolderError);
    expect(String(error), what).toMatch(/restore it from a backup/);
    tally.refused += 1;
    return;
  }
  const sentence = folder.tables.damage?.sentence ?? "";
  if (sentence.includes("made anew")) tally.rebuilt += 1;
  let damaged = 0;
  for (const id of documents) {
    const served = folder.serves(id);
    if (served === "damaged") {
      damaged += 1;
      expect(sentence, what).toContain("kept aside");
      continue;
    }
    const record = folder.record(id);
    // A file that was cut off may have lost a document with everything that tells of it, and says that it may.
    if (served === "" && record === null && sentence.includes("cut off")) continue;
    expect(served, `${what}: ${id}; ${sentence}`).toBe(whole.get(id));
    if (record === null || record === "purged")
      throw new Error(`${what}: ${id} is not in the list; ${sentence}`);
    tally.served += 1;
    // One whose row in the list is lost is listed by its id, and out of the trash, where it would be deleted one day.
    const isListed = record.title !== id;
    if (id === "trashed" && isListed && !tally.endLost) expect(record.trashedAt, what).not.toBeNull();
    if (!isListed) expect(record.trashedAt, what).toBeNull();
  }
  tally.damaged += damaged;
  if (!tally.endLost) expect(folder.serves("purged" as DocumentId), what).toBe("");
  // It goes on from there: what is stored now is there after the next start, which finds nothing more.
  const fresh = "right" as DocumentId;
  if (folder.serves(fresh) === whole.get(fresh)) folder.append(fresh, 40, 41);
  const after = documents.map((id) => folder.serves(id));
  folder.stop();
  const again = new StorageFolder(dataDir);
  expect(again.tables.damage?.sentence ?? "", what).not.toContain("made anew");
  expect(
    documents.map((id) => again.serves(id)),
    what,
  ).toEqual(after);
  again.stop();
  rmSync(dataDir, { recursive: true });
}

const lengths: Record<string, number> = { left: 50, right: 39, empty: 0, "small-3": 6 };
const whole = new Map(documents.map((id) => [id, seqsTo(lengths[id] ?? (id.startsWith("small") ? 3 : 30))]));

const noDamage: Tally = { served: 0, damaged: 0, rebuilt: 0, refused: 0 };

function change(file: string, edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  edit(bytes);
  writeFileSync(file, bytes);
}

/** Makes an entry of the log's index lead to a row that is not there; the page stays one that SQLite can read. */
function misleadIndex(bytes: Buffer): void {
  const spill = { usable: 4096, page: () => null };
  for (let at = 4096; at < bytes.length; at += 4096) {
    for (const cell of cellsOf(bytes.subarray(at, at + 4096), 0, spill)) {
      if (foundRow(cell)?.is !== "trace") continue;
      const last = cell.payload.length - 1;
      cell.payload[last] = (cell.payload[last] ?? 0) ^ 0x40;
      return;
    }
  }
}

/** Many runs of one kind of damage; every document of every run is either served whole or refused. */
function many(
  name: string,
  from: "stopped" | "killed",
  file: string,
  damage: (bytes: Buffer, chance: Chance) => void,
): void {
  test(`[S2] ${name}`, () => {
    const chance = new Chance(
      process.env.SALVAGE_SEED === undefined ? undefined : Number(process.env.SALVAGE_SEED),
    );
    const tally = { ...noDamage, endLost: file.endsWith("-wal") };
    for (let run = 0; run < runs; run += 1) {
      const what = `seed ${chance.seed}, run ${run}`;
      survive(from, what, (dataDir) => change(join(dataDir, file), (bytes) => damage(bytes, chance)), tally);
    }
    console.log(`${name}: seed ${chance.seed}, ${runs} runs: ${JSON.stringify(tally)}`);
    expect(tally.refused).toBe(0);
  }, 600_000);
}

const flip = (bytes: Buffer, chance: Chance) => {
  const at = chance.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
};
const scribble = (bytes: Buffer, chance: Chance) => {
  const at = chance.below(bytes.length);
  const end = Math.min(bytes.length, at + 1 + chance.below(600));
  for (let n = at; n < end; n += 1) bytes[n] = chance.below(256);
};
describe("a damaged database is opened, and nothing in it is passed off as whole that is not", () => {
  many("a flipped bit", "stopped", "manyhands.db", flip);
  many("a flipped bit in the small tables", "stopped", "manyhands.db", (bytes, chance) => {
    flip(bytes.subarray(0, 16 * 4096), chance);
  });
  many("a flipped bit in the header", "stopped", "manyhands.db", (bytes, chance) =>
    flip(bytes.subarray(0, 100), chance),
  );
  many("a scribbled stretch", "stopped", "manyhands.db", scribble);
  many("a flipped bit in the write-ahead log of a killed process", "killed", "manyhands.db-wal", flip);
  many("a scribbled stretch in the write-ahead log", "killed", "manyhands.db-wal", scribble);
  many("a flipped bit in the database of a killed process", "killed", "manyhands.db", flip);
  many("a flipped bit in the receipts", "killed", "manyhands.receipts", flip);

  // Each page once: also the one with the list, from which only the indexes tell of a document that nobody has written to.
  test("[S2] any page of zeros", () => {
    const tally = { ...noDamage };
    const pages = readFileSync(join(root, "stopped", "manyhands.db")).length / 4096;
    for (let page = 0; page < pages; page += 1) {
      const blank = (bytes: Buffer) => bytes.fill(0, page * 4096, (page + 1) * 4096);
      survive("stopped", `page ${page}`, (dataDir) => change(join(dataDir, "manyhands.db"), blank), tally);
    }
    console.log(`any page of zeros: ${pages} pages: ${JSON.stringify(tally)}`);
    expect(tally.refused).toBe(0);
  }, 600_000);

  test.each([18, 23, 47, 52, 59, 64])(
    "[S2] a header that SQLite believes and should not, at byte %i",
    (offset) => {
      const tally = { ...noDamage };
      const spoil = (bytes: Buffer) => bytes.writeUInt8((bytes[offset] ?? 0) ^ 0x40, offset);
      survive("stopped", `byte ${offset}`, (dataDir) => change(join(dataDir, "manyhands.db"), spoil), tally);
      expect(tally).toMatchObject({ served: documents.length, damaged: 0, rebuilt: 1 });
    },
  );

  test("[S2] an index that leads to a row which is not there", () => {
    const tally = { ...noDamage };
    survive("stopped", "misled", (dataDir) => change(join(dataDir, "manyhands.db"), misleadIndex), tally);
    expect(tally).toMatchObject({ served: documents.length, rebuilt: 1 });
  });

  test("[S2] an entry whose document's row is damaged too is missed by the index that names it", () => {
    const number = "(SELECT number FROM documents WHERE id = 'right')";
    const tally = { ...noDamage };
    survive(
      "stopped",
      "two faults",
      (dataDir) => {
        const database = openDatabase(join(dataDir, "manyhands.db"));
        database.exec(`UPDATE log SET checksum = 0 WHERE seq = 39 AND document = ${number}`);
        database.exec("UPDATE documents SET checksum = 0 WHERE id = 'right'");
        database.close();
      },
      tally,
    );
    expect(tally).toMatchObject({ damaged: 1, rebuilt: 1 });
  });

  // Where the file is cut off, documents may be gone with all that tells of them; it says so.
  test("[S2] a file that was cut off", () => {
    const chance = new Chance();
    const tally = { ...noDamage };
    const from = join(root, "stopped", "manyhands.db");
    const pages = readFileSync(from).length / 4096;
    for (let run = 0; run < runs; run += 1) {
      const end = 1 + chance.below(pages * 4096 - 1);
      const cut = (dataDir: string) =>
        writeFileSync(join(dataDir, "manyhands.db"), readFileSync(from).subarray(0, end));
      survive("stopped", `seed ${chance.seed}, cut at ${end} of ${pages} pages`, cut, tally);
    }
    console.log(`cut off: seed ${chance.seed}, ${runs} runs: ${JSON.stringify(tally)}`);
    expect(tally.served).toBeGreaterThan(0);
  }, 600_000);

  test("[S2] a write-ahead log that was cut off, or is gone", () => {
    const chance = new Chance();
    const tally = { ...noDamage, endLost: true };
    const from = readFileSync(join(root, "killed", "manyhands.db-wal"));
    for (let run = 0; run < runs; run += 1) {
      const end = run === 0 ? 0 : chance.below(from.length);
      const cut = (dataDir: string) =>
        writeFileSync(join(dataDir, "manyhands.db-wal"), from.subarray(0, end));
      survive("killed", `seed ${chance.seed}, cut at ${end}`, cut, tally);
    }
    console.log(`log cut off: seed ${chance.seed}, ${runs} runs: ${JSON.stringify(tally)}`);
    expect(tally.damaged).toBeGreaterThan(0);
  }, 600_000);
});
