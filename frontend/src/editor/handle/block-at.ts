/**
 * Which block the handle stands for, by a position or by a height on the screen. The same rule both times: lists and
 * quotes are entered, and so are the lists and quotes in an item; a table or a picture is one block.
 */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { holdsBlocks } from "../blocks.js";

/** Pixels around the text in which a block is still meant. */
const reach = 24;

export function isItem(node: Node): boolean {
  return node.type.name === "listItem" || node.type.name === "taskItem";
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

/** The block at this height of the screen; null above and below the text. */
export function blockAtHeight(view: EditorView, y: number): number | null {
  const { doc } = view.state;
  const text = view.dom.getBoundingClientRect();
  if (y < text.top - reach || y > text.bottom + reach) return null;
  let block: number | null = null;
  for (let parent: Node | null = doc, start = 0; parent !== null; ) {
    const at = childAtHeight(view, parent, start, y);
    const child: Node | null = doc.nodeAt(at);
    if (child === null) break;
    const inside = holdsBlocks(child);
    if (holdsBlocks(parent)) block = at;
    // Of what an item holds, only lists and quotes have blocks of their own.
    else if (!inside) break;
    parent = inside || isItem(child) ? child : null;
    start = at + 1;
  }
  return block;
}

/** The last child that begins above `y`, or the first. Halving: a page may have ten thousand blocks. */
function childAtHeight(view: EditorView, parent: Node, start: number, y: number): number {
  const starts: number[] = [];
  parent.forEach((_, offset) => {
    starts.push(start + offset);
  });
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rectAt(view, starts[middle] ?? start)?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return starts[low] ?? start;
}

/** Where the node at `pos` is on the screen. */
export function rectAt(view: EditorView, pos: number): DOMRect | null {
  const dom = view.isDestroyed ? null : view.nodeDOM(pos);
  return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
}
