/**
 * The server's end of the folding thread. It is started for the first fold, ends when it has had nothing to do for
 * a while, and one that crashes or runs out of memory takes nothing with it but the fold it was at.
 */
import type { Worker } from "node:worker_threads";
import { startThread } from "../../start-thread.js";
import type { Folded } from "./folding.js";
import { packUpdates } from "./packed-updates.js";

const idleMs = 30_000;
/** Where a document needs more, its fold fails, and not the server. */
const maxHeapMegabytes = 2_048;

const startFolding = () =>
  startThread(new URL("./folding", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
  });

export class FoldingThread {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;

  /** `start` is for tests. */
  constructor(start: () => Worker = startFolding) {
    this.#start = start;
  }

  /** One update equal to all of them. Call it again only when it has settled; rejects where it cannot be made. */
  async fold(updates: readonly Uint8Array[]): Promise<Uint8Array> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    const packed = packUpdates(updates);
    let folded: Folded;
    try {
      folded = await answerOf(worker, () => worker.postMessage(packed, [packed.bytes.buffer]));
    } catch (error) {
      // It may still be about to end: the next fold must not be given to it.
      await this.close();
      throw error;
    }
    this.#idle = setTimeout(() => void this.close(), idleMs).unref();
    if ("fault" in folded) throw new Error(folded.fault);
    return folded.update;
  }

  /** A fold under way is given up. Resolves when the thread has ended. */
  async close(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #begin(): Worker {
    const worker = this.#start();
    // The server may stop at any time.
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}

function answerOf(worker: Worker, ask: () => void): Promise<Folded> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    };
    const onMessage = (folded: Folded) => settle(() => resolve(folded));
    const onError = (error: unknown) =>
      settle(() => reject(new Error("the folding thread has failed", { cause: error })));
    const onExit = (code: number) =>
      settle(() => reject(new Error(`the folding thread has ended (${code})`)));
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    ask();
  });
}
