/**
 * `Storage` in memory: the reference that says in plain code what the contract means, and what tests run on.
 * Nothing outlives the process.
 */
import type { DocumentId } from "../protocol/document-id.js";
import type { Append, LogEntry, Seq, Storage, StoredDocument } from "./storage.js";
import { StorageFailed } from "./storage-faults.js";

interface MemoryDocument {
  /** The entry with seq n stands at n - 1. */
  readonly log: LogEntry[];
  snapshot: Uint8Array | null;
  through: Seq;
}

export class MemoryStorage implements Storage {
  readonly #documents = new Map<DocumentId, MemoryDocument>();
  #closed = false;

  async load(id: DocumentId): Promise<StoredDocument> {
    const { log, snapshot, through } = this.#document(id);
    return { snapshot, through, log: log.slice(through) };
  }

  async readAfter(id: DocumentId, seq: Seq): Promise<readonly LogEntry[] | "compacted"> {
    const { log, through } = this.#document(id);
    return seq < through ? "compacted" : log.slice(seq);
  }

  async append(batch: readonly Append[]): Promise<readonly Seq[]> {
    this.#refuseWhenClosed();
    return batch.map((append) => {
      const document = this.#document(append.id);
      this.#documents.set(append.id, document);
      const seq = document.log.length + 1;
      // Copied, because the caller may go on using its buffer.
      document.log.push({ ...append, update: append.update.slice(), seq });
      return seq;
    });
  }

  async compact(id: DocumentId, snapshot: Uint8Array, through: Seq): Promise<void> {
    const document = this.#document(id);
    if (through <= document.through) return;
    if (through > document.log.length) {
      throw new RangeError(
        `A snapshot of ${id} through ${through} is beyond its log, which ends at ${document.log.length}.`,
      );
    }
    document.snapshot = snapshot.slice();
    document.through = through;
  }

  async *history(id: DocumentId, from: Seq, to: Seq): AsyncGenerator<LogEntry> {
    yield* this.#document(id).log.slice(Math.max(from, 1) - 1, Math.max(to, 0));
  }

  async remove(id: DocumentId): Promise<void> {
    this.#refuseWhenClosed();
    this.#documents.delete(id);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #document(id: DocumentId): MemoryDocument {
    this.#refuseWhenClosed();
    return this.#documents.get(id) ?? { log: [], snapshot: null, through: 0 };
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StorageFailed("The storage is closed.");
  }
}
