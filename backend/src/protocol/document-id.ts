/**
 * Document ids. One allow-list for WebSocket and REST, applied after exactly one percent-decoding.
 * A name is a key, never a path: it is compared by code unit, case-sensitive, and never normalised.
 */

declare const documentId: unique symbol;
export type DocumentId = string & { readonly [documentId]: true };

/** A page is written with our editor or by REST; a raw document is any other Yjs document, never interpreted. */
export type DocumentKind = "page" | "raw";

export const maxPageIdLength = 128;
export const maxRawIdLength = 200;

const pageId = /^[A-Za-z0-9_-]{1,128}$/;
const rawSegment = /^[A-Za-z0-9_.~:@-]+$/;

/** What a name may look like, in words; used in every error about a bad name. */
export const documentIdRule =
  "A page id is 1–128 characters of A–Z, a–z, 0–9, _ and -. " +
  "A raw document may also use . ~ : @ and / between segments, 200 characters in all; " +
  "no segment may be empty, “.” or “..”.";

export function isPageId(name: string): name is DocumentId {
  return pageId.test(name);
}

/** True for every name that a document of either kind may have. */
export function isDocumentId(name: string): name is DocumentId {
  if (name.length === 0 || name.length > maxRawIdLength) return false;
  if (isPageId(name)) return true;
  return name.split("/").every((segment) => rawSegment.test(segment) && segment !== "." && segment !== "..");
}

/** Decodes a path segment once; null where it is not valid percent-encoding or not an allowed name. */
export function documentIdFromPath(path: string): DocumentId | null {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  return isDocumentId(name) ? name : null;
}
