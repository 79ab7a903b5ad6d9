/** The tables of documents, log and snapshots: all SQL behind `Storage`. Synchronous: it lives in the storage thread. */
import { crc32 } from "node:zlib";
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import { DamagedDocument } from "../storage-faults.js";
import { type Database, failedWith, type Statement } from "./driver.js";
import { type PackedEntries, packEntries, type Stamped, unpackEntries } from "./packed-entries.js";
import { storableText } from "./storable-text.js";
import type { Wal } from "./wal.js";

/** History is read in parts of about this size, so that appends get their turn in between. */
const historyPartBytes = 1024 * 1024;

export interface LoadedDocument {
  readonly snapshot: Uint8Array<ArrayBuffer> | null;
  readonly through: Seq;
  readonly log: PackedEntries;
}

interface LogRow {
  readonly seq: number;
  readonly at: number;
  readonly author: string | null;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

interface SnapshotRow {
  readonly through: number;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

export class LogTable {
  readonly #wal: Wal;
  readonly #number: Statement<{ number: number }>;
  readonly #addDocument: Statement<{ number: number }>;
  readonly #end: Statement<{ seq: number | null }>;
  readonly #add: Statement<never>;
  readonly #read: Statement<LogRow>;
  readonly #snapshot: Statement<SnapshotRow>;
  readonly #through: Statement<{ through: number }>;
  readonly #setSnapshot: Statement<never>;
  readonly #removeLog: Statement<never>;
  readonly #removeSnapshot: Statement<never>;

  constructor(database: Database, wal: Wal) {
    this.#wal = wal;
    this.#number = database.prepare("SELECT number FROM documents WHERE id = ?");
    this.#addDocument = database.prepare("INSERT INTO documents (id) VALUES (?) RETURNING number");
    this.#end = database.prepare("SELECT max(seq) AS seq FROM log WHERE document = ?");
    this.#add = database.prepare(
      "INSERT INTO log (document, seq, at, author, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#read = database.prepare(
      "SELECT seq, at, author, bytes, checksum FROM log WHERE document = ? AND seq BETWEEN ? AND ? ORDER BY seq",
    );
    this.#snapshot = database.prepare("SELECT through, bytes, checksum FROM snapshots WHERE document = ?");
    this.#through = database.prepare("SELECT through FROM snapshots WHERE document = ?");
    this.#setSnapshot = database.prepare(
      "INSERT OR REPLACE INTO snapshots (document, through, bytes, checksum) VALUES (?, ?, ?, ?)",
    );
    this.#removeLog = database.prepare("DELETE FROM log WHERE document = ?");
    this.#removeSnapshot = database.prepare("DELETE FROM snapshots WHERE document = ?");
  }

  load(id: DocumentId): LoadedDocument {
    return this.#reading(id, (number) => {
      const row = this.#snapshot.get(number);
      if (row === undefined) return { snapshot: null, through: 0, log: this.#entries(id, number, 1) };
      if (snapshotChecksum(number, row.through, row.bytes) !== row.checksum) {
        throw damaged(id, "its snapshot does not match its checksum");
      }
      const log = this.#entries(id, number, row.through + 1);
      return { snapshot: new Uint8Array(row.bytes), through: row.through, log };
    });
  }

  readAfter(id: DocumentId, seq: Seq): PackedEntries | "compacted" {
    return this.#reading(id, (number) => {
      const through = this.#through.get(number)?.through ?? 0;
      return seq < through ? "compacted" : this.#entries(id, number, seq + 1);
    });
  }

  /** The entries from `from` on, up to `to` or to the end of a part, whichever comes first; none means the end. */
  history(id: DocumentId, from: Seq, to: Seq): PackedEntries {
    return this.#reading(id, (number) => this.#entries(id, number, from, to, historyPartBytes));
  }

  append(ids: readonly DocumentId[], packed: PackedEntries): Seq[] {
    const places = new Set(ids).size;
    return this.#wal.transaction({ places, bytes: packed.bytes.byteLength }, () => {
      const ends = new Map<DocumentId, { readonly number: number; seq: Seq }>();
      const entries = unpackEntries(packed);
      return ids.map((id, n) => {
        const end = ends.get(id) ?? this.#endOf(id);
        ends.set(id, end);
        end.seq += 1;
        this.#insert(end.number, end.seq, entries[n] as Stamped);
        return end.seq;
      });
    });
  }

  compact(id: DocumentId, snapshot: Uint8Array, through: Seq): void {
    this.#wal.transaction({ places: 1, bytes: snapshot.byteLength }, () => {
      const number = this.#number.get(id)?.number ?? 0;
      if (through <= (this.#through.get(number)?.through ?? 0)) return;
      const end = this.#end.get(number)?.seq ?? 0;
      if (through > end) {
        throw new RangeError(
          `A snapshot of ${id} through ${through} is beyond its log, which ends at ${end}.`,
        );
      }
      this.#setSnapshot.run(number, through, snapshot, snapshotChecksum(number, through, snapshot));
    });
  }

  /** The id keeps its number, so that no other document's rows can ever be taken for its own. */
  remove(id: DocumentId): void {
    const number = this.#number.get(id)?.number;
    if (number === undefined) return;
    const places = this.#end.get(number)?.seq ?? 0;
    this.#wal.transaction({ places }, () => {
      this.#removeLog.run(number);
      this.#removeSnapshot.run(number);
    });
  }

  #endOf(id: DocumentId): { readonly number: number; seq: Seq } {
    const number = this.#number.get(id)?.number ?? this.#addDocument.get(id)?.number;
    if (number === undefined) throw new Error(`Document ${id} got no number.`);
    return { number, seq: this.#end.get(number)?.seq ?? 0 };
  }

  #insert(number: number, seq: Seq, { update, at, author }: Stamped): void {
    const text = author === null ? null : storableText(author);
    this.#add.run(number, seq, at, text, update, entryChecksum(number, seq, at, text, update));
  }

  /** Throws `DamagedDocument` where a row is missing in between or does not match its checksum. */
  #entries(id: DocumentId, number: number, from: Seq, to = Number.MAX_SAFE_INTEGER, maxBytes = Infinity) {
    const entries: Stamped[] = [];
    let byteLength = 0;
    for (const { seq, at, author, bytes, checksum } of this.#read.iterate(number, from, to)) {
      const expected = from + entries.length;
      if (seq !== expected) throw damaged(id, `entry ${expected} of its log is missing`);
      if (entryChecksum(number, seq, at, author, bytes) !== checksum) {
        throw damaged(id, `entry ${seq} of its log does not match its checksum`);
      }
      entries.push({ update: bytes, at, author });
      byteLength += bytes.byteLength;
      if (byteLength >= maxBytes) break;
    }
    return packEntries(entries);
  }

  /** An unknown document has the number 0, which no row has. Pages that SQLite cannot read are this document's damage. */
  #reading<T>(id: DocumentId, read: (number: number) => T): T {
    try {
      return read(this.#number.get(id)?.number ?? 0);
    } catch (error) {
      if (!failedWith(error, "SQLITE_CORRUPT")) throw error;
      throw damaged(id, "the database cannot read the pages it lies on");
    }
  }
}

function damaged(id: DocumentId, what: string): DamagedDocument {
  return new DamagedDocument(`Document ${id} is damaged on disk: ${what}.`);
}

/** Over its place as well, so that a row that has come to stand for another is noticed. */
function entryChecksum(
  document: number,
  seq: Seq,
  at: number,
  author: string | null,
  bytes: Uint8Array,
): number {
  const place = `${document} ${seq} ${at} ${author === null ? "guest" : `user ${author}`}`;
  return crc32(place, crc32(bytes));
}

function snapshotChecksum(document: number, through: Seq, bytes: Uint8Array): number {
  return crc32(`${document} ${through}`, crc32(bytes));
}
