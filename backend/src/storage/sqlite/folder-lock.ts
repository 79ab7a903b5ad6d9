/**
 * One process per data folder. The lock is SQLite's own on an empty database: the operating system holds it for
 * the process and lets go when the process ends, however it ends, so that it is never stale.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DataFolderError } from "../storage-faults.js";
import { type Database, failedWith, openDatabase, openToRead } from "./driver.js";

export interface FolderLock {
  release(): void;
}

/** Throws `DataFolderError`, naming the holder, where another process has the folder; does not wait for it. */
export function lockFolder(dataDir: string): FolderLock {
  // Nobody may open and close the lock's file by other means: with POSIX locks that would release it.
  const lock = openDatabase(join(dataDir, "manyhands.lock"));
  const holder = join(dataDir, "manyhands.pid");
  try {
    take(lock, dataDir, holder);
    writeFileSync(holder, `process ${process.pid} on ${hostname()}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release: () => {
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

/** Whether another process has the folder. Looks without taking it, or a server that starts just then would be refused. */
export function isHeld(dataDir: string): boolean {
  const path = join(dataDir, "manyhands.lock");
  if (!existsSync(path)) return false;
  const lock = openToRead(path);
  try {
    lock.exec("PRAGMA busy_timeout = 0");
    lock.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    if (failedWith(error, "SQLITE_BUSY")) return true;
    throw error;
  } finally {
    lock.close();
  }
}

function take(lock: Database, dataDir: string, holder: string): void {
  lock.exec("PRAGMA busy_timeout = 0");
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if (!failedWith(error, "SQLITE_BUSY")) throw error;
    const known = readHolder(holder);
    throw new DataFolderError(
      `The data folder ${dataDir} is in use by another Manyhands server${known}: ` +
        "stop that one first, or set DATA_DIR to another folder.",
    );
  }
}

/** Only for the sentence: the lock itself needs no file to be right. */
function readHolder(holder: string): string {
  try {
    return ` (${readFileSync(holder, "utf8").trim()})`;
  } catch {
    return "";
  }
}
