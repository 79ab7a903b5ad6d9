/** What a document is called where people read it. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";

/** A page without a title is "Untitled"; a raw document has only its name. */
export function titleOf(document: Pick<DocumentSummary, "id" | "kind" | "title">): string {
  if (document.kind === "raw") return document.id;
  return document.title.trim() === "" ? "Untitled" : document.title;
}
