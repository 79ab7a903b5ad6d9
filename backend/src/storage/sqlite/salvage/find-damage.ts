/**
 * Looks for damage that concerns more than the bytes of single rows: pages that SQLite cannot read, and rows that are
 * known to have been there. Reads only.
 */
import type { DocumentRecord } from "../../catalog.js";
import { documentChecksum, recordChecksum } from "../checksums.js";
import type { DocumentRow } from "../document-table.js";
import { type Database, failedWith } from "../driver.js";
import type { Ends } from "../receipts.js";

/**
 * What is wrong, as a part of a sentence, or null. `thorough` looks at every page and holds the indexes against
 * the tables; otherwise the small tables and the index of the log are looked at. `database` is of the current version.
 */
export function findDamage(database: Database, receipts: Ends, thorough: boolean): string | null {
  try {
    return (
      (thorough ? brokenPages(database) : null) ??
      brokenDocuments(database) ??
      brokenRecords(database) ??
      lostEntries(database, receipts)
    );
  } catch (error) {
    return damageIn(error);
  }
}

/** The words for a failure that damage is the reason of; throws every other. */
export function damageIn(error: unknown): string {
  const isDamage = failedWith(error, "SQLITE_CORRUPT") || failedWith(error, "SQLITE_NOTADB");
  if (isDamage && error instanceof Error) return error.message;
  throw error;
}

function brokenPages(database: Database): string | null {
  // Not the quick check, which does not hold the indexes against the tables.
  const [first] = database.prepare<{ integrity_check: string }>("PRAGMA integrity_check(1)").all();
  const said = first?.integrity_check ?? "no answer";
  return said === "ok" ? null : (said.split("\n").at(-1) ?? said);
}

function brokenDocuments(database: Database): string | null {
  const rows = database.prepare<DocumentRow & { checksum: number; found: number | null }>(`
    SELECT number, id, length, checksum,
      (SELECT indexed.number FROM documents AS indexed WHERE indexed.id = documents.id) AS found
    FROM documents NOT INDEXED`);
  for (const { number, id, length, checksum, found } of rows.iterate()) {
    if (documentChecksum(number, id, length) !== checksum || found !== number)
      return `the row of document ${number} does not match its checksum`;
  }
  return null;
}

function brokenRecords(database: Database): string | null {
  const rows = database.prepare<DocumentRecord & { number: number; checksum: number; found: number | null }>(`
    SELECT id, kind, title, excerpt, created_at AS createdAt, updated_at AS updatedAt, trashed_at AS trashedAt,
      number, checksum,
      (SELECT documents.number FROM catalog AS indexed JOIN documents ON documents.number = indexed.number
       WHERE indexed.id = catalog.id) AS found
    FROM catalog NOT INDEXED`);
  for (const { number, checksum, found, ...record } of rows.iterate()) {
    if (recordChecksum(record, number) !== checksum || found !== number)
      return `the record of document ${number} does not match its checksum`;
  }
  return null;
}

/** A log that has a gap, or that ends before what was acknowledged. What is kept aside already is no news. */
function lostEntries(database: Database, receipts: Ends): string | null {
  const rows = database.prepare<DocumentRow & { through: number; count: number; last: number }>(`
    SELECT number, id, length, coalesce(through, 0) AS through,
      (SELECT count(*) FROM log WHERE document = number AND seq > coalesce(through, 0)) AS count,
      coalesce((SELECT max(seq) FROM log WHERE document = number), 0) AS last
    FROM documents LEFT JOIN snapshots ON snapshots.document = number
    WHERE id NOT IN (SELECT id FROM quarantine UNION SELECT id FROM purged)`);
  for (const { number, id, length, through, count, last } of rows.iterate()) {
    const end = Math.max(last, through, length, receipts.get(number) ?? 0);
    if (end !== through + count) return `${end - through - count} entries of document ${id} are missing`;
  }
  return null;
}
