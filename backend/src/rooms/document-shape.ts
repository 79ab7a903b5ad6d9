/** What a document of each kind may hold: types not nested too deep, and on a page only what a page is made of. */
import * as Y from "yjs";
import type { DocumentKind } from "../protocol/document-id.js";
import { maxNesting } from "../protocol/limits.js";
import { fitsPage } from "./page-shape.js";
import type { PlacedItem } from "./placement.js";

export function mayHold(kind: DocumentKind, placed: PlacedItem): boolean {
  const { item, place } = placed;
  if (item.content instanceof Y.ContentType && place !== null && place.depth >= maxNesting[kind])
    return false;
  return kind === "raw" || fitsPage(placed);
}
