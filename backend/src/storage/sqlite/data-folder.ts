/**
 * The data folder, made ready: created where it is missing, locked, of a version that this program knows, and with
 * its database set so that a commit has reached the disk when it returns (S1).
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { DataFolderError } from "../storage-faults.js";
import { type Database, failedWith, openDatabase } from "./driver.js";
import { type FolderLock, lockFolder } from "./folder-lock.js";
import { steps } from "./tables.js";

const databaseName = "manyhands.db";

export interface DataFolder {
  readonly database: Database;
  close(): void;
}

/** Throws `DataFolderError` for everything an operator can do something about, and then leaves nothing open. */
export function openDataFolder(dataDir: string): DataFolder {
  let lock: FolderLock | null = null;
  let database: Database | null = null;
  try {
    createFolder(dataDir);
    lock = lockFolder(dataDir);
    database = openDatabase(join(dataDir, databaseName));
    const version = readVersion(database, dataDir);
    setUp(database);
    bringUpToDate(database, version);
    finishPurges(database);
    return opened(database, lock);
  } catch (error) {
    database?.close();
    lock?.release();
    throw explain(error, dataDir);
  }
}

function opened(database: Database, lock: FolderLock): DataFolder {
  return {
    database,
    close: () => {
      database.close();
      lock.release();
    },
  };
}

/** Level by level: the recursive mkdir of Node.js 20 never returns where a parent exists and takes nothing (/proc). */
function createFolder(dataDir: string): void {
  const missing: string[] = [];
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) {
    missing.unshift(folder);
    folder = dirname(folder);
  }
  for (const each of missing) {
    try {
      mkdirSync(each, { mode: 0o700 });
    } catch (error) {
      // Another process may have been faster; which of the two may stay is up to the lock.
      if (!existsSync(each)) throw error;
    }
    keepEntry(each);
  }
}

/** A folder that was made just now has to survive a power cut as well, or its first documents would not. */
function keepEntry(folder: string): void {
  // Windows keeps directory entries safe by itself, and cannot open a directory to be told so.
  if (process.platform === "win32") return;
  const parent = openSync(dirname(folder), "r");
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

function readVersion(database: Database, dataDir: string): number {
  const version = database.prepare<{ user_version: number }>("PRAGMA user_version").get()?.user_version ?? 0;
  if (version > steps.length) {
    throw new DataFolderError(
      `The data folder ${dataDir} was written by a newer Manyhands (its format is ${version}, ` +
        `this program knows up to ${steps.length}): start that version, or a newer one.`,
    );
  }
  return version;
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

function bringUpToDate(database: Database, version: number): void {
  for (const [n, step] of steps.entries()) {
    if (n < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${n + 1}; COMMIT`);
  }
}

/** A crash between the purge of a record and the removal of what it named must not keep the words on the disk. */
function finishPurges(database: Database): void {
  const purgedNumbers = "(SELECT number FROM documents JOIN purged USING (id))";
  database.exec(`
    BEGIN IMMEDIATE;
    DELETE FROM log WHERE document IN ${purgedNumbers};
    DELETE FROM snapshots WHERE document IN ${purgedNumbers};
    COMMIT
  `);
}

function explain(error: unknown, dataDir: string): unknown {
  if (error instanceof DataFolderError || !(error instanceof Error)) return error;
  if (failedWith(error, "SQLITE_NOTADB") || failedWith(error, "SQLITE_CORRUPT")) {
    return new DataFolderError(
      `${join(dataDir, databaseName)} is damaged or not a database (${error.message}): ` +
        "restore it from a backup, or move it away to begin with an empty one.",
      { cause: error },
    );
  }
  return new DataFolderError(
    `The data folder ${dataDir} cannot be used (${error.message}): ` +
      "set DATA_DIR to a folder that this user may write to.",
    { cause: error },
  );
}
