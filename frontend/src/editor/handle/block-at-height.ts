/** Which block the handle stands for, by a height on the screen: the same that `blockAt` finds by a position. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { holdsBlocks, isItem } from "../blocks/block-at.js";

/** Pixels around the text in which a block is still meant. */
const reach = 24;

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
