/**
 * What a document was whose entry in the list is lost. Pages have known roots, and a root's name stands in the bytes of
 * the update that first used it, after its length. A wrong “raw” still relays and exports everything.
 */
import { type DocumentId, type DocumentKind, isPageId } from "../../../protocol/document-id.js";

const rootsOfPages = ["flow", "default", "title"].map((name) =>
  Buffer.concat([Buffer.of(1, name.length), Buffer.from(name)]),
);

export function guessKind(id: DocumentId, firstUpdate: Uint8Array | null): DocumentKind {
  if (!isPageId(id) || firstUpdate === null) return "raw";
  const bytes = Buffer.from(firstUpdate);
  return rootsOfPages.some((root) => bytes.includes(root)) ? "page" : "raw";
}
