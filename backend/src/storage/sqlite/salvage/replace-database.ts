/**
 * Puts a finished database in the place of the one that is there, which is kept under another name. A crash at any
 * moment leaves the old one or the new one to be found; the next start finishes what was begun.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { databaseIn } from "../database-file.js";
import { receiptsIn } from "../receipts.js";

/** Complete and on the disk as soon as it has this name. */
export const nextIn = (dataDir: string) => join(dataDir, "manyhands.db.next");

/** Moves what is there aside into a folder `<why>-<time>` and returns its name; null where there was nothing. */
export function replaceDatabase(dataDir: string, why: "damaged" | "replaced", now: number): string | null {
  const database = databaseIn(dataDir);
  const here = [`${database}-wal`, `${database}-shm`, receiptsIn(dataDir), database].filter((file) =>
    existsSync(file),
  );
  const kept = here.length === 0 ? null : `${why}-${new Date(now).toISOString().replace(/[:.]/g, "-")}`;
  if (kept !== null) {
    mkdirSync(join(dataDir, kept), { recursive: true, mode: 0o700 });
    for (const file of here) renameSync(file, join(dataDir, kept, basename(file)));
    syncFolder(join(dataDir, kept));
  }
  renameSync(nextIn(dataDir), database);
  syncFolder(dataDir);
  return kept;
}

/** Where a crash came between. */
export function finishReplacing(dataDir: string, now: number): void {
  if (existsSync(nextIn(dataDir))) replaceDatabase(dataDir, "replaced", now);
}

/** What was renamed or made in a folder is there after a power cut as well. */
export function syncFolder(folder: string): void {
  // Windows keeps directory entries safe by itself, and cannot open a directory to be told so.
  if (process.platform === "win32") return;
  const file = openSync(folder, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
