/** Memory storage whose appends wait at a gate, fail on demand, and are remembered in order. */
import { MemoryStorage } from "../../src/storage/memory-storage.js";
import type { Append, Seq } from "../../src/storage/storage.js";

export class GatedStorage extends MemoryStorage {
  readonly batches: (readonly Append[])[] = [];
  loads = 0;
  failNextAppend: Error | null = null;
  failNextLoad: Error | null = null;
  #gate: Promise<void> | null = null;
  #open: () => void = () => {};

  /** From now on appends are not durable until `open`. */
  shut(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#gate = null;
    this.#open();
  }

  override async append(batch: readonly Append[]): Promise<readonly Seq[]> {
    this.batches.push(batch);
    await this.#gate;
    const error = this.failNextAppend;
    this.failNextAppend = null;
    if (error !== null) throw error;
    return super.append(batch);
  }

  override async load(...args: Parameters<MemoryStorage["load"]>): ReturnType<MemoryStorage["load"]> {
    this.loads++;
    const error = this.failNextLoad;
    this.failNextLoad = null;
    if (error !== null) throw error;
    return super.load(...args);
  }
}
