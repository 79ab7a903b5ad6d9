/**
 * Group commit: the updates of all rooms go to storage in batches, one batch in flight, each room's in order (S7).
 * Idle, an update is committed at once; busy, the next batch leaves when the one in flight has returned and `windowMs`
 * have passed since it left, or earlier where a room has much to save. What cannot be stored stays with its room and
 * is tried again for as long as it takes (S6).
 */
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Seq, Storage } from "../storage/storage.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { FailingSinks } from "./failing-sinks.js";
import type { UnsavedUpdate } from "./unsaved.js";

/** A room, as the journal sees it. */
export interface JournalSink {
  readonly id: DocumentId;
  /** In order. It grows at its end only; what was taken for a commit stays until that is answered, or the sink ends. */
  readonly unsaved: readonly UnsavedUpdate[];
  /** So much is waiting that it had better be on its way. */
  readonly crowded: boolean;
  /** What has to be done before the first commit; false where the sink has ended and has nothing to save any more. */
  prepare(): Promise<boolean> | null;
  /** The first `seqs.length` of `unsaved` are on disk. */
  committed(seqs: readonly Seq[]): void;
  /** Nothing of `unsaved` is stored; all that stays in it is tried again. */
  failed(cause: Error): void;
  /** Storage has not answered for long; it may still. */
  waiting(cause: Error): void;
  /** It had failed, and there is nothing left to try. */
  resumed(): void;
  /** `unsaved` cannot be stored, and will not be tried again. */
  abandoned(cause: Error): void;
}

export interface JournalOptions {
  readonly storage: Pick<Storage, "append">;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "commitSeconds" | "failedCommits" | "storageFailing" | "failingDocuments">;
  readonly windowMs?: number;
  /** A commit that takes longer counts as failing. */
  readonly stallMs?: number;
  readonly firstRetryMs?: number;
  readonly maxRetryMs?: number;
}

interface Part {
  readonly sink: JournalSink;
  readonly entries: readonly UnsavedUpdate[];
}

const maxBatchEntries = 4096;
const maxBatchBytes = 16 * 1024 * 1024;
/** So many documents that fail one after the other mean that it is the disk, and the others need not be tried. */
const failuresOfADisk = 3;

export class Journal {
  readonly #options: JournalOptions;
  readonly #windowMs: number;
  readonly #stallMs: number;
  /** They have something to commit, and nothing is known to stand against it. */
  readonly #ready = new Set<JournalSink>();
  readonly #failing: FailingSinks<JournalSink>;
  #running = false;
  #retryDue = false;
  #finishing = false;
  #stall: Error | null = null;
  #hurry: (() => void) | null = null;
  #told = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#windowMs = options.windowMs ?? 2;
    this.#stallMs = options.stallMs ?? 10_000;
    this.#failing = new FailingSinks({
      firstMs: options.firstRetryMs ?? 100,
      maxMs: options.maxRetryMs ?? 5_000,
      due: () => {
        this.#retryDue = true;
        this.#start();
      },
    });
  }

  /** Why nothing can be stored right now; null while documents can be, single ones perhaps excepted. */
  get fault(): Error | null {
    return this.#stall ?? this.#failing.fault;
  }

  /** Something was added to `sink.unsaved`. */
  added(sink: JournalSink): void {
    if (this.#stall !== null) sink.waiting(this.#stall);
    if (this.#failing.has(sink)) return;
    this.#ready.add(sink);
    if (sink.crowded) this.#hurry?.();
    this.#start();
  }

  /** Tries once more what fails, and gives up what fails again: nothing is kept from now on. */
  finish(): void {
    this.#finishing = true;
    this.#retryDue = true;
    this.#start();
  }

  #start(): void {
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Everything that arrives in this turn goes with the first batch.
    await Promise.resolve();
    while (this.#ready.size > 0 || this.#retryDue) {
      const started = performance.now();
      if (this.#retryDue) await this.#retry();
      if (this.#ready.size > 0) await this.#commit(this.#take());
      if (this.#told !== (this.fault !== null)) this.#report();
      await this.#pause(started);
    }
    this.#running = false;
  }

  async #pause(started: number): Promise<void> {
    const rest = this.#windowMs - (performance.now() - started);
    if (rest <= 0 || this.#ready.size === 0 || [...this.#ready].some((sink) => sink.crowded)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, rest);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#hurry = null;
  }

  /** From every ready sink what fits into one batch; who has more stays ready. */
  #take(): Part[] {
    const parts: Part[] = [];
    const room = { entries: maxBatchEntries, bytes: maxBatchBytes };
    for (const sink of [...this.#ready]) {
      if (room.entries <= 0 || room.bytes <= 0) break;
      const part = takeFrom(sink, room);
      this.#ready.delete(sink);
      if (part.entries.length > 0) parts.push(part);
      if (part.entries.length < sink.unsaved.length) this.#ready.add(sink);
    }
    return parts;
  }

  async #commit(parts: readonly Part[]): Promise<void> {
    const outcome = await this.#attempt(parts);
    if (outcome === "stored") return this.#proved();
    if (outcome === "nothing") return;
    const [only] = parts;
    if (only !== undefined && parts.length === 1) this.#fail(only.sink, outcome);
    else await this.#commitOneByOne(parts, outcome);
  }

  /** One document that cannot be stored must not keep the others from it. */
  async #commitOneByOne(parts: readonly Part[], error: Error): Promise<void> {
    const failed: [JournalSink, Error][] = [];
    let worked = false;
    for (const part of parts) {
      const hopeless = !worked && failed.length >= failuresOfADisk;
      const outcome = hopeless ? error : await this.#attempt([part], parts);
      if (outcome === "stored") worked = true;
      else if (outcome !== "nothing") failed.push([part.sink, outcome]);
    }
    for (const [sink, cause] of failed) this.#fail(sink, cause, worked);
    if (worked) await this.#proved();
  }

  /**
   * "stored": all is on disk, and its sinks know it. An error: nothing of it is, and they do not know it yet.
   * `held` are all who wait for it.
   */
  async #attempt(parts: readonly Part[], held = parts): Promise<"stored" | "nothing" | Error> {
    const { storage, metrics } = this.#options;
    const live: Part[] = [];
    let seqs: readonly Seq[];
    const stalling = setTimeout(() => this.#stalled(held), this.#stallMs).unref();
    const stopTimer = metrics.commitSeconds.startTimer();
    try {
      for (const part of parts) {
        const preparing = part.sink.prepare();
        if (preparing === null || (await preparing)) live.push(part);
      }
      if (live.length === 0) return "nothing";
      seqs = await storage.append(live.flatMap(({ entries }) => entries.map(({ append }) => append)));
    } catch (cause) {
      metrics.failedCommits.inc();
      return cause instanceof Error ? cause : new Error(String(cause));
    } finally {
      clearTimeout(stalling);
      this.#stall = null;
    }
    stopTimer();
    let from = 0;
    for (const { sink, entries } of live) {
      const own = seqs.slice(from, from + entries.length);
      if (own.length < entries.length)
        throw new Error("storage returned fewer seqs than it was given entries");
      from += entries.length;
      sink.committed(own);
    }
    return "stored";
  }

  #fail(sink: JournalSink, cause: Error, othersWork = false): void {
    const own = othersWork || cause instanceof DamagedDocument;
    this.#ready.delete(sink);
    if (this.#finishing) {
      sink.abandoned(cause);
      return;
    }
    if (own) this.#options.log.error({ document: sink.id, err: cause }, "a document cannot be stored");
    this.#failing.add(sink, cause, own);
    sink.failed(cause);
    this.#report();
  }

  /** Something was stored just now: what fails for the disk's sake should work again, or else fails by itself. */
  async #proved(): Promise<void> {
    for (const sink of this.#failing.forTheDisk()) {
      if (await this.#again(sink)) continue;
      const cause = this.#failing.blame(sink);
      if (cause !== null)
        this.#options.log.error({ document: sink.id, err: cause }, "a document cannot be stored");
    }
    this.#report();
  }

  async #retry(): Promise<void> {
    this.#retryDue = false;
    let proved = false;
    for (const sink of this.#failing.turn(failuresOfADisk)) {
      if (await this.#again(sink)) proved = true;
    }
    if (proved) await this.#proved();
    if (this.#finishing) {
      for (const [sink, cause] of this.#failing.clear()) sink.abandoned(cause);
    } else this.#failing.rest(proved);
    this.#report();
  }

  /** True where it proved that something can be stored. */
  async #again(sink: JournalSink): Promise<boolean> {
    if (sink.unsaved.length === 0) {
      this.#failing.delete(sink);
      sink.resumed();
      return false;
    }
    const part = takeFrom(sink, { entries: maxBatchEntries, bytes: maxBatchBytes });
    const outcome = await this.#attempt([part]);
    if (outcome instanceof Error) {
      this.#failing.failedAgain(sink, outcome);
      return false;
    }
    this.#failing.delete(sink);
    if (sink.unsaved.length > 0) this.#ready.add(sink);
    return outcome === "stored";
  }

  /** The call in flight may never return, and nothing else may be tried before it has. */
  #stalled(parts: readonly Part[]): void {
    const seconds = Math.round(this.#stallMs / 1000);
    this.#stall = new Error(`the storage has not answered for ${seconds} s`);
    for (const sink of new Set([...parts.map((part) => part.sink), ...this.#ready]))
      sink.waiting(this.#stall);
    this.#report();
  }

  #report(): void {
    const { fault } = this;
    const { log, metrics } = this.#options;
    metrics.storageFailing.set(fault === null ? 0 : 1);
    metrics.failingDocuments.set(this.#failing.size);
    if ((fault !== null) === this.#told) return;
    this.#told = fault !== null;
    if (fault !== null) log.error({ err: fault }, "documents cannot be stored; it is tried again and again");
    else log.warn("documents can be stored again");
  }
}

/** The first entries that fit, and at least one; `room` shrinks by them. */
function takeFrom(sink: JournalSink, room: { entries: number; bytes: number }): Part {
  const entries: UnsavedUpdate[] = [];
  for (const entry of sink.unsaved) {
    if (entries.length > 0 && (room.entries <= 0 || room.bytes <= 0)) break;
    entries.push(entry);
    room.entries--;
    room.bytes -= entry.append.update.byteLength;
  }
  return { sink, entries };
}
