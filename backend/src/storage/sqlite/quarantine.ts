/**
 * Documents that are not whole. None of them is served, least of all what is left as if it were all: what could be read
 * goes into a document of its own, beside it, and the damaged rows stay where they are.
 */
import type { DocumentId, DocumentKind } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import { entryChecksum, snapshotChecksum } from "./checksums.js";
import type { DocumentRow, DocumentTable } from "./document-table.js";
import type { Database, Statement } from "./driver.js";
import { RecordWriter } from "./record-writer.js";
import { guessKind } from "./salvage/guess-kind.js";

export interface Isolated {
  readonly id: DocumentId;
  /** Completes the sentence “Document … is damaged on disk: …”. */
  readonly reason: string;
  /** The document that holds what could be read; null where nothing could. */
  readonly copy: DocumentId | null;
}

/** The sentence that whoever asks for it gets. */
export function damageOf({ id, reason, copy }: Isolated): string {
  const rest =
    copy === null ? "Nothing of it could be read." : `What could be read of it is in document ${copy}.`;
  return `Document ${id} is damaged on disk: ${reason}. ${rest}`;
}

interface Entry {
  readonly at: number;
  readonly author: string | null;
  readonly bytes: Uint8Array;
}

export class Quarantine {
  readonly #database: Database;
  readonly #documents: DocumentTable;
  readonly #find: Statement<Isolated>;

  constructor(database: Database, documents: DocumentTable) {
    this.#database = database;
    this.#documents = documents;
    this.#find = database.prepare("SELECT id, reason, copy FROM quarantine WHERE id = ?");
  }

  find(id: DocumentId): Isolated | null {
    return this.#find.get(id) ?? null;
  }

  all(): Isolated[] {
    return this.#database.prepare<Isolated>("SELECT id, reason, copy FROM quarantine ORDER BY id").all();
  }

  /** Inside a transaction, like `lift`. */
  isolate({ number, id }: DocumentRow, reason: string, now: number): Isolated {
    const entries = this.#readable(number);
    const copy = entries.length === 0 ? null : this.#copy(id, number, entries, now);
    this.#database
      .prepare("INSERT OR REPLACE INTO quarantine (id, at, reason, copy) VALUES (?, ?, ?, ?)")
      .run(id, now, reason, copy);
    return { id, reason, copy };
  }

  lift(id: DocumentId): void {
    this.#database.prepare("DELETE FROM quarantine WHERE id = ?").run(id);
  }

  /** The snapshot, where it is sound, and every sound entry after it. */
  #readable(number: number): Entry[] {
    const snapshot = this.#database
      .prepare<{ through: Seq; bytes: Uint8Array; checksum: number }>(
        "SELECT through, bytes, checksum FROM snapshots WHERE document = ?",
      )
      .get(number);
    const sound =
      snapshot !== undefined &&
      snapshotChecksum(number, snapshot.through, snapshot.bytes) === snapshot.checksum;
    const entries: Entry[] = sound ? [{ at: 0, author: null, bytes: snapshot.bytes }] : [];
    const rows = this.#database
      .prepare<Entry & { seq: Seq; checksum: number }>(
        "SELECT seq, at, author, bytes, checksum FROM log WHERE document = ? AND seq > ? ORDER BY seq",
      )
      .iterate(number, sound ? snapshot.through : 0);
    for (const { seq, at, author, bytes, checksum } of rows) {
      if (entryChecksum(number, seq, at, author, bytes) === checksum) entries.push({ at, author, bytes });
    }
    return entries;
  }

  #copy(id: DocumentId, number: number, entries: readonly Entry[], now: number): DocumentId {
    const copy = `salvaged-${number}-${now.toString(36)}` as DocumentId;
    const row = this.#documents.ensure(copy);
    const add = this.#database.prepare(
      "INSERT INTO log (document, seq, at, author, bytes, checksum) VALUES (?, ?, ?, ?, ?, ?)",
    );
    for (const [n, entry] of entries.entries()) {
      const at = entry.at || now;
      const checksum = entryChecksum(row.number, n + 1, at, entry.author, entry.bytes);
      add.run(row.number, n + 1, at, entry.author, entry.bytes, checksum);
    }
    this.#documents.setLength(row, entries.length);
    const { kind, title } = this.#nameOf(id, entries);
    const times = { createdAt: now, updatedAt: now, trashedAt: null };
    new RecordWriter(this.#database).put({ id: copy, kind, title, excerpt: "", ...times }, row.number);
    return copy;
  }

  #nameOf(id: DocumentId, entries: readonly Entry[]): { kind: DocumentKind; title: string } {
    const record = this.#database
      .prepare<{ kind: DocumentKind; title: string }>("SELECT kind, title FROM catalog WHERE id = ?")
      .get(id);
    const { kind = guessKind(id, entries[0]?.bytes ?? null), title = "" } = record ?? {};
    return { kind, title: `${title || id} (salvaged)` };
  }
}
