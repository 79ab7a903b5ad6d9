/** A data folder opened in this thread, and what a test can tell of what it serves. */
import type { DocumentId } from "../../src/protocol/document-id.js";
import type { DocumentRecord } from "../../src/storage/catalog.js";
import type { LoadedDocument } from "../../src/storage/sqlite/log-reader.js";
import { type OpenTables, openTables } from "../../src/storage/sqlite/open-tables.js";
import { packEntries, unpackEntries } from "../../src/storage/sqlite/packed-entries.js";
import type { Seq } from "../../src/storage/storage.js";
import { DamagedDocument } from "../../src/storage/storage-faults.js";
import { snapshotOf, updateOf } from "./known-updates.js";

export class StorageFolder {
  readonly tables: OpenTables;
  readonly warnings: string[] = [];

  constructor(dataDir: string) {
    this.tables = openTables(dataDir, ({ warning }) => this.warnings.push(warning));
  }

  append(id: DocumentId, from: Seq, to: Seq): void {
    const entries = Array.from({ length: to - from + 1 }, (_, n) => ({
      update: updateOf(id, from + n),
      at: 1_700_000_000_000 + n,
      author: n % 2 === 0 ? null : "zoë",
    }));
    this.tables.log.append(
      entries.map(() => id),
      packEntries(entries),
    );
  }

  compact(id: DocumentId, through: Seq): void {
    this.tables.log.compact(id, snapshotOf(id, through), through);
  }

  /** The seqs that a load stands for, "damaged" where it is refused, or "wrong" where it is not what was stored. */
  serves(id: DocumentId): string {
    let loaded: LoadedDocument;
    try {
      loaded = this.tables.log.load(id);
    } catch (error) {
      if (error instanceof DamagedDocument) return "damaged";
      throw error;
    }
    const { snapshot, through, log } = loaded;
    const entries = unpackEntries(log).map(({ update }) => update);
    const right =
      (snapshot === null || Buffer.compare(snapshot, snapshotOf(id, through)) === 0) &&
      entries.every((update, n) => Buffer.compare(update, updateOf(id, through + n + 1)) === 0);
    return right ? seqsTo(through + entries.length) : "wrong";
  }

  record(id: DocumentId): DocumentRecord | "purged" | null {
    return this.tables.catalog.find(id);
  }

  /** What a stopping server does. */
  stop(): void {
    this.tables.upkeep.whole();
    this.tables.close();
  }
}

/** "1 2 3": of a document whose log ends at 3. */
export const seqsTo = (last: Seq) => Array.from({ length: last }, (_, n) => n + 1).join(" ");
