/** The tables of documents, log and snapshots: all SQL behind `Storage`. Synchronous: it lives in the storage thread. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import { DamagedDocument } from "../storage-faults.js";
import { entryChecksum, snapshotChecksum } from "./checksums.js";
import { DocumentTable } from "./document-table.js";
import type { Database, Statement } from "./driver.js";
import type { LogEnds } from "./log-ends.js";
import { type LoadedDocument, LogReader } from "./log-reader.js";
import { type PackedEntries, type Stamped, unpackEntries } from "./packed-entries.js";
import { damageOf, type Isolated, Quarantine } from "./quarantine.js";
import { storableText } from "./storable-text.js";
import type { Wal } from "./wal.js";

/** What the table tells of besides its answers. */
export interface LogTableWatch {
  /** Lengths as they are acknowledged. */
  readonly ends: Pick<LogEnds, "reached" | "forget">;
  /** Something was mended that somebody should know of. */
  mended(id: DocumentId, message: string): void;
  /** The engine cannot read its own pages: the whole file wants looking at. */
  suspect(): void;
}

/** The number of a document that is not there: no row has it. */
const unknown = { number: 0 };

export class LogTable {
  readonly #wal: Wal;
  readonly #watch: LogTableWatch;
  readonly #documents: DocumentTable;
  readonly #quarantine: Quarantine;
  readonly #reader: LogReader;
  readonly #end: Statement<{ seq: number }>;
  readonly #add: Statement<never>;
  readonly #through: Statement<{ through: number }>;
  readonly #setSnapshot: Statement<never>;
  readonly #removeLog: Statement<never>;
  readonly #removeSnapshot: Statement<never>;

  constructor(database: Database, wal: Wal, watch: LogTableWatch) {
    this.#wal = wal;
    this.#watch = watch;
    this.#documents = new DocumentTable(database);
    this.#quarantine = new Quarantine(database, this.#documents);
    this.#reader = new LogReader(database, () => watch.suspect());
    // Not the last entry alone: where damage took those that a snapshot holds as well, numbering goes on after it.
    this.#end = database.prepare(
      `SELECT max(coalesce((SELECT max(seq) FROM log WHERE document = ?), 0),
                  coalesce((SELECT through FROM snapshots WHERE document = ?), 0)) AS seq`,
    );
    this.#add = database.prepare(
      "INSERT INTO log (document, seq, at, author, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#through = database.prepare("SELECT through FROM snapshots WHERE document = ?");
    this.#setSnapshot = database.prepare(
      "INSERT OR REPLACE INTO snapshots (document, through, bytes, checksum) VALUES (?, ?, ?, ?)",
    );
    this.#removeLog = database.prepare("DELETE FROM log WHERE document = ?");
    this.#removeSnapshot = database.prepare("DELETE FROM snapshots WHERE document = ?");
  }

  /** Whole, or not at all: a document that is not whole is kept aside from then on, with a copy of what could be read. */
  load(id: DocumentId): LoadedDocument {
    const isolated = this.#quarantine.find(id);
    if (isolated !== null) throw new DamagedDocument(damageOf(isolated), { cause: isolated.reason });
    let loaded: LoadedDocument & { readonly unsound: boolean };
    try {
      loaded = this.#reader.load(id);
    } catch (error) {
      if (error instanceof DamagedDocument) this.#isolate(id, error);
      throw error;
    }
    if (loaded.unsound) this.#dropSnapshot(id);
    const { snapshot, through, log } = loaded;
    return { snapshot, through, log };
  }

  #dropSnapshot(id: DocumentId): void {
    const { number } = this.#documents.find(id) ?? unknown;
    this.#wal.transaction({ places: 1 }, () => this.#removeSnapshot.run(number));
    this.#watch.mended(
      id,
      "its snapshot does not match its checksum, and was dropped: its log holds everything",
    );
  }

  readAfter(id: DocumentId, seq: Seq): PackedEntries | "compacted" {
    return this.#reader.readAfter(id, seq);
  }

  /** The entries from `from` on, up to `to` or to the end of a part, whichever comes first; none means the end. */
  history(id: DocumentId, from: Seq, to: Seq): PackedEntries {
    return this.#reader.history(id, from, to);
  }

  append(ids: readonly DocumentId[], packed: PackedEntries): Seq[] {
    const ends = new Map<DocumentId, { readonly id: DocumentId; readonly number: number; seq: Seq }>();
    const places = new Set(ids).size;
    const seqs = this.#wal.transaction({ places, bytes: packed.bytes.byteLength }, () => {
      const entries = unpackEntries(packed);
      return ids.map((id, n) => {
        const end = ends.get(id) ?? this.#endOf(id);
        ends.set(id, end);
        end.seq += 1;
        this.#insert(end.number, end.seq, entries[n] as Stamped);
        return end.seq;
      });
    });
    this.#watch.ends.reached(ends.values());
    return seqs;
  }

  compact(id: DocumentId, snapshot: Uint8Array, through: Seq): void {
    this.#wal.transaction({ places: 1, bytes: snapshot.byteLength }, () => {
      const { number } = this.#documents.find(id) ?? unknown;
      if (through <= (this.#through.get(number)?.through ?? 0)) return;
      const end = this.#end.get(number, number)?.seq ?? 0;
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
    const document = this.#documents.find(id);
    if (document === null) return;
    const { number } = document;
    this.#watch.ends.forget(number);
    this.#wal.erasure({ places: this.#end.get(number, number)?.seq ?? 0 }, () => {
      this.#removeLog.run(number);
      this.#removeSnapshot.run(number);
      this.#documents.setLength(document, 0);
      this.#quarantine.lift(id);
    });
  }

  /** Keeps aside every document that is not whole, and returns what became of each. */
  isolateDamaged(): Isolated[] {
    for (const { id } of this.#documents.all()) {
      if (this.#quarantine.find(id) !== null) continue;
      try {
        this.load(id);
      } catch (error) {
        if (!(error instanceof DamagedDocument)) throw error;
      }
    }
    return this.#quarantine.all();
  }

  #isolate(id: DocumentId, error: DamagedDocument): void {
    const document = this.#documents.find(id);
    if (document === null || typeof error.cause !== "string") return;
    const reason = error.cause;
    const isolated = this.#wal.transaction({ places: 4, bytes: 0 }, () =>
      this.#quarantine.isolate(document, reason, Date.now()),
    );
    throw new DamagedDocument(damageOf(isolated), { cause: reason });
  }

  #endOf(id: DocumentId): { readonly id: DocumentId; readonly number: number; seq: Seq } {
    const { number } = this.#documents.ensure(id);
    return { id, number, seq: this.#end.get(number, number)?.seq ?? 0 };
  }

  #insert(number: number, seq: Seq, { update, at, author }: Stamped): void {
    const text = author === null ? null : storableText(author);
    this.#add.run(number, seq, at, text, update, entryChecksum(number, seq, at, text, update));
  }
}
