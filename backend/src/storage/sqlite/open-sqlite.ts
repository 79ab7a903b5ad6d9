/** Storage and catalog in one data folder: the embedded default, and the way in to everything in this folder. */
import { resolve } from "node:path";
import type { Logger } from "../../log.js";
import { startThread } from "../../start-thread.js";
import type { Catalog } from "../catalog.js";
import type { Storage } from "../storage.js";
import type { StorageFailed } from "../storage-faults.js";
import { SqliteCatalog } from "./sqlite-catalog.js";
import { SqliteStorage } from "./sqlite-storage.js";
import { StorageThread } from "./storage-thread.js";

export interface SqliteOptions {
  /** Created where it is missing. */
  readonly dataDir: string;
  readonly log: Logger;
}

export interface OpenedSqlite {
  readonly storage: Storage;
  readonly catalog: Catalog;
  /** One sentence for whoever started it, where the database was damaged or documents are; each is in the log as well. */
  readonly damage: string | null;
  /** Resolves only when storing has become impossible for good, because its thread ended unasked; end the process. */
  readonly failure: Promise<StorageFailed>;
  /** The same as `storage.close()`: resolves when everything is on the disk and the folder is free for others. */
  close(): Promise<void>;
}

/**
 * Resolves when the folder is locked for this process and ready. Rejects with a `DataFolderError` where it is in use,
 * cannot be written, was written by a newer program, or holds something else; nothing stays open then.
 */
export async function openSqlite({ dataDir, log }: SqliteOptions): Promise<OpenedSqlite> {
  const thread = new StorageThread(startStorage(resolve(dataDir)), log);
  const { damage } = await thread.opened;
  for (const { id, reason, copy } of damage?.isolated ?? []) {
    log.error({ document: id, reason, copy }, "a document is damaged and kept aside");
  }
  return {
    storage: new SqliteStorage(thread),
    catalog: new SqliteCatalog(thread),
    damage: damage?.sentence ?? null,
    failure: thread.failure,
    close: () => thread.close(),
  };
}

const startStorage = (dataDir: string) =>
  startThread(new URL("./sqlite-thread", import.meta.url), { workerData: { dataDir } });
