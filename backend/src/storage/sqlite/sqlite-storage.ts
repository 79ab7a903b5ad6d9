/** `Storage` on the tables of the storage thread: packs what goes there and unpacks what comes back. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Append, LogEntry, Seq, Storage, StoredDocument } from "../storage.js";
import { type PackedEntries, packEntries, unpackEntries } from "./packed-entries.js";
import type { StorageThread } from "./storage-thread.js";

export class SqliteStorage implements Storage {
  readonly #thread: StorageThread;

  constructor(thread: StorageThread) {
    this.#thread = thread;
  }

  async load(id: DocumentId): Promise<StoredDocument> {
    const { snapshot, through, log } = await this.#thread.call("log", "load", id);
    return { snapshot, through, log: entriesFrom(id, through + 1, log) };
  }

  async readAfter(id: DocumentId, seq: Seq): Promise<readonly LogEntry[] | "compacted"> {
    const read = await this.#thread.call("log", "readAfter", id, seq);
    return read === "compacted" ? read : entriesFrom(id, seq + 1, read);
  }

  async append(batch: readonly Append[]): Promise<readonly Seq[]> {
    if (batch.length === 0) return [];
    const ids = batch.map(({ id }) => id);
    return this.#thread.call("log", "append", ids, packEntries(batch));
  }

  async compact(id: DocumentId, snapshot: Uint8Array, through: Seq): Promise<void> {
    // A copy, since its buffer moves to the thread and the caller's has to stay.
    await this.#thread.call("log", "compact", id, new Uint8Array(snapshot), through);
  }

  async *history(id: DocumentId, from: Seq, to: Seq): AsyncGenerator<LogEntry> {
    let next = Math.max(from, 1);
    while (next <= to) {
      const part = await this.#thread.call("log", "history", id, next, to);
      if (part.lengths.length === 0) return;
      yield* entriesFrom(id, next, part);
      next += part.lengths.length;
    }
  }

  async remove(id: DocumentId): Promise<void> {
    await this.#thread.call("log", "remove", id);
  }

  /** Closes the catalog of the same folder as well. */
  async close(): Promise<void> {
    await this.#thread.close();
  }
}

function entriesFrom(id: DocumentId, first: Seq, packed: PackedEntries): LogEntry[] {
  return unpackEntries(packed).map(({ update, at, author }, n) => ({
    id,
    update,
    at,
    author,
    seq: first + n,
  }));
}
