/**
 * The data folder, made ready: created where it is missing, locked, of a version that this program knows, sound, and
 * with its database set so that a commit has reached the disk when it returns (S1).
 */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DataFolderError } from "../storage-faults.js";
import { DocumentTable } from "./document-table.js";
import type { Database } from "./driver.js";
import { type FolderLock, lockFolder } from "./folder-lock.js";
import { type Ends, Receipts, readReceipts } from "./receipts.js";
import { openSound, type Sound } from "./salvage/open-sound.js";
import { finishReplacing, syncFolder } from "./salvage/replace-database.js";
import { steps } from "./tables.js";
import { Wal } from "./wal.js";

export interface DataFolder extends Sound {
  readonly receipts: Receipts;
  close(): void;
}

/** Throws `DataFolderError` for everything an operator can do something about, and then leaves nothing open. */
export function openDataFolder(dataDir: string, now = Date.now()): DataFolder {
  let lock: FolderLock | null = null;
  let sound: Sound | null = null;
  try {
    createFolder(dataDir);
    lock = lockFolder(dataDir);
    finishReplacing(dataDir, now);
    const acknowledged = readReceipts(dataDir) ?? new Map();
    sound = openSound(dataDir, now);
    setUp(sound.database);
    bringUpToDate(sound.database);
    finishPurges(sound.database);
    takeOver(sound.database, acknowledged);
    return opened(sound, new Receipts(dataDir), lock);
  } catch (error) {
    sound?.database.close();
    lock?.release();
    throw explain(error, dataDir);
  }
}

function opened(sound: Sound, receipts: Receipts, lock: FolderLock): DataFolder {
  return {
    ...sound,
    receipts,
    close: () => {
      receipts.close();
      sound.database.close();
      lock.release();
    },
  };
}

/** With every folder above it. Level by level: the recursive mkdir of Node.js 20 never returns where a parent exists and takes nothing (/proc). */
export function createFolder(dataDir: string): void {
  const missing: string[] = [];
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) {
    missing.unshift(folder);
    folder = dirname(folder);
  }
  for (const each of missing) {
    // It has to survive a power cut as well, or its first documents would not.
    try {
      mkdirSync(each, { mode: 0o700 });
    } catch (error) {
      // Another process may have been faster; which of the two may stay is up to the lock.
      if (!existsSync(each)) throw error;
    }
    syncFolder(dirname(each));
  }
}

function setUp(database: Database): void {
  const mode = database.prepare<{ journal_mode: string }>("PRAGMA journal_mode = WAL").get()?.journal_mode;
  if (mode !== "wal") throw new Error(`its file system cannot hold a write-ahead log, only “${mode}”`);
  database.exec(`
    PRAGMA synchronous = FULL;
    -- On macOS an ordinary fsync leaves the data in the drive's cache; elsewhere this changes nothing.
    PRAGMA fullfsync = ON;
    -- Checkpoints are made between commits, never inside one that somebody waits for.
    PRAGMA wal_autocheckpoint = 0;
    -- A backup may hold the file for a moment.
    PRAGMA busy_timeout = 5000;
  `);
}

function bringUpToDate(database: Database): void {
  const version = database.prepare<{ user_version: number }>("PRAGMA user_version").get()?.user_version ?? 0;
  for (const [n, step] of steps.entries()) {
    if (n < version) continue;
    new Wal(database).transaction({ places: 1 }, () => {
      step(database);
      database.exec(`PRAGMA user_version = ${n + 1}`);
    });
  }
}

/** A crash between the purge of a record and the removal of what it named must not keep the words on the disk. */
function finishPurges(database: Database): void {
  const documents = new DocumentTable(database);
  const unfinished = database.prepare<{ number: number }>(
    `SELECT number FROM documents JOIN purged USING (id) WHERE length > 0
       OR EXISTS (SELECT 1 FROM log WHERE document = number) OR EXISTS (SELECT 1 FROM snapshots WHERE document = number)`,
  );
  new Wal(database).erasure({ places: 1 }, () => {
    for (const { number } of unfinished.all()) {
      database.prepare("DELETE FROM log WHERE document = ?").run(number);
      database.prepare("DELETE FROM snapshots WHERE document = ?").run(number);
      const document = documents.byNumber(number);
      if (document !== null) documents.setLength(document, 0);
    }
  });
}

/** What a crash left in receipts and write-ahead log goes into the database, so that both may begin anew. */
function takeOver(database: Database, acknowledged: Ends): void {
  const documents = new DocumentTable(database);
  const end = database.prepare<{ seq: number | null }>("SELECT max(seq) AS seq FROM log WHERE document = ?");
  new Wal(database).transaction({ places: 1 }, () => {
    for (const number of acknowledged.keys()) {
      const document = documents.byNumber(number);
      const seq = end.get(number)?.seq ?? 0;
      if (document !== null && seq > document.length) documents.setLength(document, seq);
    }
  });
  new Wal(database).empty();
}

function explain(error: unknown, dataDir: string): unknown {
  if (error instanceof DataFolderError || !(error instanceof Error)) return error;
  return new DataFolderError(
    `The data folder ${dataDir} cannot be used (${error.message}): ` +
      "set DATA_DIR to a folder that this user may write to.",
    { cause: error },
  );
}
