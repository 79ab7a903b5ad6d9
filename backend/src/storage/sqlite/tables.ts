/** The tables in `manyhands.db`, as the steps that lead there from an empty file. Explained in docs/storage.md. */
import type { DocumentRecord } from "../catalog.js";
import { documentChecksum, recordChecksum } from "./checksums.js";
import type { Database } from "./driver.js";

/**
 * Step n brings a folder from version n to n + 1, inside a transaction. Steps that have been released are never edited.
 * The log is a rowid table with an index: clustered by (document, seq) it would rewrite its pages with every append.
 */
export const steps: readonly ((database: Database) => void)[] = [
  (database) =>
    database.exec(`
  CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE log (
    document INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT,
    bytes BLOB NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX log_place ON log (document, seq);

  CREATE TABLE snapshots (
    document INTEGER PRIMARY KEY,
    through INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE catalog (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    folded_title TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    trashed_at INTEGER
  ) STRICT;
  CREATE INDEX catalog_present ON catalog (updated_at DESC, id) WHERE trashed_at IS NULL;
  CREATE INDEX catalog_trash ON catalog (trashed_at DESC, id) WHERE trashed_at IS NOT NULL;

  CREATE TABLE purged (
    id TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  `),
  addChecksums,
];

/** How long each log is, what guards the two small tables, and which documents are kept aside. */
function addChecksums(database: Database): void {
  database.exec(`
    ALTER TABLE documents ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE documents ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE catalog ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE catalog ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE quarantine (id TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, copy TEXT) STRICT;
    INSERT OR IGNORE INTO documents (id) SELECT id FROM catalog;
    UPDATE documents SET length = coalesce((SELECT max(seq) FROM log WHERE document = number), 0);
    UPDATE catalog SET number = (SELECT number FROM documents WHERE documents.id = catalog.id);
  `);
  const guardDocument = database.prepare("UPDATE documents SET checksum = ? WHERE number = ?");
  const documents = database.prepare<{ number: number; id: string; length: number }>(
    "SELECT number, id, length FROM documents",
  );
  for (const { number, id, length } of documents.all()) {
    guardDocument.run(documentChecksum(number, id, length), number);
  }
  const guardRecord = database.prepare("UPDATE catalog SET checksum = ? WHERE id = ?");
  const records = database.prepare<DocumentRecord & { number: number }>(`
    SELECT id, kind, title, excerpt, created_at AS createdAt, updated_at AS updatedAt, trashed_at AS trashedAt, number
    FROM catalog`);
  for (const { number, ...record } of records.all()) {
    guardRecord.run(recordChecksum(record, number), record.id);
  }
}
