/**
 * A page as title and body, read from and written to its Y.Doc. All content of pages passes here, so that the encoding
 * can change in one place (docs/adr/0003-first-encoding.md). Reading is total and changes nothing: whatever strangers
 * wrote, it returns a valid page.
 */
import type { JSONContent } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import { hasFirstEncoding, readFirstEncoding } from "./first-encoding.js";
import { fitPage } from "./fit.js";
import { Flow } from "./flow/flow.js";
import { begin, hasFlow } from "./flow/seed.js";
import { isNewer, NewerPage, readVersion } from "./flow/version.js";
import { firstWords } from "./flow/words.js";
import { pageSchema } from "./page-schema.js";
import { firstBodyRoot, titleRoot } from "./roots.js";

export interface Page {
  readonly title: string;
  /** `{ type: "doc", content: […] }`, valid for `pageSchema`. */
  readonly body: JSONContent;
}

const maxTitleLength = 1_000;
const maxExcerptLength = 160;

/** Title and body; what the schema does not know is unwrapped to its text. Throws nothing but `NewerPage`. */
export function readPage(doc: Y.Doc): Page {
  return { title: readTitle(doc), body: readBody(doc) };
}

function readBody(doc: Y.Doc): JSONContent {
  if (isNewer(doc)) throw new NewerPage();
  if (hasFirstEncoding(doc)) return fitPage(readFirstEncoding(doc)).toJSON();
  const flow = new Flow(doc, pageSchema);
  try {
    return flow.drawing.doc.toJSON();
  } finally {
    flow.destroy();
  }
}

/**
 * Makes title and body read as `page` does, in one transaction. What is the same stays the same: who types in it at
 * the same moment loses nothing. Throws a RangeError, and writes nothing, where `page.body` is not valid for
 * `pageSchema`; and `NewerPage` where the page is.
 */
export function writePage(doc: Y.Doc, page: Page): void {
  if (isNewer(doc)) throw new NewerPage();
  const body = pageSchema.nodeFromJSON(page.body);
  body.check();
  doc.transact(() => {
    writeBody(doc, body);
    writeTitle(doc, page.title);
  });
}

function writeBody(doc: Y.Doc, body: Node): void {
  begin(doc);
  const flow = new Flow(doc, pageSchema);
  try {
    flow.write(body, [], null);
  } finally {
    flow.destroy();
  }
}

/** True for a doc that holds a page in the present encoding, or a newer one. Decides what its roots are. */
export function isPage(doc: Y.Doc): boolean {
  return readVersion(doc) !== null && hasFlow(doc);
}

/** True for a page as our first version kept it, which is to be converted before anybody writes in it. */
export function needsConversion(doc: Y.Doc): boolean {
  return hasFirstEncoding(doc);
}

/** Turns a page of our first version into the present encoding, in one transaction; what it shows stays the same. */
export function convertPage(doc: Y.Doc): void {
  if (!hasFirstEncoding(doc)) return;
  const body = fitPage(readFirstEncoding(doc));
  doc.transact(() => {
    writeBody(doc, body);
    const fragment = doc.getXmlFragment(firstBodyRoot);
    fragment.delete(0, fragment.length);
  });
}

/** The title as one line, at most 1,000 characters; "" where there is none or its root holds something else. */
export function readTitle(doc: Y.Doc): string {
  const root = doc.share.get(titleRoot);
  if (!root || (root.constructor !== Y.AbstractType && !(root instanceof Y.Text))) return "";
  // Y.Text's own method on a root that nobody typed yet: reading must not decide what the root is.
  return cut(oneLine(Y.Text.prototype.toString.call(root)), maxTitleLength);
}

/**
 * Makes the title read `title` as one line. Only what differs between a common beginning and a common end is replaced,
 * so that what somebody else types in it at the same moment survives; nothing is written where nothing differs.
 */
export function writeTitle(doc: Y.Doc, title: string): void {
  const text = doc.getText(titleRoot);
  const next = oneLine(title);
  const current: string = text.toString();
  if (current === next) return;
  doc.transact(() => {
    if (current.length !== text.length) {
      // Something embedded by a stranger: positions in the string are not positions in the text.
      text.delete(0, text.length);
      text.insert(0, next);
      return;
    }
    const { start, end } = difference(current, next);
    text.delete(start, current.length - end - start);
    text.insert(start, next.slice(start, next.length - end));
  });
}

/** The first words of the body on one line, at most 160 characters. Looks at no more of the body than that takes. */
export function excerpt(doc: Y.Doc): string {
  return cut(oneLine(firstWords(doc, maxExcerptLength)), maxExcerptLength);
}

/** Control characters and line ends become blanks, blanks collapse. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** The first `length` code units, less one where that would halve a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, halves(text, length) ? length - 1 : length).trimEnd();
}

/** How many code units two texts share at their beginning and at their end, in whole characters of the first; never overlapping. */
function difference(a: string, b: string): { start: number; end: number } {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  if (halves(a, start)) start -= 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  if (halves(a, a.length - end)) end -= 1;
  return { start, end };
}

/** True where a cut before `index` would part the two halves of a surrogate pair. */
function halves(text: string, index: number): boolean {
  return /[\ud800-\udbff]/.test(text[index - 1] ?? "") && /[\udc00-\udfff]/.test(text[index] ?? "");
}
