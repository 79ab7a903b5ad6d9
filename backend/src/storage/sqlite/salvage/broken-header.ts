/** The fields of a database's first bytes that are always the same in ours; SQLite believes some that it should not. */
import { closeSync, existsSync, openSync, readSync } from "node:fs";

const fixed: readonly (readonly [offset: number, allowed: readonly number[], what: string])[] = [
  [16, [0x10], "page size"],
  [17, [0x00], "page size"],
  [18, [1, 2], "format"],
  [19, [1, 2], "format"],
  [20, [0], "page size"],
  [21, [64], "format"],
  [22, [32], "format"],
  [23, [32], "format"],
  ...[44, 45, 46].map((offset) => [offset, [0], "schema format"] as const),
  [47, [0, 4], "schema format"],
  ...[52, 53, 54, 55, 64, 65, 66, 67].map((offset) => [offset, [0], "vacuum mode"] as const),
  ...[56, 57, 58].map((offset) => [offset, [0], "text encoding"] as const),
  [59, [0, 1], "text encoding"],
];

/** Null for a file without any bytes as well: that is a new one. */
export function brokenHeader(path: string): string | null {
  if (!existsSync(path)) return null;
  const header = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    if (readSync(file, header, 0, 100, 0) === 0) return null;
  } finally {
    closeSync(file);
  }
  if (header.toString("latin1", 0, 16) !== "SQLite format 3\0") return "it does not begin like one";
  const broken = fixed.find(([offset, allowed]) => !allowed.includes(header[offset] ?? -1));
  if (broken !== undefined) return `its header has an impossible ${broken[2]}`;
  // SQLite chooses an encoding with the first table.
  const hasTables = header.readUInt32BE(44) > 0;
  return hasTables && header[59] === 0 ? "its header has no text encoding" : null;
}
