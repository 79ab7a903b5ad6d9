/**
 * A damaged database made anew from every row that can still be proven. Documents of which a row is missing are kept
 * aside, with a copy of what could be read; all others come out byte for byte as they were.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DocumentId } from "../../../protocol/document-id.js";
import type { DocumentRecord } from "../../catalog.js";
import { databaseIn } from "../database-file.js";
import { type DocumentRow, DocumentTable } from "../document-table.js";
import { type Database, openDatabase, type Statement } from "../driver.js";
import { type Isolated, Quarantine } from "../quarantine.js";
import type { Ends } from "../receipts.js";
import { RecordWriter } from "../record-writer.js";
import { steps } from "../tables.js";
import { type FoundEntry, type FoundRow, foundRow } from "./found-row.js";
import { guessKind } from "./guess-kind.js";
import { PageImages } from "./page-images.js";
import { nextIn, replaceDatabase } from "./replace-database.js";
import type { Frame } from "./wal-frames.js";

export interface Rebuilt {
  readonly whole: number;
  readonly isolated: readonly Isolated[];
  /** Documents whose name is lost, under names of our making. */
  readonly nameless: readonly DocumentId[];
  /** The folder, inside the data folder, that holds the damaged files. */
  readonly kept: string;
}

/** Null, with everything left as it is, where not a single document could be read. */
export function rebuild(
  dataDir: string,
  frames: readonly Frame[],
  receipts: Ends,
  now: number,
): Rebuilt | null {
  const half = join(dataDir, "manyhands.db.half");
  // One that a crash left behind.
  for (const file of [half, `${half}-journal`]) rmSync(file, { force: true });
  const database = openDatabase(half);
  let result: Omit<Rebuilt, "kept"> | null;
  try {
    database.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; BEGIN");
    for (const step of steps) step(database);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    result = new Rebuilding(database, receipts, now).from(databaseIn(dataDir), frames);
    database.exec("COMMIT");
  } finally {
    database.close();
  }
  if (result === null) {
    rmSync(half);
    return null;
  }
  renameSync(half, nextIn(dataDir));
  return { ...result, kept: replaceDatabase(dataDir, "damaged", now) ?? "" };
}

class Rebuilding {
  readonly #database: Database;
  readonly #receipts: Ends;
  readonly #now: number;
  readonly #documents = new Map<number, DocumentRow>();
  readonly #records = new Map<DocumentId, { readonly record: DocumentRecord; readonly number: number }>();
  readonly #purged = new Set<DocumentId>();
  readonly #listed = new Set<DocumentId>();
  readonly #nameless: DocumentId[] = [];
  readonly #table: DocumentTable;
  readonly #addEntry: Statement<never>;
  readonly #addSnapshot: Statement<never>;
  readonly #addTrace: Statement<never>;

  constructor(database: Database, receipts: Ends, now: number) {
    this.#database = database;
    this.#receipts = receipts;
    this.#now = now;
    this.#table = new DocumentTable(database);
    database.exec("CREATE TEMP TABLE trace (document INTEGER, seq INTEGER, place INTEGER)");
    this.#addEntry = database.prepare(
      "INSERT OR IGNORE INTO log (rowid, document, seq, at, author, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#addSnapshot = database.prepare(
      `INSERT INTO snapshots (document, through, bytes, checksum) VALUES (?, ?, ?, ?)
       ON CONFLICT (document) DO UPDATE SET (through, bytes, checksum) =
         (excluded.through, excluded.bytes, excluded.checksum) WHERE excluded.through > through`,
    );
    this.#addTrace = database.prepare("INSERT INTO trace (document, seq, place) VALUES (?, ?, ?)");
  }

  from(path: string, frames: readonly Frame[]): Omit<Rebuilt, "kept"> | null {
    this.#collect(path, frames);
    this.#database.exec("CREATE INDEX temp.trace_document ON trace (document)");
    this.#nameDocuments();
    if (this.#documents.size === 0) return null;
    for (const id of this.#purged) this.#database.prepare("INSERT INTO purged (id) VALUES (?)").run(id);
    const writer = new RecordWriter(this.#database);
    for (const { number, id } of this.#documents.values()) {
      const record = this.#purged.has(id)
        ? null
        : (this.#records.get(id)?.record ?? this.#recordFor(id, number));
      if (record !== null) writer.put(record, number);
    }
    return this.#judge();
  }

  #collect(path: string, frames: readonly Frame[]): void {
    if (!existsSync(path)) return;
    const images = new PageImages(path, frames);
    try {
      for (const cell of images.cells()) {
        const row = foundRow(cell);
        if (row !== null) this.#take(row);
      }
    } finally {
      images.close();
    }
  }

  #take(row: FoundRow): void {
    switch (row.is) {
      case "entry":
        this.#takeEntry(row);
        break;
      case "snapshot":
        this.#addSnapshot.run(row.document, row.through, row.bytes, row.checksum);
        break;
      case "document": {
        const known = this.#documents.get(row.row.number);
        // The same row at several times: logs only grow.
        if (known === undefined || known.length < row.row.length)
          this.#documents.set(row.row.number, row.row);
        break;
      }
      case "record": {
        const known = this.#records.get(row.record.id);
        // Of two as young as each other the later version of the page counts: the trash leaves the time as it is.
        if (known === undefined || known.record.updatedAt <= row.record.updatedAt)
          this.#records.set(row.record.id, row);
        break;
      }
      case "purged":
        this.#purged.add(row.id);
        break;
      case "listed":
        this.#listed.add(row.id);
        break;
      case "trace":
        this.#addTrace.run(row.document, row.seq, row.rowid);
        break;
    }
  }

  #takeEntry({ rowid, document, seq, at, author, bytes, checksum }: FoundEntry): void {
    const values = [document, seq, at, author, bytes, checksum];
    if (Number(this.#addEntry.run(rowid, ...values).changes) > 0) return;
    // The same entry again, or another whose rowid, which no checksum covers, is damaged.
    this.#addEntry.run(null, ...values);
  }

  /** Each document gets its number from its own row, or from its record, or else a name of our making. */
  #nameDocuments(): void {
    const ids = new Set(Array.from(this.#documents.values(), ({ id }) => id));
    for (const { record, number } of this.#records.values()) {
      if (ids.has(record.id) || number === 0 || this.#documents.has(number)) continue;
      this.#documents.set(number, { number, id: record.id, length: 0 });
    }
    const numbers = this.#database.prepare<{ number: number }>(
      "SELECT document AS number FROM log UNION SELECT document FROM snapshots",
    );
    for (const { number } of numbers.all()) {
      if (this.#documents.has(number)) continue;
      const id = `salvaged-${number}-${this.#now.toString(36)}` as DocumentId;
      this.#documents.set(number, { number, id, length: 0 });
      this.#nameless.push(id);
    }
    for (const row of this.#documents.values()) this.#table.put(row);
  }

  #recordFor(id: DocumentId, number: number): DocumentRecord | null {
    const first = this.#database
      .prepare<{ bytes: Uint8Array }>("SELECT bytes FROM log WHERE document = ? ORDER BY seq LIMIT 1")
      .get(number);
    // A document that nobody has written to and that is in no list is only a number that was given away.
    const isUnused = first === undefined && this.#lengthOf({ number, id, length: 0 }) === 0;
    if (isUnused && !this.#listed.has(id)) return null;
    const times = { createdAt: this.#now, updatedAt: this.#now, trashedAt: null };
    return { id, kind: guessKind(id, first?.bytes ?? null), title: id, excerpt: "", ...times };
  }

  /** How long the log is known to have been. */
  #lengthOf({ number, length }: DocumentRow): number {
    const trace = this.#database
      .prepare<{ seq: number | null }>(
        `SELECT max(seq) AS seq FROM trace WHERE document = ?
           AND NOT EXISTS (SELECT 1 FROM log WHERE rowid = place)
           AND NOT EXISTS (SELECT 1 FROM log WHERE log.document = trace.document AND log.seq = trace.seq)`,
      )
      .get(number);
    return Math.max(length, this.#receipts.get(number) ?? 0, trace?.seq ?? 0);
  }

  #judge(): Omit<Rebuilt, "kept"> {
    const quarantine = new Quarantine(this.#database, this.#table);
    const isolated: Isolated[] = [];
    let whole = 0;
    for (const row of this.#documents.values()) {
      if (this.#purged.has(row.id)) continue;
      const { end, fault } = this.#faultOf(row);
      this.#table.setLength(row, end);
      if (fault === null) whole += 1;
      else isolated.push(quarantine.isolate(row, fault, this.#now));
    }
    return { whole, isolated, nameless: this.#nameless };
  }

  #faultOf(row: DocumentRow): { readonly end: number; readonly fault: string | null } {
    const { through, count, last } = this.#database
      .prepare<{ through: number; count: number; last: number }>(
        `WITH snapshot AS (SELECT coalesce((SELECT through FROM snapshots WHERE document = ?), 0) AS through)
         SELECT through, (SELECT count(*) FROM log WHERE document = ? AND seq > through) AS count,
           coalesce((SELECT max(seq) FROM log WHERE document = ?), 0) AS last FROM snapshot`,
      )
      .get(row.number, row.number, row.number) ?? { through: 0, count: 0, last: 0 };
    const reached = Math.max(last, through);
    const end = Math.max(reached, this.#lengthOf(row));
    const missing = end - through - count;
    if (missing === 0) return { end, fault: null };
    return {
      end,
      fault: `${missing} of the ${end - through} entries its log holds for it could not be read`,
    };
  }
}
