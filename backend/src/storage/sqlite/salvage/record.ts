/**
 * Rows as SQLite writes them into a page, read without SQLite: the format is documented and frozen
 * (https://sqlite.org/fileformat2.html). Whatever does not look like a row is null; a checksum decides the rest.
 */

export type Column = number | string | Buffer | null;

/** Where a row's bytes go on when they do not fit into the page: a chain of pages, each naming the next. */
export interface Spill {
  /** Bytes of a page that are in use. */
  readonly usable: number;
  page(number: number): Buffer | null;
}

export interface Cell {
  /** The rowid; null in an index. */
  readonly key: number | null;
  readonly payload: Buffer;
}

const tableLeaf = 13;
const indexLeaf = 10;
/** Larger than any row that may be stored. */
const maxPayloadBytes = 2 ** 31;

/** The cells of a leaf page. `start` is where its header stands: 100 in the first page of a file, 0 in the others. */
export function* cellsOf(page: Buffer, start: number, spill: Spill): Generator<Cell> {
  const type = page[start];
  if (type !== tableLeaf && type !== indexLeaf) return;
  const count = page.readUInt16BE(start + 3);
  for (let n = 0; n < count; n += 1) {
    const pointer = start + 8 + 2 * n;
    if (pointer + 2 > page.length) return;
    const cell = readCell(page, page.readUInt16BE(pointer), type === tableLeaf, spill);
    if (cell !== null) yield cell;
  }
}

function readCell(page: Buffer, at: number, isTable: boolean, spill: Spill): Cell | null {
  const size = readVarint(page, at);
  if (size === null || size.value > maxPayloadBytes) return null;
  const key = isTable ? readVarint(page, size.end) : null;
  if (isTable && key === null) return null;
  const begin = key?.end ?? size.end;
  const local = localBytes(size.value, isTable, spill.usable);
  if (begin + local > page.length) return null;
  const head = page.subarray(begin, begin + local);
  const payload = local === size.value ? head : join(page, begin + local, head, size.value, spill);
  return payload === null ? null : { key: key?.value ?? null, payload };
}

/** How much of a row stands in the page itself; the rest is spilled. */
function localBytes(size: number, isTable: boolean, usable: number): number {
  const max = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= max) return size;
  const min = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = min + ((size - min) % (usable - 4));
  return wanted <= max ? wanted : min;
}

function join(page: Buffer, pointer: number, head: Buffer, size: number, spill: Spill): Buffer | null {
  if (pointer + 4 > page.length) return null;
  const parts = [head];
  let missing = size - head.length;
  let next = page.readUInt32BE(pointer);
  while (missing > 0) {
    const part = next === 0 ? null : spill.page(next);
    if (part === null) return null;
    const bytes = part.subarray(4, Math.min(4 + missing, spill.usable));
    parts.push(bytes);
    missing -= bytes.length;
    next = part.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** The columns of a row, or null where the bytes are none. */
export function readColumns(payload: Buffer): Column[] | null {
  const header = readVarint(payload, 0);
  if (header === null || header.value > payload.length) return null;
  const columns: Column[] = [];
  let at = header.end;
  let body = header.value;
  while (at < header.value) {
    const type = readVarint(payload, at);
    if (type === null) return null;
    at = type.end;
    const bytes = columnBytes(type.value);
    if (bytes === null || body + bytes > payload.length) return null;
    columns.push(readColumn(payload.subarray(body, body + bytes), type.value));
    body += bytes;
  }
  return body === payload.length ? columns : null;
}

const wholeNumberBytes = [0, 1, 2, 3, 4, 6, 8];

function columnBytes(type: number): number | null {
  if (type <= 6) return wholeNumberBytes[type] ?? 0;
  if (type === 7) return 8;
  if (type < 10) return 0;
  return type < 12 ? null : (type - (type % 2 === 0 ? 12 : 13)) / 2;
}

function readColumn(bytes: Buffer, type: number): Column {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type === 8 || type === 9) return type - 8;
  if (type > 9) return type % 2 === 0 ? bytes : bytes.toString("utf8");
  return bytes.length === 8 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
}

/** Big-endian groups of 7 bits, and 8 in the ninth byte. Null where it does not end in the page. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let n = 0; n < 9; n += 1) {
    const byte = bytes[at + n];
    if (byte === undefined) return null;
    if (n === 8) return { value: value * 256 + byte, end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + n + 1 };
  }
  return null;
}
