/** Where a page of the document list ended, as the opaque text that `Catalog.list` hands out and takes back. */
import { type DocumentId, isDocumentId } from "../protocol/document-id.js";
import { type DocumentRecord, InvalidCursor, type ListPage, type ListQuery } from "./catalog.js";

/** The last record of a page: a place in the order, which holds even when that record is gone by now. */
export interface ListPlace {
  readonly at: number;
  readonly id: DocumentId;
}

/** `found` is what comes after the query's cursor, in order, with one record more than asked for where there is one. */
export function listPage(found: readonly DocumentRecord[], { trashed, limit }: ListQuery): ListPage {
  const records = found.slice(0, limit);
  const last = records.at(-1);
  if (last === undefined || found.length <= limit) return { records, nextCursor: null };
  const at = (trashed ? last.trashedAt : null) ?? last.updatedAt;
  return { records, nextCursor: Buffer.from(`${at} ${last.id}`).toString("base64url") };
}

/** Null begins the list. Throws `InvalidCursor` for what `listPage` cannot have given. */
export function parseCursor(cursor: string | null): ListPlace | null {
  if (cursor === null) return null;
  const [at = "", id = "", ...rest] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!/^-?\d{1,16}$/.test(at) || !isDocumentId(id) || rest.length > 0) {
    throw new InvalidCursor("The cursor is not one that this list has given: begin again without it.");
  }
  return { at: Number(at), id };
}
