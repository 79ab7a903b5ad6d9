/**
 * Folds logs into snapshots, one at a time, from what is stored and in a thread of its own: never as part of a write,
 * and never on the thread that relays. Folded entries stay in storage as history.
 */
import type { Logger } from "../../log.js";
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq, Storage } from "../../storage/storage.js";
import { FoldingThread } from "./folding-thread.js";

export interface Compaction {
  readonly through: Seq;
  /** Size of the snapshot. */
  readonly bytes: number;
}

export interface CompactorOptions {
  readonly storage: Pick<Storage, "load" | "compact">;
  readonly log: Logger;
  readonly thread?: Pick<FoldingThread, "fold" | "close">;
  /** For tests. */
  readonly now?: () => number;
}

const firstRetryMs = 60_000;
const maxRetryMs = 60 * 60_000;

export class Compactor {
  readonly #storage: CompactorOptions["storage"];
  readonly #log: Logger;
  readonly #thread: Pick<FoldingThread, "fold" | "close">;
  readonly #now: () => number;
  readonly #waiting = new Map<DocumentId, Promise<Compaction | null>>();
  /** Those that failed, and when they are tried again. */
  readonly #failed = new Map<DocumentId, { readonly times: number; readonly after: number }>();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor({ storage, log, thread = new FoldingThread(), now = Date.now }: CompactorOptions) {
    this.#storage = storage;
    this.#log = log;
    this.#thread = thread;
    this.#now = now;
  }

  /** Resolves with the snapshot there is then, or with null where there is none yet: it failed, and is tried again. */
  fold(id: DocumentId): Promise<Compaction | null> {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) return waiting;
    if (this.#now() < (this.#failed.get(id)?.after ?? 0)) return Promise.resolve(null);
    const folding = this.#last.then(() => this.#fold(id)).finally(() => this.#waiting.delete(id));
    this.#waiting.set(id, folding);
    this.#last = folding;
    return folding;
  }

  /** Gives up the fold under way; resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread.close();
    await this.#last;
  }

  async #fold(id: DocumentId): Promise<Compaction | null> {
    if (this.#closed) return null;
    try {
      const { snapshot, through, log } = await this.#storage.load(id);
      const last = log.at(-1)?.seq ?? through;
      if (last === through) return { through, bytes: snapshot?.byteLength ?? 0 };
      const updates = log.map(({ update }) => update);
      const folded = await this.#thread.fold(snapshot === null ? updates : [snapshot, ...updates]);
      await this.#storage.compact(id, folded, last);
      this.#failed.delete(id);
      return { through: last, bytes: folded.byteLength };
    } catch (cause) {
      // Beyond its log: the document was deleted for good meanwhile.
      if (!this.#closed && !(cause instanceof RangeError)) this.#postpone(id, cause);
      return null;
    }
  }

  #postpone(id: DocumentId, cause: unknown): void {
    const times = (this.#failed.get(id)?.times ?? 0) + 1;
    const wait = Math.min(firstRetryMs * 2 ** (times - 1), maxRetryMs);
    this.#failed.set(id, { times, after: this.#now() + wait });
    this.#log.warn(
      { document: id, err: cause },
      "the log could not be folded into a snapshot; it is tried again later",
    );
  }
}
