/**
 * Reads logs and snapshots, and takes nothing on trust: every row has to match its checksum, none may be missing, and
 * the log must be as long as it is known to have been. Changes nothing, so that it can read beside a running server.
 */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import { DamagedDocument } from "../storage-faults.js";
import { entryChecksum, snapshotChecksum } from "./checksums.js";
import { type DocumentRow, DocumentTable } from "./document-table.js";
import { type Database, failedWith, type Statement } from "./driver.js";
import { type PackedEntries, packEntries, type Stamped } from "./packed-entries.js";

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

/** The row of a document that is not there. No entry has the number 0. */
const unknown = { number: 0, length: 0 };

export class LogReader {
  readonly #documents: DocumentTable;
  readonly #suspect: () => void;
  readonly #read: Statement<LogRow>;
  readonly #snapshot: Statement<SnapshotRow>;
  readonly #through: Statement<{ through: number }>;

  /** `suspect` is told when the engine cannot read its own pages: the whole file wants looking at. */
  constructor(database: Database, suspect: () => void) {
    this.#documents = new DocumentTable(database);
    this.#suspect = suspect;
    this.#read = database.prepare(
      "SELECT seq, at, author, bytes, checksum FROM log WHERE document = ? AND seq BETWEEN ? AND ? ORDER BY seq",
    );
    this.#snapshot = database.prepare("SELECT through, bytes, checksum FROM snapshots WHERE document = ?");
    this.#through = database.prepare("SELECT through FROM snapshots WHERE document = ?");
  }

  /** Whole, or a `DamagedDocument`. `unsound` says that the snapshot was, and that the log alone had to do. */
  load(id: DocumentId): LoadedDocument & { readonly unsound: boolean } {
    return this.#reading(id, (document) => {
      const row = this.#snapshot.get(document.number);
      if (row === undefined || snapshotChecksum(document.number, row.through, row.bytes) !== row.checksum) {
        const log = this.#wholeLog(id, document, row !== undefined);
        return { snapshot: null, through: 0, log, unsound: row !== undefined };
      }
      const log = this.#entries(id, document, row.through + 1);
      return { snapshot: new Uint8Array(row.bytes), through: row.through, log, unsound: false };
    });
  }

  /** Folded entries are kept, so that the log alone is the document as well. */
  #wholeLog(
    id: DocumentId,
    document: Pick<DocumentRow, "number" | "length">,
    unsound: boolean,
  ): PackedEntries {
    try {
      return this.#entries(id, document, 1);
    } catch (error) {
      if (!unsound || !(error instanceof DamagedDocument)) throw error;
      throw damaged(id, `its snapshot does not match its checksum, and ${error.cause}`);
    }
  }

  readAfter(id: DocumentId, seq: Seq): PackedEntries | "compacted" {
    return this.#reading(id, (document) => {
      const through = this.#through.get(document.number)?.through ?? 0;
      return seq < through ? "compacted" : this.#entries(id, document, seq + 1);
    });
  }

  /** The entries from `from` on, up to `to` or to the end of a part, whichever comes first; none means the end. */
  history(id: DocumentId, from: Seq, to: Seq): PackedEntries {
    return this.#reading(id, (document) => this.#entries(id, document, from, to, historyPartBytes));
  }

  /** Throws `DamagedDocument` where a row is missing or does not match its checksum. */
  #entries(
    id: DocumentId,
    { number, length }: Pick<DocumentRow, "number" | "length">,
    from: Seq,
    to = Number.MAX_SAFE_INTEGER,
    maxBytes = Infinity,
  ): PackedEntries {
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
      if (byteLength >= maxBytes) return packEntries(entries);
    }
    const end = from + entries.length - 1;
    if (end < Math.min(length, to)) {
      throw damaged(id, `the end of its log is missing, from entry ${end + 1} to ${length}`);
    }
    return packEntries(entries);
  }

  /** Pages that SQLite cannot read are this document's damage, as far as anybody can tell who is running. */
  #reading<T>(id: DocumentId, read: (document: Pick<DocumentRow, "number" | "length">) => T): T {
    try {
      return read(this.#documents.find(id) ?? unknown);
    } catch (error) {
      if (!failedWith(error, "SQLITE_CORRUPT")) throw error;
      this.#suspect();
      // Without a reason that could be written down: the file is not to be written to more than need be.
      throw new DamagedDocument(
        `Document ${id} is damaged on disk: the database cannot read the pages it lies on. ` +
          "The next start looks through the whole database and saves what can be read.",
        { cause: error },
      );
    }
  }
}

/** The reason alone is the cause. */
function damaged(id: DocumentId, reason: string): DamagedDocument {
  return new DamagedDocument(`Document ${id} is damaged on disk: ${reason}.`, { cause: reason });
}
