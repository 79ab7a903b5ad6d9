/** The documents of a data folder, for reading only: beside a running server, or when there is none. */
import { existsSync } from "node:fs";
import type { DocumentId } from "../../protocol/document-id.js";
import type { DocumentRecord } from "../catalog.js";
import type { Seq } from "../storage.js";
import { DamagedDocument, DataFolderError } from "../storage-faults.js";
import { DocumentTable } from "./document-table.js";
import { type Database, failedWith, openToRead } from "./driver.js";
import { LogReader } from "./log-reader.js";
import { unpackEntries } from "./packed-entries.js";
import { damageOf, type Isolated, Quarantine } from "./quarantine.js";
import type { Ends } from "./receipts.js";
import { findDamage } from "./salvage/find-damage.js";
import { steps } from "./tables.js";

export interface Listed {
  readonly id: DocumentId;
  /** Null where it is in no list. */
  readonly record: DocumentRecord | null;
  readonly isolated: Isolated | null;
}

export interface ReadDocument {
  /** In their order, the snapshot first where there is one. */
  readonly updates: readonly Uint8Array[];
  readonly through: Seq;
  readonly last: Seq;
}

export class StoredDocuments {
  readonly database: Database;
  readonly #reader: LogReader;

  /** Throws `DataFolderError` where there is nothing that this program could read. */
  constructor(path: string) {
    if (!existsSync(path)) throw new DataFolderError(`There is no ${path}: nothing has been stored there.`);
    this.database = openToRead(path);
    try {
      const version = this.database
        .prepare<{ user_version: number }>("PRAGMA user_version")
        .get()?.user_version;
      if (version !== steps.length) {
        throw new DataFolderError(
          `${path} is of version ${version}, and this program reads version ${steps.length}: ` +
            "start the server of this version on it once, or use the program that wrote it.",
        );
      }
      this.database.exec("PRAGMA busy_timeout = 5000");
      this.#reader = new LogReader(this.database, () => {});
    } catch (error) {
      this.database.close();
      throw readable(error, path);
    }
  }

  /** Everything but what was deleted for good, by number. */
  list(): Listed[] {
    const records = this.database.prepare<DocumentRecord & { document: DocumentId }>(`
      SELECT documents.id AS document, catalog.id, kind, title, excerpt, created_at AS createdAt,
        updated_at AS updatedAt, trashed_at AS trashedAt
      FROM documents LEFT JOIN catalog ON catalog.id = documents.id
      WHERE documents.id NOT IN (SELECT id FROM purged) ORDER BY documents.number`);
    const isolated = new Map(
      new Quarantine(this.database, new DocumentTable(this.database)).all().map((one) => [one.id, one]),
    );
    return records.all().map(({ document, ...record }) => ({
      id: document,
      record: record.id === null ? null : record,
      isolated: isolated.get(document) ?? null,
    }));
  }

  /** As it is at one moment. Throws `DamagedDocument`. */
  read({ id, isolated }: Pick<Listed, "id" | "isolated">): ReadDocument {
    if (isolated !== null) throw new DamagedDocument(damageOf(isolated), { cause: isolated.reason });
    return this.atOnce(() => {
      const { snapshot, through, log } = this.#reader.load(id);
      const entries = unpackEntries(log).map(({ update }) => update);
      return {
        updates: snapshot === null ? entries : [snapshot, ...entries],
        through,
        last: through + entries.length,
      };
    });
  }

  /** Reads every entry ever appended and returns how many. Throws `DamagedDocument` for what is only history as well. */
  countHistory(id: DocumentId): { readonly entries: number; readonly bytes: number } {
    let entries = 0;
    let bytes = 0;
    for (;;) {
      const part = this.#reader.history(id, entries + 1, Number.MAX_SAFE_INTEGER);
      if (part.lengths.length === 0) return { entries, bytes };
      entries += part.lengths.length;
      bytes += part.bytes.byteLength;
    }
  }

  /** Damage that concerns more than one document, as a part of a sentence; looks at every page. */
  damage(receipts: Ends): string | null {
    return findDamage(this.database, receipts, true);
  }

  /** Everything that `work` reads is of the same moment. */
  atOnce<T>(work: () => T): T {
    this.database.exec("BEGIN");
    try {
      return work();
    } finally {
      this.database.exec("COMMIT");
    }
  }

  close(): void {
    this.database.close();
  }
}

function readable(error: unknown, path: string): unknown {
  if (!failedWith(error, "SQLITE_NOTADB") && !failedWith(error, "SQLITE_CORRUPT")) return error;
  const reason = error instanceof Error ? error.message : "";
  return new DataFolderError(
    `${path} is damaged or not a database (${reason}): the next start of the server saves what can be read.`,
    { cause: error },
  );
}
