/**
 * Memory storage that fails where a test says: its appends wait at a gate, or are refused, all of them, those of one
 * document or those over a size; a load may fail. Everything asked of it is remembered.
 */
import type { DocumentId } from "../../src/protocol/document-id.js";
import { MemoryStorage } from "../../src/storage/memory-storage.js";
import type { Append, Seq } from "../../src/storage/storage.js";

type Fault = (batch: readonly Append[]) => Error | null;

export class FaultyStorage extends MemoryStorage {
  /** Every batch that was asked for, stored or not. */
  readonly batches: (readonly Append[])[] = [];
  /** Batches that were stored, in order. */
  readonly stored: (readonly Append[])[] = [];
  /** The most appends that were under way at a time. */
  mostAtOnce = 0;
  loads = 0;
  failNextAppend: Error | null = null;
  failNextLoad: Error | null = null;
  #underWay = 0;
  #faults: Fault[] = [];
  #gate: Promise<void> | null = null;
  #open: () => void = () => {};

  /** From now on appends do not answer until `open`. */
  shut(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#gate = null;
    this.#open();
  }

  /** Every append fails until `mend`. */
  breakDown(error = new Error("the disk is full")): void {
    this.#faults.push(() => error);
  }

  /** Every append that has something of this document fails until `mend`. */
  breakFor(id: DocumentId, error = new Error(`${id} cannot be written`)): void {
    this.#faults.push((batch) => (batch.some((append) => append.id === id) ? error : null));
  }

  /** Appends of more than this many bytes fail until `mend`, as on a disk that is nearly full. */
  breakAbove(bytes: number): void {
    this.#faults.push((batch) => {
      const size = batch.reduce((sum, { update }) => sum + update.byteLength, 0);
      return size > bytes ? new Error("the disk is nearly full") : null;
    });
  }

  mend(): void {
    this.#faults = [];
  }

  override async append(batch: readonly Append[]): Promise<readonly Seq[]> {
    this.batches.push(batch);
    this.#underWay++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    try {
      await this.#gate;
      const error = this.failNextAppend ?? this.#fault(batch);
      this.failNextAppend = null;
      if (error !== null) throw error;
      const seqs = await super.append(batch);
      this.stored.push(batch);
      return seqs;
    } finally {
      this.#underWay--;
    }
  }

  override async load(...args: Parameters<MemoryStorage["load"]>): ReturnType<MemoryStorage["load"]> {
    this.loads++;
    const error = this.failNextLoad;
    this.failNextLoad = null;
    if (error !== null) throw error;
    return super.load(...args);
  }

  #fault(batch: readonly Append[]): Error | null {
    for (const fault of this.#faults) {
      const error = fault(batch);
      if (error !== null) return error;
    }
    return null;
  }
}
