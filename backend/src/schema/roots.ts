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

/** The only root names a page may have. */
export const pageRoots: ReadonlySet<string> = new Set([bodyRoot, titleRoot, metaRoot, commentsRoot]);
