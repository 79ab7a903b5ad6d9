/** A document from the bytes of one update that somebody brings, checked as a room would before Yjs takes it. */
import * as Y from "yjs";
import { maxNesting } from "../protocol/limits.js";
import { placeItems } from "./placement.js";
import { checkUpdate } from "./update-check.js";

export type WholeDocument =
  | { readonly outcome: "whole"; readonly doc: Y.Doc }
  /** No update of version 1; builds on others that are not in it; types within types, deeper than a raw document may. */
  | { readonly outcome: "undecodable" | "missing" | "tooDeep" };

/** The document is the caller's own. */
export function readWhole(update: Uint8Array): WholeDocument {
  // Version 2 begins with a 0, and would be read as nothing at all. A whole document without a client is two zeros.
  if (update[0] === 0 && update.byteLength > 2) return { outcome: "undecodable" };
  const checked = checkUpdate(update, new Map());
  if (checked.outcome !== "fits") return { outcome: checked.outcome };
  const { placed } = placeItems(checked.items, new Y.Doc(), []);
  const isTooDeep = placed.some(
    ({ item, place }) =>
      item.content instanceof Y.ContentType && place !== null && place.depth >= maxNesting.raw,
  );
  if (isTooDeep) return { outcome: "tooDeep" };
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, update);
  } catch {
    // Well-formed, and yet Yjs cannot follow it: to whoever sent it that is the same.
    doc.destroy();
    return { outcome: "undecodable" };
  }
  return { outcome: "whole", doc };
}
