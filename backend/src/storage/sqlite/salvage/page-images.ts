/**
 * Every version of every page that a database and its write-ahead log still hold. Rows of the log never change, so a
 * row that is found in any of them, and whose checksum fits, is the row.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type Cell, cellsOf, type Spill } from "./record.js";
import type { Frame } from "./wal-frames.js";

const fileHeaderBytes = 100;
const readAheadPages = 256;

export class PageImages {
  readonly #file: number;
  readonly #frames: readonly Frame[];
  readonly #framesOfPage = new Map<number, number[]>();
  readonly #pageBytes: number;
  readonly #pages: number;

  constructor(path: string, frames: readonly Frame[]) {
    this.#file = openSync(path, "r");
    this.#frames = frames;
    for (const [n, { page }] of frames.entries()) {
      const known = this.#framesOfPage.get(page);
      if (known === undefined) this.#framesOfPage.set(page, [n]);
      else known.push(n);
    }
    const header = Buffer.alloc(fileHeaderBytes);
    readSync(this.#file, header, 0, fileHeaderBytes, 0);
    this.#pageBytes = frames[0]?.bytes.length ?? sanePageBytes(header.readUInt16BE(16));
    this.#pages = Math.ceil(fstatSync(this.#file).size / this.#pageBytes);
  }

  get pages(): number {
    return this.#pages + this.#frames.length;
  }

  /** The cells of every leaf page, those of the database first and then those of the log, oldest first. */
  *cells(): Generator<Cell> {
    for (const { number, bytes } of this.#everyPage()) yield* this.#cellsOf(number, bytes, -1);
    for (const [n, { page, bytes }] of this.#frames.entries()) {
      yield* this.#cellsOf(page, bytes, this.#endOfTransaction(n));
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #cellsOf(number: number, bytes: Buffer, frame: number): Generator<Cell> {
    const spill: Spill = { usable: this.#pageBytes, page: (next) => this.#page(next, frame) };
    return cellsOf(bytes, number === 1 ? fileHeaderBytes : 0, spill);
  }

  /** As it was once that frame had been written: from the log, or else from the database. */
  #page(number: number, frame: number): Buffer | null {
    const written = this.#framesOfPage.get(number)?.findLast((n) => n <= frame);
    if (written !== undefined) return this.#frames[written]?.bytes ?? null;
    return number > this.#pages ? null : this.#read(number, 1);
  }

  #endOfTransaction(frame: number): number {
    const end = this.#frames.findIndex(({ commit }, n) => n >= frame && commit);
    return end < 0 ? this.#frames.length : end;
  }

  *#everyPage(): Generator<{ readonly number: number; readonly bytes: Buffer }> {
    for (let first = 1; first <= this.#pages; first += readAheadPages) {
      const block = this.#read(first, readAheadPages);
      for (let at = 0; at < block.length; at += this.#pageBytes) {
        const bytes = block.subarray(at, at + this.#pageBytes);
        if (bytes.length > fileHeaderBytes + 8) yield { number: first + at / this.#pageBytes, bytes };
      }
    }
  }

  #read(first: number, count: number): Buffer {
    const bytes = Buffer.alloc(count * this.#pageBytes);
    const read = readSync(this.#file, bytes, 0, bytes.length, (first - 1) * this.#pageBytes);
    return count === 1 ? bytes : bytes.subarray(0, read);
  }
}

function sanePageBytes(value: number): number {
  const isPower = value >= 512 && (value & (value - 1)) === 0;
  return isPower ? value : 4096;
}
