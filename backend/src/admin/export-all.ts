/**
 * Writes every document into a folder, in every format it has, beside a running server. Running it again writes only
 * what has changed, and goes on where an earlier run was stopped.
 */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UnappliableUpdates } from "../schema/stored-doc.js";
import { createFolder } from "../storage/sqlite/data-folder.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { type Listed, StoredDocuments } from "../storage/sqlite/stored-documents.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { CommandFailed, count, type Desk, size } from "./desk.js";
import { documentFiles } from "./document-files.js";
import { type Exported, readIndex, write, writeIndex } from "./export-index.js";
import { safeName } from "./safe-name.js";

/** Every so many documents the index is written, so that a run that is stopped loses little. */
const indexEvery = 200;

/** Throws `CommandFailed` where documents could not be exported, with all others written. */
export async function exportAll(desk: Desk, folder: string): Promise<void> {
  const { say, progress, pause } = desk;
  const documents = new StoredDocuments(databaseIn(desk.dataDir));
  const done: Exported[] = [];
  let unchanged = 0;
  let bytes = 0;
  try {
    const before = prepare(folder);
    const all = documents.list();
    try {
      for (const [n, one] of all.entries()) {
        const exported = exportOne(documents, one, folder, before.get(one.id));
        done.push(exported);
        if (exported === before.get(one.id)) unchanged += 1;
        bytes += exported.files.reduce((sum, file) => sum + file.bytes, 0);
        progress.at("Exporting", n + 1, all.length, bytes);
        if (n % indexEvery === indexEvery - 1) writeIndex(folder, withRest(done, before), false);
        await pause();
      }
    } catch (error) {
      writeIndex(folder, withRest(done, before), false);
      throw error;
    }
    writeIndex(folder, done, true);
  } finally {
    documents.close();
  }
  const faults = done.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  for (const fault of faults) say(fault);
  const rest = unchanged === 0 ? "" : `, ${unchanged.toLocaleString("en")} of them unchanged`;
  say(
    `Exported: ${count(done.length - faults.length, "document")}${rest}, ${size(bytes)}, listed in ${join(folder, "index.md")}.`,
  );
  if (faults.length > 0)
    throw new CommandFailed(`${count(faults.length, "document")} could not be exported.`);
}

/** The documents of an earlier export. */
function prepare(folder: string): ReadonlyMap<string, Exported> {
  createFolder(folder);
  const before = readIndex(folder);
  if (before.size === 0 && !existsSync(join(folder, "index.json")) && readdirSync(folder).length > 0)
    throw new CommandFailed(`${folder} is not empty and holds no earlier export: name another folder.`);
  mkdirSync(join(folder, "documents"), { recursive: true });
  return before;
}

/** While it is under way, what an earlier run wrote still counts. */
function withRest(done: readonly Exported[], before: ReadonlyMap<string, Exported>): Exported[] {
  const ids = new Set(done.map(({ id }) => id));
  return [...done, ...[...before.values()].filter(({ id }) => !ids.has(id))];
}

function exportOne(
  documents: StoredDocuments,
  one: Listed,
  folder: string,
  before: Exported | undefined,
): Exported {
  const { id, record } = one;
  const { kind = "raw", title = "", updatedAt = 0, trashedAt = null } = record ?? {};
  const about = {
    id,
    kind,
    title,
    updatedAt: new Date(updatedAt).toISOString(),
    trashed: trashedAt !== null,
  };
  try {
    const { updates, last } = documents.read(one);
    if (before !== undefined && isSame(before, { ...about, seq: last }, folder)) return before;
    const files = [];
    for (const [extension, content] of documentFiles(kind, updates)) {
      const name = `${safeName(id)}.${extension}`;
      const bytes = Buffer.from(content);
      write(join(folder, "documents", name), bytes);
      files.push({ name, bytes: bytes.byteLength });
    }
    return { ...about, seq: last, files, fault: null };
  } catch (error) {
    return { ...about, seq: 0, files: [], fault: faultOf(id, error) };
  }
}

function isSame(before: Exported, now: Omit<Exported, "files" | "fault">, folder: string): boolean {
  const { files, fault, ...about } = before;
  const isThere = ({ name, bytes }: { name: string; bytes: number }) => {
    const path = join(folder, "documents", name);
    return existsSync(path) && statSync(path).size === bytes;
  };
  return fault === null && JSON.stringify(about) === JSON.stringify({ ...now }) && files.every(isThere);
}

function faultOf(id: string, error: unknown): string {
  if (error instanceof DamagedDocument) return error.message;
  if (error instanceof UnappliableUpdates) return `Document ${id} does not apply in Yjs: ${error.message}.`;
  throw error;
}
