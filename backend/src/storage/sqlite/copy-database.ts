/**
 * Copies a database as it is at one moment into a file of its own, while others go on writing to it. (SQLite's own way
 * begins anew whenever another process commits, and would never end while people type.)
 */
import type { Database, Statement, Value } from "./driver.js";
import { openDatabase } from "./driver.js";
import { steps } from "./tables.js";

export interface CopyProgress {
  readonly documents: number;
  readonly of: number;
  readonly bytes: number;
}

/** Rows as they are, checksums included. */
const copies = {
  documents: ["number", "id", "length", "checksum"],
  log: ["rowid", "document", "seq", "at", "author", "bytes", "checksum"],
  snapshots: ["document", "through", "bytes", "checksum"],
  catalog: [
    ...["id", "kind", "title", "folded_title", "excerpt", "created_at", "updated_at", "trashed_at"],
    ...["number", "checksum"],
  ],
  purged: ["id"],
  quarantine: ["id", "at", "reason", "copy"],
} as const;

/** `step` is awaited between documents; what it throws ends the copying. The file is on the disk when this resolves. */
export async function copyDatabase(
  source: Database,
  path: string,
  step: (progress: CopyProgress) => Promise<void>,
): Promise<void> {
  const target = openDatabase(path);
  try {
    target.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; BEGIN");
    for (const make of steps) make(target);
    target.exec(`PRAGMA user_version = ${steps.length}`);
    source.exec("BEGIN");
    try {
      for (const table of ["documents", "catalog", "purged", "quarantine"] as const)
        copyRows(source, target, table);
      await copyContents(source, target, step);
    } finally {
      source.exec("COMMIT");
    }
    target.exec("COMMIT");
  } finally {
    target.close();
  }
}

async function copyContents(
  source: Database,
  target: Database,
  step: (progress: CopyProgress) => Promise<void>,
): Promise<void> {
  const numbers = source.prepare<{ number: number }>("SELECT number FROM documents ORDER BY number").all();
  let bytes = 0;
  for (const [n, { number }] of numbers.entries()) {
    bytes += copyRows(source, target, "log", "WHERE document = ? ORDER BY seq", number);
    bytes += copyRows(source, target, "snapshots", "WHERE document = ?", number);
    await step({ documents: n + 1, of: numbers.length, bytes });
  }
}

/** Returns how many bytes of content were copied. */
function copyRows(
  source: Database,
  target: Database,
  table: keyof typeof copies,
  condition = "",
  ...values: Value[]
): number {
  const columns = copies[table];
  const add: Statement<never> = target.prepare(
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  let bytes = 0;
  const rows = source.prepare<Record<string, Value>>(
    `SELECT ${columns.join(", ")} FROM ${table} ${condition}`,
  );
  for (const row of rows.iterate(...values)) {
    add.run(...columns.map((column) => row[column] ?? null));
    if (row.bytes instanceof Uint8Array) bytes += row.bytes.byteLength;
  }
  return bytes;
}
