/** The tables in `manyhands.db`, as the steps that lead there from an empty file. Explained in docs/storage.md. */

/**
 * Step n brings a folder from version n to n + 1. Steps that have been released are never edited.
 * The log is a rowid table with an index: clustered by (document, seq) it would rewrite its pages with every append.
 */
export const steps: readonly string[] = [
  `
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
  `,
];
