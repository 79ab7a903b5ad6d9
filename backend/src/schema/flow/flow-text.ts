/**
 * The text of a flow, with what Yjs forgets about it: a root that came in an update before anybody asked for it by
 * type is taken for one without formatting. Yjs then takes short cuts that hold only without, and a letter deleted
 * behind bold words makes everything behind it bold.
 */
import * as Y from "yjs";
import { flowRoot } from "./names.js";

export function flowText(doc: Y.Doc): Y.Text {
  const text = doc.getText(flowRoot);
  for (let item = text._start; item !== null && isPlain(text); item = item.right) {
    if (!(item.content instanceof Y.ContentFormat)) continue;
    text._hasFormatting = true;
    text._searchMarker = null;
  }
  return text;
}

/** True where nothing in it was ever formatted. */
export const isPlain = (text: Y.Text): boolean => !text._hasFormatting;
