/** Damage and full disks, straight on the tables: what no caller can bring about through the thread. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DocumentId } from "../../protocol/document-id.js";
import { DamagedDocument } from "../storage-faults.js";
import { CatalogTable } from "./catalog-table.js";
import { type DataFolder, openDataFolder } from "./data-folder.js";
import { DocumentTable } from "./document-table.js";
import { LogTable } from "./log-table.js";
import { packEntries } from "./packed-entries.js";
import { Wal } from "./wal.js";

const hurt = "hurt" as DocumentId;
const well = "well" as DocumentId;
const text = (update: string) => ({ update: Buffer.from(update), at: 1_700_000_000_000, author: null });

/** Lengths that nobody writes down, and what was mended. */
const mended: string[] = [];
const watch = {
  ends: { reached: () => {}, forget: () => {} },
  mended: (id: DocumentId, message: string) => mended.push(`${id}: ${message}`),
  suspect: () => {},
};

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
  log = new LogTable(folder.database, new Wal(folder.database), watch);
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

  test("a snapshot costs nothing while the log is whole, and is dropped", () => {
    log.append([hurt, hurt], packEntries(["one", "two"].map(text)));
    log.compact(hurt, Buffer.from("one"), 1);
    folder.database.exec("UPDATE snapshots SET bytes = x'00'");
    expect(log.load(hurt)).toMatchObject({ snapshot: null, through: 0, log: { lengths: [3, 3] } });
    expect(mended).toEqual([expect.stringMatching(/^hurt: its snapshot .* was dropped/)]);
    log.compact(hurt, Buffer.from("onetwo"), 2);
    expect(log.load(hurt)).toMatchObject({ through: 2, log: { lengths: [] } });
  });

  test("a snapshot and an entry under it", () => {
    log.append([hurt], packEntries([text("one")]));
    log.compact(hurt, Buffer.from("one"), 1);
    folder.database.exec("UPDATE snapshots SET through = 0; UPDATE log SET bytes = x'00'");
    expect(() => log.load(hurt)).toThrow(
      /Document hurt is damaged on disk: its snapshot .* and entry 1 .*Nothing of it could be read/,
    );
  });

  test("the end of a log that is known to have been longer", () => {
    log.append([hurt, hurt], packEntries(["one", "two"].map(text)));
    const documents = new DocumentTable(folder.database);
    documents.setLength(documents.ensure(hurt), 4);
    expect(() => log.load(hurt)).toThrow(/the end of its log is missing, from entry 3 to 4/);
    expect(log.history(hurt, 1, 2).lengths).toEqual([3, 3]);
  });
});

describe("a document that is not whole is kept aside", () => {
  beforeEach(() => {
    log.append([hurt, hurt, hurt], packEntries(["one", "two", "three"].map(text)));
    new CatalogTable(folder.database, new Wal(folder.database)).create({
      ...{ id: hurt, kind: "raw", title: "Budget", at: 1 },
    });
    folder.database.exec(`UPDATE log SET bytes = x'00' WHERE seq = 2 AND document = ${numberOfHurt}`);
  });

  const copyIn = (error: unknown) => /in document (\S+)\.$/.exec(String(error))?.[1] as DocumentId;
  const refusal = () => {
    try {
      log.load(hurt);
    } catch (error) {
      return error;
    }
    throw new Error("it was served");
  };

  test("with one copy of what could be read, in the list beside it, however often it is asked for", () => {
    const first = refusal();
    expect(first).toBeInstanceOf(DamagedDocument);
    expect(String(refusal())).toBe(String(first));
    const copy = log.load(copyIn(first));
    expect(Buffer.from(copy.log.bytes).toString()).toBe("onethree");
    const catalog = new CatalogTable(folder.database, new Wal(folder.database));
    expect(catalog.find(copyIn(first))).toMatchObject({ kind: "raw", title: "Budget (salvaged)" });
    expect(catalog.list({ query: "", trashed: false, after: null, limit: 9 })).toHaveLength(2);
  });

  test("and its rows stay as they are", () => {
    refusal();
    const rows = folder.database.prepare<object>(`SELECT 1 FROM log WHERE document = ${numberOfHurt}`);
    expect(rows.all()).toHaveLength(3);
  });

  test("until it is deleted for good", () => {
    refusal();
    log.remove(hurt);
    expect(log.load(hurt).log.lengths).toEqual([]);
  });

  test("at the start too, where all is looked through", () => {
    log.append([well], packEntries([text("one")]));
    expect(log.isolateDamaged()).toMatchObject([{ id: hurt, reason: expect.stringContaining("entry 2") }]);
    expect(log.isolateDamaged()).toHaveLength(1);
    expect(log.load(well).log.lengths).toEqual([3]);
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
  const table = new LogTable(folder.database, wal, watch);
  const pagesOfLog = () =>
    folder.database.prepare<{ log: number }>("PRAGMA wal_checkpoint(PASSIVE)").get()?.log ?? 0;
  for (let n = 0; n < 1000; n += 1) {
    table.append([well], packEntries([text("x".repeat(1000))]));
    if (wal.isDue) wal.checkpoint();
  }
  expect(pagesOfLog()).toBeLessThan(100);
  expect(wal.empty()).toBe(true);
  expect(pagesOfLog()).toBe(0);
});
