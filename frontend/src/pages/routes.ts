/** The URLs of the page: `/` the list, `/trash`, `/d/<id>` a document. Ids are decoded exactly once. */
import { type DocumentId, documentIdFromPath } from "@manyhands/backend/protocol/document-id";

export type Place =
  | { readonly page: "list" }
  | { readonly page: "trash" }
  | { readonly page: "document"; readonly id: DocumentId }
  | { readonly page: "nowhere" };

/** `path` as in `location.pathname`: still encoded. */
export function placeOf(path: string): Place {
  if (path === "/") return { page: "list" };
  if (path === "/trash") return { page: "trash" };
  const id = path.startsWith("/d/") ? documentIdFromPath(path.slice("/d/".length)) : null;
  return id === null ? { page: "nowhere" } : { page: "document", id };
}

/** Where a document is. A slash in a raw id is encoded, so that an id is always one segment. */
export function documentPath(id: string): string {
  return `/d/${encodeURIComponent(id)}`;
}

/** The address to give to somebody else. */
export function documentUrl(id: string): string {
  return new URL(documentPath(id), location.origin).href;
}
