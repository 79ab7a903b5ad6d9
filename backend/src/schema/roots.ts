/**
 * The root names a page may have. Any other root on a page is foreign and refused; a raw document may have whatever
 * its own client likes.
 */

/** XmlFragment: the body, as stock Tiptap Collaboration keeps it (docs/adr/0003-first-encoding.md). */
export const bodyRoot = "default";
/** Y.Text without formats: the title. */
export const titleRoot = "title";
/** Y.Map: facts about the document itself. */
export const metaRoot = "meta";
/** Y.Map: kept free for comments from the first day. */
export const commentsRoot = "comments";

/** A text of characters and formats, a map, or a sequence of XML nodes. */
export type RootKind = "text" | "map" | "xml";

/** The only roots a page may have, and what each is. */
export const pageRoots: ReadonlyMap<string, RootKind> = new Map([
  [bodyRoot, "xml"],
  [titleRoot, "text"],
  [metaRoot, "map"],
  [commentsRoot, "map"],
]);
