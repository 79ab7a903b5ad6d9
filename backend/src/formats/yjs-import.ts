/**
 * A page from the Yjs document of another program: from the XmlFragment in which stock Tiptap, Hocuspocus and
 * y-prosemirror keep theirs, or from a page of ours. Everything that a page can hold is taken over; of the rest the
 * text, and a sentence on each sort of thing that was not.
 */
import type { JSONContent } from "@tiptap/core";
import * as Y from "yjs";
import { readFragment } from "../schema/first-encoding.js";
import { fitPage, type Loose } from "../schema/fit.js";
import { Losses } from "../schema/losses.js";
import { isPage, type Page, readPage, readTitle } from "../schema/page.js";
import { firstBodyRoot, titleRoot } from "../schema/roots.js";
import { translate } from "./dialects.js";
import { splitTitle } from "./title.js";
import { UnreadableYjs } from "./unreadable-yjs.js";

export interface ImportOptions {
  /** The name of the root to read; null chooses. */
  readonly root: string | null;
  /** Wins over what the document calls itself; null asks the document. */
  readonly title: string | null;
  /** Whether a heading with these words may be the title. */
  readonly mayBeTitle: (words: string) => boolean;
}

export interface ImportedPage {
  /** Its title is "" where neither the options nor the document know one. */
  readonly page: Page;
  /** One sentence for each sort of thing that could not be kept. */
  readonly warnings: readonly string[];
}

/** As much as is read of Markdown, and for the same reason: writing this takes seconds. */
export const maxText = 2_000_000;
export const maxNodes = 100_000;

/** Roots that are taken without being named, although there are others: Tiptap's, and y-prosemirror's. */
const usualRoots = [firstBodyRoot, "prosemirror"];

/** `doc` must be nobody else's: reading decides what its roots are. Throws `UnreadableYjs`, or `NewerPage`. */
export function pageFromYjs(doc: Y.Doc, { root, title, mayBeTitle }: ImportOptions): ImportedPage {
  if (root === null && isPage(doc)) {
    const page = readPage(doc);
    return { page: { ...page, title: title ?? page.title }, warnings: [] };
  }
  const losses = new Losses();
  const fragment = doc.getXmlFragment(choose(xmlRoots(doc), root));
  const nodes = readFragment(fragment, losses);
  demandReadable(nodes);
  const body = fitPage(nodes.map(translate), losses);
  const warnings = losses.sentences;
  if (doc.share.has(titleRoot)) {
    return { page: { title: title ?? readTitle(doc), body: body.toJSON() as JSONContent }, warnings };
  }
  const split = splitTitle(body);
  const own = mayBeTitle(split.title) ? split.title : "";
  // A title is words and nothing else. Where the heading is more than that, or is not the title, it stays in the text.
  const whole = split.plain && own === split.title && (title === null || title === own);
  return {
    page: { title: title ?? own, body: (whole ? split.rest : body).toJSON() as JSONContent },
    warnings,
  };
}

function demandReadable(nodes: readonly Loose[]): void {
  let [characters, blocks] = [0, 0];
  const waiting = [nodes];
  for (let some = waiting.pop(); some !== undefined; some = waiting.pop()) {
    for (const node of some) {
      if ("text" in node) characters += node.text.length;
      else {
        blocks++;
        waiting.push(node.children);
      }
    }
  }
  const tooMany =
    characters > maxText
      ? `${maxText.toLocaleString("en")} characters`
      : `${maxNodes.toLocaleString("en")} blocks`;
  if (characters > maxText || blocks > maxNodes)
    throw new UnreadableYjs(
      `The text has over ${tooMany}, more than is read at once. Bring it in several parts.`,
    );
}

function choose(roots: readonly string[], asked: string | null): string {
  const usual = usualRoots.find((name) => roots.includes(name));
  const chosen = asked ?? usual ?? (roots.length === 1 ? roots[0] : undefined);
  if (chosen !== undefined && roots.includes(chosen)) return chosen;
  if (roots.length === 0)
    throw new UnreadableYjs(
      "The document holds no XmlFragment with anything in it, so there is no text to make a page of.",
    );
  const names = roots.map((name) => `“${name}”`).join(", ");
  if (asked !== null)
    throw new UnreadableYjs(`The document holds no text under the name “${asked}”. It has: ${names}.`, roots);
  throw new UnreadableYjs(`The document holds several texts: ${names}. Choose one of them as root.`, roots);
}

/** Roots in which everything is an element or a text of XML. Nobody says what type a root is; its content tells. */
function xmlRoots(doc: Y.Doc): string[] {
  return Array.from(doc.share)
    .filter(([, root]) => {
      let isXml = false;
      for (let item = root._start; item !== null; item = item.right) {
        if (item.deleted) continue;
        const type = item.content instanceof Y.ContentType ? item.content.type : null;
        if (!(type instanceof Y.XmlElement || type instanceof Y.XmlText)) return false;
        isXml = true;
      }
      return isXml;
    })
    .map(([name]) => name)
    .sort();
}
