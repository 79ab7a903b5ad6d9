/**
 * The root names a page may have. Any other root on a page is foreign and refused; a raw document may have whatever
 * its own client likes.
 */
import { containersRoot, flowRoot } from "./flow/names.js";

/** XmlFragment: the body as our first version kept it, in the stock encoding; converted when a page is opened. */
export const firstBodyRoot = "default";
/** Y.Text without formats: the title. */
export const titleRoot = "title";
/** Y.Map: facts about the document itself. */
export const metaRoot = "meta";
/** Y.Map: kept free for comments from the first day. */
export const commentsRoot = "comments";

/** A text of characters and formats, a map, or a flow: a text with blocks and other things embedded. */
export type RootKind = "text" | "map" | "flow";

/** The only roots a page may have, and what each is. */
export const pageRoots: ReadonlyMap<string, RootKind> = new Map([
  [flowRoot, "flow"],
  [containersRoot, "map"],
  [titleRoot, "text"],
  [metaRoot, "map"],
  [commentsRoot, "map"],
]);
