/** Writes a row of the document list: with the title folded for search, and a checksum over all of it. */
import type { DocumentRecord } from "../catalog.js";
import { foldTitle } from "../fold-title.js";
import { recordChecksum } from "./checksums.js";
import type { Database, Statement } from "./driver.js";
import { storableText } from "./storable-text.js";

export class RecordWriter {
  readonly #put: Statement<never>;

  constructor(database: Database) {
    this.#put = database.prepare(
      `INSERT INTO catalog
         (id, kind, title, folded_title, excerpt, created_at, updated_at, trashed_at, number, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         (kind, title, folded_title, excerpt, created_at, updated_at, trashed_at, number, checksum) =
         (excluded.kind, excluded.title, excluded.folded_title, excluded.excerpt, excluded.created_at,
          excluded.updated_at, excluded.trashed_at, excluded.number, excluded.checksum)`,
    );
  }

  /** Adds the row or takes its place, inside a transaction; returns the record as it is stored. */
  put(record: DocumentRecord, number: number): DocumentRecord {
    const stored = { ...record, title: storableText(record.title), excerpt: storableText(record.excerpt) };
    const { id, kind, title, excerpt, createdAt, updatedAt, trashedAt } = stored;
    const checksum = recordChecksum(stored, number);
    this.#put.run(
      id,
      kind,
      title,
      foldTitle(title),
      excerpt,
      createdAt,
      updatedAt,
      trashedAt,
      number,
      checksum,
    );
    return stored;
  }
}
