/** Reads every row, applies every document, and names what is not as it should be. Changes nothing. */
import type { DocumentId } from "../protocol/document-id.js";
import { storedDoc, UnappliableUpdates } from "../schema/stored-doc.js";
import { databaseIn } from "../storage/sqlite/database-file.js";
import { isHeld } from "../storage/sqlite/folder-lock.js";
import { readReceipts } from "../storage/sqlite/receipts.js";
import { readFrames, stateOf } from "../storage/sqlite/salvage/wal-frames.js";
import { type Listed, StoredDocuments } from "../storage/sqlite/stored-documents.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { CommandFailed, count, type Desk, size } from "./desk.js";

interface Verdict {
  readonly documents: number;
  readonly entries: number;
  readonly bytes: number;
  readonly faults: readonly { readonly id: DocumentId; readonly fault: string }[];
}

/** Throws `CommandFailed` where anything is wrong, having named it. */
export async function verify(desk: Desk): Promise<void> {
  const { dataDir, say } = desk;
  const path = databaseIn(dataDir);
  // Of a running server both are on their way; of one that has ended they are what SQLite does not look at.
  const running = isHeld(dataDir);
  const receipts = running ? new Map() : (readReceipts(dataDir) ?? new Map());
  const wal = running ? "none" : stateOf(readFrames(`${path}-wal`));
  const documents = new StoredDocuments(path);
  try {
    const fault = wal === "damaged" ? "its write-ahead log is damaged" : documents.damage(receipts);
    if (fault !== null) {
      throw new CommandFailed(
        `${path} is damaged: ${fault}. Stop the server, and the next start saves what can be read; a backup may have more.`,
      );
    }
    const { faults, ...verdict } = await verifyAll(documents, desk);
    for (const { id, fault } of faults) say(`${id}: ${fault}`);
    if (faults.length > 0)
      throw new CommandFailed(
        `${faults.length} of ${count(verdict.documents, "document")} are not as they should be.`,
      );
    say(
      `All is well: ${count(verdict.documents, "document")}, ${count(verdict.entries, "entry", "entries")}, ${size(verdict.bytes)}.`,
    );
  } finally {
    documents.close();
  }
}

/** Every document by itself; a damaged one does not keep the others. */
export async function verifyAll(documents: StoredDocuments, { progress, pause }: Desk): Promise<Verdict> {
  const all = documents.list();
  const faults: { id: DocumentId; fault: string }[] = [];
  let entries = 0;
  let bytes = 0;
  for (const [n, one] of all.entries()) {
    const read = attempt(one, () => {
      storedDoc(documents.read(one).updates).destroy();
      return documents.atOnce(() => documents.countHistory(one.id));
    });
    if (typeof read === "string") faults.push({ id: one.id, fault: read });
    else {
      entries += read.entries;
      bytes += read.bytes;
    }
    progress.at("Checking", n + 1, all.length, bytes);
    await pause();
  }
  return { documents: all.length, entries, bytes, faults };
}

/** What is wrong with a document, in words; faults of any other kind are thrown. */
function attempt<T>({ id }: Listed, work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof DamagedDocument) return error.message;
    if (error instanceof UnappliableUpdates) return `Document ${id} does not apply in Yjs: ${error.message}.`;
    throw error;
  }
}
