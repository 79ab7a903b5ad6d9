/**
 * Group commit: the updates of all rooms go to storage in batches, one batch in flight, in the order they
 * were added (S7). Idle, an update is committed at once; busy, the next batch leaves when the one in flight
 * has returned and `windowMs` have passed since it left.
 */
import type { Append, Seq, Storage } from "../storage/storage.js";
import type { Author } from "./peer.js";
import type { Spans } from "./placement.js";
import type { RoomUnavailable } from "./refusal.js";

/** An accepted update that is not on disk yet. */
export interface PendingUpdate {
  readonly append: Append;
  readonly author: Author;
  /** Where its items hang. */
  readonly spans: Spans;
  /** Called once: null when it is durable. */
  readonly settled: (error: RoomUnavailable | null) => void;
}

/** Whoever adds entries: told once per batch, with its own entries only, in order. */
export interface JournalSink {
  committed(entries: readonly PendingUpdate[], seqs: readonly Seq[]): void;
  /** None of the entries is stored, nor anything the sink added after them. */
  failed(entries: readonly PendingUpdate[], cause: unknown): void;
}

const maxBatchEntries = 4096;
const maxBatchBytes = 16 * 1024 * 1024;

export class Journal {
  readonly #storage: Storage;
  readonly #windowMs: number;
  #queue: { sink: JournalSink; entry: PendingUpdate }[] = [];
  #running = false;

  constructor(storage: Storage, windowMs = 2) {
    this.#storage = storage;
    this.#windowMs = windowMs;
  }

  add(sink: JournalSink, entry: PendingUpdate): void {
    this.#queue.push({ sink, entry });
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Everything that arrives in this turn goes with the first batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const started = performance.now();
      await this.#commit(this.#take());
      const rest = this.#windowMs - (performance.now() - started);
      if (this.#queue.length > 0 && rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
    this.#running = false;
  }

  #take(): { sink: JournalSink; entry: PendingUpdate }[] {
    let bytes = 0;
    let count = 0;
    for (const { entry } of this.#queue) {
      bytes += entry.append.update.byteLength;
      if (count > 0 && (count >= maxBatchEntries || bytes > maxBatchBytes)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #commit(batch: readonly { sink: JournalSink; entry: PendingUpdate }[]): Promise<void> {
    const parts = new Map<JournalSink, { entries: PendingUpdate[]; seqs: Seq[] }>();
    const part = (sink: JournalSink) => {
      const existing = parts.get(sink);
      if (existing !== undefined) return existing;
      const made = { entries: [], seqs: [] };
      parts.set(sink, made);
      return made;
    };
    for (const { sink, entry } of batch) part(sink).entries.push(entry);
    let seqs: readonly Seq[];
    try {
      seqs = await this.#storage.append(batch.map(({ entry }) => entry.append));
    } catch (cause) {
      // What these rooms added meanwhile may build on what was just lost: it must not reach the log alone.
      for (const { sink, entry } of this.#queue) parts.get(sink)?.entries.push(entry);
      this.#queue = this.#queue.filter(({ sink }) => !parts.has(sink));
      for (const [sink, { entries }] of parts) sink.failed(entries, cause);
      return;
    }
    batch.forEach(({ sink }, i) => {
      const seq = seqs[i];
      if (seq === undefined) throw new Error("storage returned fewer seqs than it was given entries");
      part(sink).seqs.push(seq);
    });
    for (const [sink, { entries, seqs }] of parts) sink.committed(entries, seqs);
  }
}
