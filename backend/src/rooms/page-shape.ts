/** What a page may hold: its own roots, each as the type it is, no subdocuments. Inside a body anything goes. */
import * as Y from "yjs";
import { pageRoots, type RootKind } from "../schema/roots.js";
import type { PlacedItem } from "./placement.js";

const textContents = [Y.ContentString, Y.ContentFormat, Y.ContentEmbed, Y.ContentType];

export function fitsPage({ item, place }: PlacedItem): boolean {
  if (item.content instanceof Y.ContentDoc) return false;
  if (place === null) return true;
  const kind = pageRoots.get(place.root);
  if (kind === undefined) return false;
  return place.depth > 0 || fitsRoot(kind, item);
}

function fitsRoot(kind: RootKind, item: Y.Item): boolean {
  // Only an item that names its root says whether it is a key; its neighbours follow it.
  const namesRoot = typeof (item.parent as unknown) === "string";
  const isKey = item.parentSub !== null;
  if (namesRoot && isKey !== (kind === "map")) return false;
  if (item.content instanceof Y.ContentDeleted) return true;
  switch (kind) {
    case "map":
      return true;
    case "text":
      return item.content instanceof Y.ContentString || item.content instanceof Y.ContentFormat;
    case "flow":
      // What a text does not read it counts all the same: whoever edits behind it would hit the wrong letters.
      return textContents.some((kind) => item.content instanceof kind);
  }
}
