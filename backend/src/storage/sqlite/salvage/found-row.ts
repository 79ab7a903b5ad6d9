/** What a cell of a damaged file proves to be. A row without a checksum of its own is taken only where it cannot mislead. */
import { type DocumentId, type DocumentKind, isDocumentId } from "../../../protocol/document-id.js";
import type { DocumentRecord } from "../../catalog.js";
import type { Seq } from "../../storage.js";
import { documentChecksum, entryChecksum, recordChecksum, snapshotChecksum } from "../checksums.js";
import type { DocumentRow } from "../document-table.js";
import { type Cell, type Column, readColumns } from "./record.js";

export interface FoundEntry {
  readonly is: "entry";
  readonly rowid: number;
  readonly document: number;
  readonly seq: Seq;
  readonly at: number;
  readonly author: string | null;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

export interface FoundSnapshot {
  readonly is: "snapshot";
  readonly document: number;
  readonly through: Seq;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

export type FoundRow =
  | FoundEntry
  | FoundSnapshot
  | { readonly is: "document"; readonly row: DocumentRow }
  | { readonly is: "record"; readonly record: DocumentRecord; readonly number: number }
  | { readonly is: "purged"; readonly id: DocumentId }
  /** An index says that it was in the list. */
  | { readonly is: "listed"; readonly id: DocumentId }
  /** An index says that there was such an entry. */
  | { readonly is: "trace"; readonly rowid: number; readonly document: number; readonly seq: Seq };

export function foundRow(cell: Cell): FoundRow | null {
  const columns = readColumns(cell.payload);
  if (columns === null) return null;
  if (cell.key === null) return inIndex(columns);
  return (
    entry(cell.key, columns) ?? snapshot(cell.key, columns) ?? document(cell.key, columns) ?? record(columns)
  );
}

function inIndex(columns: Column[]): FoundRow | null {
  const [first, second, third] = columns;
  if (columns.length === 1) return isId(first) ? { is: "purged", id: first } : null;
  if (columns.length !== 3 || !isWhole(first) || !isWhole(third)) return null;
  if (isId(second)) return { is: "listed", id: second };
  if (!isWhole(second)) return null;
  return { is: "trace", document: first, seq: second, rowid: third };
}

function entry(rowid: number, columns: Column[]): FoundRow | null {
  const [document, seq, at, author = null, bytes, checksum] = columns;
  if (columns.length !== 6 || !isWhole(document) || !isWhole(seq) || !isWhole(at) || !isText(author))
    return null;
  if (!(bytes instanceof Buffer) || !isWhole(checksum)) return null;
  if (entryChecksum(document, seq, at, author, bytes) !== checksum) return null;
  return { is: "entry", rowid, document, seq, at, author, bytes, checksum };
}

function snapshot(rowid: number, columns: Column[]): FoundRow | null {
  const [alias, through, bytes, checksum] = columns;
  if (columns.length !== 4 || alias !== null || !isWhole(through) || !isWhole(checksum)) return null;
  if (!(bytes instanceof Buffer) || snapshotChecksum(rowid, through, bytes) !== checksum) return null;
  return { is: "snapshot", document: rowid, through, bytes, checksum };
}

/** The first version of the table had no checksums. */
function document(number: number, columns: Column[]): FoundRow | null {
  const [alias, id, length = 0, checksum] = columns;
  if (alias !== null || !isId(id) || !isWhole(length)) return null;
  if (columns.length === 2) return { is: "document", row: { number, id, length } };
  if (columns.length !== 4 || documentChecksum(number, id, length) !== checksum) return null;
  return { is: "document", row: { number, id, length } };
}

function record(columns: Column[]): FoundRow | null {
  const [id, kind, title, , excerpt, createdAt, updatedAt, trashedAt = null, number = 0, checksum] = columns;
  if (!isId(id) || !isKind(kind) || typeof title !== "string" || typeof excerpt !== "string") return null;
  if (!isWhole(createdAt) || !isWhole(updatedAt) || !isWhole(number)) return null;
  if (trashedAt !== null && !isWhole(trashedAt)) return null;
  const found = { id, kind, title, excerpt, createdAt, updatedAt, trashedAt };
  if (columns.length === 8) return { is: "record", record: found, number };
  if (columns.length !== 10 || recordChecksum(found, number) !== checksum) return null;
  return { is: "record", record: found, number };
}

const isWhole = (value: Column | undefined): value is number => Number.isSafeInteger(value);
const isText = (value: Column): value is string | null => value === null || typeof value === "string";
const isId = (value: Column | undefined): value is DocumentId =>
  typeof value === "string" && isDocumentId(value);
const isKind = (value: Column | undefined): value is DocumentKind => value === "page" || value === "raw";
