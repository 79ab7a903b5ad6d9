/**
 * Opens the database of a folder so that it is sound: as it is, where it is, or else made anew from what can be read.
 * The write-ahead log is looked at first, because SQLite takes a damaged one for a shorter one, and then folds it in.
 */
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataFolderError } from "../../storage-faults.js";
import { databaseIn } from "../database-file.js";
import { type Database, openDatabase } from "../driver.js";
import { type Ends, readReceipts, receiptsIn } from "../receipts.js";
import { steps } from "../tables.js";
import { brokenHeader } from "./broken-header.js";
import { damageIn, findDamage } from "./find-damage.js";
import { type Rebuilt, rebuild } from "./rebuild.js";
import { schemaOf, schemaOfVersion } from "./schema-of-version.js";
import { readFrames, stateOf } from "./wal-frames.js";

/** Up to this size every page is looked at and every row is checked at each start: a second or two, whatever the rows. */
const thoroughBytes = 32 * 1024 * 1024;

export interface Sound {
  readonly database: Database;
  /** What was wrong, and what was made of it; null where nothing was. */
  readonly rebuilt: (Rebuilt & { readonly fault: string }) | null;
  /** Whether every page was looked at. */
  readonly thorough: boolean;
}

const suspectIn = (dataDir: string) => join(dataDir, "manyhands.suspect");

/** To be called when SQLite stumbles: the next start looks through the whole database, however large it is. */
export function suspect(dataDir: string): void {
  writeFileSync(suspectIn(dataDir), "");
}

/** Throws a `DataFolderError` where nothing can be read. The folder is locked by the caller. */
export function openSound(dataDir: string, now: number): Sound {
  const path = databaseIn(dataDir);
  const receipts = readReceipts(dataDir);
  refuseVanished(dataDir, receipts);
  const frames = readFrames(`${path}-wal`);
  const thorough = existsSync(suspectIn(dataDir)) || sizeOf(path) <= thoroughBytes;
  const state = stateOf(frames);
  let fault = state === "damaged" ? "its write-ahead log is damaged" : null;
  let database: Database | null = null;
  fault ??= brokenHeader(path);
  if (fault === null) {
    database = openDatabase(path);
    fault = faultOf(database, dataDir, receipts ?? new Map(), thorough);
  }
  if (fault === null && database !== null) {
    rmSync(suspectIn(dataDir), { force: true });
    return { database, rebuilt: null, thorough };
  }
  // SQLite folds the log in as it closes; the frames that it left out are still in our hands.
  database?.close();
  const cut = cutShort(path);
  const rebuilt = rebuild(dataDir, frames, receipts ?? new Map(), now);
  if (rebuilt === null) {
    throw new DataFolderError(
      `${path} is damaged or not a database (${fault}): ` +
        "restore it from a backup, or move it away to begin with an empty one.",
    );
  }
  rmSync(suspectIn(dataDir), { force: true });
  return { database: openDatabase(path), rebuilt: { ...rebuilt, fault: `${fault}${cut}` }, thorough: true };
}

/** An empty file is a new database to SQLite; where there was one before, it is the loss of everything. */
function refuseVanished(dataDir: string, receipts: Ends | null): void {
  const path = databaseIn(dataDir);
  if (receipts === null || sizeOf(path) > 0 || sizeOf(`${path}-wal`) > 0) return;
  throw new DataFolderError(
    `${path} is ${existsSync(path) ? "empty" : "missing"}, and it has held documents: restore it from a backup, ` +
      `or remove ${receiptsIn(dataDir)} to begin with an empty one.`,
  );
}

/** Throws where it is of a newer program. An older one is only asked whether it can be read, and then brought up to date. */
function faultOf(database: Database, dataDir: string, receipts: Ends, thorough: boolean): string | null {
  let version: number;
  try {
    version = database.prepare<{ user_version: number }>("PRAGMA user_version").get()?.user_version ?? 0;
    const tables = schemaOf(database);
    if (tables === schemaOfVersion(version))
      return version === steps.length ? findDamage(database, receipts, thorough) : null;
    if (version <= steps.length || tables === schemaOfVersion(steps.length))
      return `its tables are not those of version ${version}`;
  } catch (error) {
    return damageIn(error);
  }
  database.close();
  throw new DataFolderError(
    `The data folder ${dataDir} was written by a newer Manyhands (its format is ${version}, ` +
      `this program knows up to ${steps.length}): start that version, or a newer one.`,
  );
}

/** Words for a file that ends before its time: documents may then be missing without a trace. */
function cutShort(path: string): string {
  const size = sizeOf(path);
  return size % 4096 === 0 ? "" : "; the file has been cut off, and documents may be missing without a trace";
}

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);
