/**
 * SQLite, from whichever of two engines this Node.js can use: its own `node:sqlite` (since 22.13), or else the
 * package better-sqlite3. What both have in common is all that the rest of this folder uses.
 */
import { createRequire } from "node:module";
import { DataFolderError } from "../storage-faults.js";

export type Value = number | string | Uint8Array | null;

/** `Row` is what the statement's columns are in our own tables; it is believed, not checked. */
export interface Statement<Row> {
  run(...values: Value[]): { readonly changes: number | bigint };
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  /** No other statement may run before it has ended. */
  iterate(...values: Value[]): IterableIterator<Row>;
}

export interface Database {
  exec(sql: string): unknown;
  prepare<Row>(sql: string): Statement<Row>;
  close(): unknown;
}

type DatabaseClass = new (path: string, options?: Readonly<Record<string, boolean>>) => Database;

interface Engine {
  readonly open: (path: string) => Database;
  readonly openToRead: (path: string) => Database;
}

/** SQLite's primary result codes that mean something to us. */
export const resultCodes = { SQLITE_BUSY: 5, SQLITE_CORRUPT: 11, SQLITE_NOTADB: 26 } as const;

export function failedWith(error: unknown, name: keyof typeof resultCodes): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === "number") return (errcode & 0xff) === resultCodes[name];
  return typeof code === "string" && code.startsWith(name);
}

let engine: Engine | null = null;

/** Opens or creates the file. Call it in a thread of its own: every statement blocks until the disk has answered. */
export function openDatabase(path: string): Database {
  engine ??= builtIn() ?? betterSqlite();
  return engine.open(path);
}

/** Opens a file that another process may be writing to, and changes nothing. Throws where it is not there. */
export function openToRead(path: string): Database {
  engine ??= builtIn() ?? betterSqlite();
  return engine.openToRead(path);
}

function builtIn(): Engine | null {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 13)) return null;
  // It warns that it is experimental as it loads. That was weighed when it was chosen, and says nothing to an operator.
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  try {
    const sqlite = process.getBuiltinModule("node:sqlite") as { DatabaseSync: DatabaseClass } | undefined;
    return sqlite === undefined ? null : engineOf(sqlite.DatabaseSync, { readOnly: true });
  } finally {
    process.emitWarning = emitWarning;
  }
}

function betterSqlite(): Engine {
  const load = createRequire(import.meta.url);
  try {
    const open = load("better-sqlite3") as DatabaseClass;
    // The native half is only loaded with the first database.
    new open(":memory:").close();
    return engineOf(open, { readonly: true, fileMustExist: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
    throw new DataFolderError(
      `There is no SQLite to store documents with: Node.js has its own from 22.13 on (this is ${process.version}), ` +
        `and the package better-sqlite3 does not load (${reason}).`,
      { cause },
    );
  }
}

function engineOf(Database: DatabaseClass, toRead: Readonly<Record<string, boolean>>): Engine {
  return { open: (path) => new Database(path), openToRead: (path) => new Database(path, toRead) };
}
