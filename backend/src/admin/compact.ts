/** Folds every log into a snapshot, with the server stopped: it does so by itself while it runs, where it pays. */
import { statSync } from "node:fs";
import * as Y from "yjs";
import type { DocumentId } from "../protocol/document-id.js";
import { storedDoc, UnappliableUpdates } from "../schema/stored-doc.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { type OpenTables, openTables } from "../storage/sqlite/open-tables.js";
import { unpackEntries } from "../storage/sqlite/packed-entries.js";
import { StoredDocuments } from "../storage/sqlite/stored-documents.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { CommandFailed, count, type Desk, size } from "./desk.js";

interface Gain {
  readonly entries: number;
  readonly before: number;
  readonly after: number;
}

const nothing: Gain = { entries: 0, before: 0, after: 0 };

/** What was folded stays folded when it is interrupted; running it again does the rest. */
export async function compact({ dataDir, say, progress, pause }: Desk): Promise<void> {
  const path = databaseIn(dataDir);
  // Said here, because opening would make a new folder.
  new StoredDocuments(path).close();
  const tables = openTables(dataDir, ({ warning }) => say(warning));
  const gain = { ...nothing };
  const faults: string[] = [];
  try {
    if (tables.damage !== null) say(tables.damage.sentence);
    const ids = idsOf(path);
    for (const [n, id] of ids.entries()) {
      const folded = fold(tables, id);
      if (typeof folded === "string") faults.push(folded);
      else {
        gain.entries += folded.entries;
        gain.before += folded.before;
        gain.after += folded.after;
      }
      tables.upkeep.ifDue();
      progress.at("Folding", n + 1, ids.length, gain.before);
      await pause();
    }
  } finally {
    tables.upkeep.whole();
    tables.close();
  }
  for (const fault of faults) say(fault);
  say(
    `${count(gain.entries, "entry", "entries")} folded: opening all documents reads ${size(gain.after)} instead of ` +
      `${size(gain.before)}. The history is kept; ${path} has ${size(statSync(path).size)}.`,
  );
  if (faults.length > 0) throw new CommandFailed(`${count(faults.length, "document")} could not be folded.`);
}

function idsOf(path: string): DocumentId[] {
  const documents = new StoredDocuments(path);
  try {
    return documents.list().map(({ id }) => id);
  } finally {
    documents.close();
  }
}

function fold({ log }: OpenTables, id: DocumentId): Gain | string {
  try {
    const stored = log.load(id);
    const entries = unpackEntries(stored.log).map(({ update }) => update);
    const updates = stored.snapshot === null ? entries : [stored.snapshot, ...entries];
    const before = updates.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (entries.length === 0) return { entries: 0, before, after: before };
    const doc = storedDoc(updates);
    const snapshot = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    log.compact(id, snapshot, stored.through + entries.length);
    return { entries: entries.length, before, after: snapshot.byteLength };
  } catch (error) {
    if (error instanceof DamagedDocument) return error.message;
    if (error instanceof UnappliableUpdates) return `Document ${id} does not apply in Yjs: ${error.message}.`;
    throw error;
  }
}
