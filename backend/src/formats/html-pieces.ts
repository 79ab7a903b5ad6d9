/**
 * Cuts HTML, as it stands in Markdown, into tags and text. One pass, linear in the worst case, no DOM: what is not a
 * tag is text, comments vanish.
 */
import MarkdownIt from "markdown-it";

export interface HtmlTag {
  /** Lower case. */
  readonly tag: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** As it was written. */
  readonly source: string;
}

const { unescapeAll } = new MarkdownIt().utils;
const tagName = /<(\/?)([A-Za-z][A-Za-z0-9-]*)/y;
const attribute = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
const tagEnd = /[\s/]*>/y;

/** Tags and texts in their order; entities in texts and attribute values are decoded. */
export function htmlPieces(html: string): (HtmlTag | string)[] {
  const pieces: (HtmlTag | string)[] = [];
  let textStart = 0;
  let position = html.indexOf("<");
  const endText = (): void => {
    if (position > textStart) pieces.push(decode(html.slice(textStart, position)));
  };
  let commentEnd = 0;
  while (position !== -1) {
    if (commentEnd !== -1 && html.startsWith("<!--", position)) {
      commentEnd = html.indexOf("-->", position + 4);
      if (commentEnd !== -1) {
        endText();
        textStart = commentEnd + 3;
      }
    } else {
      const tag = readTag(html, position);
      if (tag) {
        endText();
        pieces.push(tag);
        textStart = position + tag.source.length;
      }
    }
    position = html.indexOf("<", Math.max(position + 1, textStart));
  }
  position = html.length;
  endText();
  return pieces;
}

function readTag(html: string, start: number): HtmlTag | null {
  tagName.lastIndex = start;
  const opening = tagName.exec(html);
  if (!opening) return null;
  const attributes = new Map<string, string>();
  let position = tagName.lastIndex;
  for (;;) {
    tagEnd.lastIndex = position;
    if (tagEnd.test(html)) break;
    attribute.lastIndex = position;
    const found = attribute.exec(html);
    if (!found) return null;
    position = attribute.lastIndex;
    const name = (found[1] ?? "").toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decode(found[2] ?? found[3] ?? found[4] ?? ""));
  }
  return {
    tag: (opening[2] ?? "").toLowerCase(),
    closing: opening[1] === "/",
    attributes,
    source: html.slice(start, tagEnd.lastIndex),
  };
}

/** Entities only: a backslash means nothing in HTML. */
function decode(text: string): string {
  return text.includes("&") ? unescapeAll(text.replaceAll("\\", "\\\\")) : text;
}
