/**
 * How far each log had got when it was last acknowledged, in a small file beside the database. SQLite takes a
 * write-ahead log whose end is damaged or cut off for one that ends earlier; the receipts know better. They are written
 * after the commit and not synced: after a power cut they may know less than the database, never more.
 */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Seq } from "../storage.js";

const header = Buffer.from("Manyhands receipts 1\n");
/** Two doubles, the document's number and the seq, and a checksum of both. */
const receiptBytes = 20;

export type Ends = ReadonlyMap<number, Seq>;

export const receiptsIn = (dataDir: string) => join(dataDir, "manyhands.receipts");

/** Null where there is no such file: a folder that has never been opened. What is torn or damaged is left out. */
export function readReceipts(dataDir: string): Ends | null {
  const path = receiptsIn(dataDir);
  if (!existsSync(path)) return null;
  const file = readFileSync(path);
  const ends = new Map<number, Seq>();
  for (let at = header.length; at + receiptBytes <= file.length; at += receiptBytes) {
    const receipt = file.subarray(at, at + 16);
    if (crc32(receipt) === file.readUInt32LE(at + 16))
      ends.set(receipt.readDoubleLE(0), receipt.readDoubleLE(8));
  }
  return ends;
}

export class Receipts {
  readonly #path: string;
  readonly #file: number;
  #end = header.length;
  #startOver = true;

  /** Begins an empty file: whoever opens it has read what was in it. */
  constructor(dataDir: string) {
    this.#path = receiptsIn(dataDir);
    this.#file = openSync(this.#path, existsSync(this.#path) ? "r+" : "w+", 0o600);
  }

  /** Throws where the disk is full; the receipts before stay. */
  write(ends: Ends): void {
    if (this.#startOver) this.#begin();
    const bytes = Buffer.alloc(ends.size * receiptBytes);
    let at = 0;
    for (const [number, seq] of ends) {
      bytes.writeDoubleLE(number, at);
      bytes.writeDoubleLE(seq, at + 8);
      bytes.writeUInt32LE(crc32(bytes.subarray(at, at + 16)), at + 16);
      at += receiptBytes;
    }
    writeSync(this.#file, bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length;
  }

  /**
   * Everything is in the database and said there: the next `write` begins the file anew. Not at once, for until the next
   * commit the old write-ahead log is still what a crash leaves behind.
   */
  startOver(): void {
    this.#startOver = true;
  }

  close(): void {
    if (this.#startOver) this.#begin();
    closeSync(this.#file);
  }

  #begin(): void {
    ftruncateSync(this.#file, 0);
    writeSync(this.#file, header, 0, header.length, 0);
    this.#end = header.length;
    this.#startOver = false;
  }
}
