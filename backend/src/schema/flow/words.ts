/** The first words of a page, without drawing it. */
import * as Y from "yjs";
import { flowRoot } from "./names.js";

/** How many tokens an excerpt looks at: a page that begins with this many empty blocks has no excerpt. */
const maxTokens = 1_000;

/** Text from the beginning of the flow, a blank between blocks and lines, cut off soon after `length` characters. */
export function firstWords(doc: Y.Doc, length: number): string {
  let words = "";
  let left = maxTokens;
  for (let item = doc.getText(flowRoot)._start; item !== null && left > 0; item = item.right) {
    if (item.deleted) continue;
    left--;
    if (item.content instanceof Y.ContentString) words += item.content.str.slice(0, length);
    else if (item.content instanceof Y.ContentType || isLeaf(item.content)) words += " ";
    if (words.length > length) break;
  }
  return words;
}

/** A line break. */
const isLeaf = (content: Y.Item["content"]): boolean =>
  content instanceof Y.ContentEmbed && typeof (content.embed as { t?: unknown } | null)?.t === "string";
