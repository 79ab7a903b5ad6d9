/**
 * What a block is: what a person would call one. A paragraph, a list item with what hangs below it, a whole table: lists
 * and quotes are entered, and so are the lists and quotes in an item. Pure.
 */
import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";

/** Parents whose children are blocks in that sense; inside the others, the parent itself is the block. */
const parents: ReadonlySet<string> = new Set(["doc", "blockquote", "bulletList", "orderedList", "taskList"]);

/** Neighbours in one parent; `start` and `end` are positions in the document. */
interface Chosen {
  readonly parent: Node;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly start: number;
  readonly end: number;
}

/** True for what holds blocks; inside anything else that is not an item, the thing itself is the block. */
export const holdsBlocks = ({ type }: Node): boolean => parents.has(type.name);

export const isItem = ({ type }: Node): boolean => type.name === "listItem" || type.name === "taskItem";

/** The block that begins at `at`, or those the selection is in. */
export function chosenBlocks(state: EditorState, at?: number): Chosen | null {
  const { $from, $to } = state.selection;
  if (at === undefined) return $from.blockRange($to, holdsBlocks);
  const $at = state.doc.resolve(at);
  const node = $at.nodeAfter;
  if (node === null) return null;
  const startIndex = $at.index();
  return { parent: $at.parent, startIndex, endIndex: startIndex + 1, start: at, end: at + node.nodeSize };
}

/** The position before the block that holds `pos`, or that begins there. */
export function blockAt(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  let block = 0;
  for (let depth = 0; depth <= $pos.depth; depth++) {
    const node = $pos.node(depth);
    if (holdsBlocks(node)) block = depth === $pos.depth ? pos : $pos.before(depth + 1);
    else if (!isItem(node)) break;
  }
  return block;
}

/** The position of the first text, picture or rule in the block at `block`. */
export function firstLeaf(doc: Node, block: number): number {
  let pos = block;
  for (let node = doc.nodeAt(pos); node?.firstChild && !node.isTextblock; node = node.firstChild) pos++;
  return pos;
}
