/** Where a dragged block would land for a height on the screen, and the line that says so. */
import type { Node } from "@tiptap/pm/model";
import type { EditorView } from "@tiptap/pm/view";
import { firstLeaf, isItem } from "../blocks/block-at.js";
import type { Stretch } from "../blocks/dragged.js";
import { isList, nextToItsLike } from "../blocks/lists.js";
import { moveBlock } from "../blocks/move-block.js";
import { blockAtHeight, rectAt } from "./block-at-height.js";

export interface DropTarget {
  /** A position between two blocks. */
  readonly to: number;
  /** In screen coordinates. */
  readonly line: { readonly left: number; readonly right: number; readonly top: number };
}

const atEdge = 5;

/** null where the blocks cannot go, or are already. */
export function dropTarget(view: EditorView, { start, end }: Stretch, y: number): DropTarget | null {
  const { state } = view;
  for (const slot of slotsAt(view, y)) {
    const to = nextToItsLike(state.doc, slot, start);
    if (to >= start && to <= end) return null;
    if (moveBlock(state, start, to, end) !== null) return { to, line: lineAt(view, to) };
  }
  return null;
}

/** The nearest place first, then those around the lists and quotes that it is in. */
function slotsAt(view: EditorView, y: number): number[] {
  const { doc } = view.state;
  const text = view.dom.getBoundingClientRect();
  if (y <= text.top) return [0];
  if (y >= text.bottom) return [doc.content.size];
  const block = blockAtHeight(view, y);
  if (block === null) return [];
  const $block = doc.resolve(block);
  const slots: number[] = [];
  const below = ownList(doc, block);
  const line = rectAt(view, below === null ? block : firstLeaf(doc, block));
  if (below !== null && isBelow(line, y)) slots.push(below + 1);
  slots.push(isBelow(line, y) ? block + ($block.nodeAfter?.nodeSize ?? 0) : block);
  for (let depth = $block.depth; depth > 0; depth--) {
    const start = $block.before(depth);
    slots.push(isBelow(rectAt(view, start), y) ? $block.after(depth) : start);
  }
  return slots;
}

const isBelow = (rect: DOMRect | null, y: number) => rect !== null && y > rect.top + rect.height / 2;

/** The list that begins right under the item's own text. */
function ownList(doc: Node, block: number): number | null {
  const item = doc.nodeAt(block);
  const second = item !== null && isItem(item) ? item.maybeChild(1) : null;
  if (!item?.firstChild || second === null || !isList(second)) return null;
  return block + 1 + item.firstChild.nodeSize;
}

function lineAt(view: EditorView, to: number): DropTarget["line"] {
  const { nodeBefore, nodeAfter } = view.state.doc.resolve(to);
  const above = nodeBefore && rectAt(view, to - nodeBefore.nodeSize);
  const below = nodeAfter && rectAt(view, to);
  const { left, right } = below ?? above ?? view.dom.getBoundingClientRect();
  const over = above?.bottom ?? (below ? below.top - 2 * atEdge : 0);
  const under = below?.top ?? over + 2 * atEdge;
  return { left, right, top: (over + under) / 2 };
}
