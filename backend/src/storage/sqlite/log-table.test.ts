/** Damage and full disks, straight on the tables: what no caller can bring about through the thread. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DocumentId } from "../../protocol/document-id.js";
import { DamagedDocument } from "../storage-faults.js";
import { type DataFolder, openDataFolder } from "./data-folder.js";
import { LogTable } from "./log-table.js";
import { packEntries } from "./packed-entries.js";
import { Wal } from "./wal.js";

const hurt = "hurt" as DocumentId;
const well = "well" as DocumentId;
const text = (update: string) => ({ update: Buffer.from(update), at: 1_700_000_000_000, author: null });

let root: string;
let folder: DataFolder;
let log: LogTable;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "manyhands-log-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});
beforeEach(async (context) => {
  folder = openDataFolder(join(root, context.task.id));
  log = new LogTable(folder.database, new Wal(folder.database));
});
afterEach(() => {
  folder.close();
});

const numberOfHurt = "(SELECT number FROM documents WHERE id = 'hurt')";

describe("a damaged row is an error of its document alone", () => {
  const damages: [string, string, RegExp][] = [
    [
      "a changed byte",
      `UPDATE log SET bytes = 'twO' WHERE seq = 2 AND document = ${numberOfHurt}`,
      /entry 2 .*checksum/,
    ],
    [
      "a changed author",
      `UPDATE log SET author = 'eve' WHERE seq = 3 AND document = ${numberOfHurt}`,
      /entry 3 .*checksum/,
    ],
    ["a missing row", `DELETE FROM log WHERE seq = 2 AND document = ${numberOfHurt}`, /entry 2 .*missing/],
    [
      "a row of another document in its place",
      `UPDATE log SET (at, author, bytes, checksum) =
         (SELECT at, author, bytes, checksum FROM log WHERE seq = 2 AND document <> ${numberOfHurt})
       WHERE seq = 2 AND document = ${numberOfHurt}`,
      /entry 2 .*checksum/,
    ],
  ];

  for (const [name, sql, message] of damages) {
    test(name, () => {
      log.append([hurt, hurt, hurt], packEntries(["one", "two", "three"].map(text)));
      log.append([well, well], packEntries(["one", "TWO"].map(text)));
      folder.database.exec(sql.replace("'twO'", "x'74774f'"));
      for (const read of [
        () => log.load(hurt),
        () => log.readAfter(hurt, 1),
        () => log.history(hurt, 1, 9),
      ]) {
        expect(read).toThrow(DamagedDocument);
        expect(read).toThrow(message);
      }
      expect(log.load(well).log.lengths).toEqual([3, 3]);
      expect(log.append([well], packEntries([text("more")]))).toEqual([3]);
    });
  }

  test("a snapshot", () => {
    log.append([hurt], packEntries([text("one")]));
    log.compact(hurt, Buffer.from("one"), 1);
    folder.database.exec("UPDATE snapshots SET through = 0");
    expect(() => log.load(hurt)).toThrow(/Document hurt is damaged on disk: its snapshot/);
    expect(log.history(hurt, 1, 9).lengths).toEqual([3]);
  });
});

test("a full disk refuses the whole batch, and what comes after it has cleared is stored", () => {
  log.append([well], packEntries([text("one")]));
  const pages = folder.database.prepare<{ page_count: number }>("PRAGMA page_count").get()?.page_count ?? 0;
  folder.database.exec(`PRAGMA max_page_count = ${pages + 2}`);
  const batch = packEntries([text("small"), text("big".repeat(20_000)), text("small")]);
  expect(() => log.append([well, hurt, well], batch)).toThrow(/full/);
  expect(log.load(well).log.lengths).toEqual([3]);
  expect(log.load(hurt).log.lengths).toEqual([]);
  folder.database.exec("PRAGMA max_page_count = 1000000");
  expect(log.append([well, hurt, well], batch)).toEqual([2, 1, 3]);
  expect(log.load(well).log.lengths).toEqual([3, 5, 5]);
});

test("a batch that fails half way is undone, and the next one is stored", () => {
  // The table takes whole milliseconds only; unlike a full disk, this does not make SQLite roll back by itself.
  const batch = packEntries([text("one"), { ...text("two"), at: 0.5 }]);
  expect(() => log.append([well, hurt], batch)).toThrow();
  expect(log.load(well).log.lengths).toEqual([]);
  expect(log.append([well], packEntries([text("three")]))).toEqual([1]);
});

test("text that SQLite cannot keep is replaced, and is no damage", () => {
  log.append([well], packEntries([{ ...text("one"), author: "a\0b\ud800c 🎈" }]));
  expect(log.load(well).log.authors).toEqual(["a\ufffdb\ufffdc 🎈"]);
});

test("the write-ahead log stays small under load, and is empty after a whole checkpoint", () => {
  const wal = new Wal(folder.database, 50);
  const table = new LogTable(folder.database, wal);
  const pagesOfLog = () =>
    folder.database.prepare<{ log: number }>("PRAGMA wal_checkpoint(PASSIVE)").get()?.log ?? 0;
  for (let n = 0; n < 1000; n += 1) {
    table.append([well], packEntries([text("x".repeat(1000))]));
    wal.checkpointIfDue();
  }
  expect(pagesOfLog()).toBeLessThan(100);
  wal.checkpoint();
  expect(pagesOfLog()).toBe(0);
});
