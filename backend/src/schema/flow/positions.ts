/**
 * Places in a page that survive other people's edits: a position of the drawn page as a relative position of Yjs,
 * and back. Left-sticky: an empty block's caret hangs on its own marker and never slides into the next block.
 */
import * as Y from "yjs";
import type { Block } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import type { Flow } from "./flow.js";
import { seen } from "./leaf.js";
import { flowRoot } from "./names.js";
import { runLength } from "./tokens.js";

/** Tokens of the flow before the seen token at `offset`, counted from the block's beginning, its marker included. */
function indexInBlock(block: Block, leaf: DrawnLeaf, offset: number): number {
  let index = block.marker === null ? 0 : 1;
  if (offset === 0 || leaf.node.isLeaf) return index;
  let left = offset;
  for (const run of block.runs) {
    const length = runLength(run);
    if (!seen(run, leaf.node.type)) index += length;
    else if (left <= length) return index + left;
    else {
      left -= length;
      index += length;
    }
  }
  return index;
}

function offsetInBlock(block: Block, leaf: DrawnLeaf, index: number): number {
  let left = index - (block.marker === null ? 0 : 1);
  let offset = 0;
  for (const run of block.runs) {
    if (left <= 0) break;
    const length = Math.min(runLength(run), left);
    if (seen(run, leaf.node.type)) offset += length;
    left -= length;
  }
  return offset;
}

/** The place of `pos` in the flow; null where nothing there is in it yet. */
export function toRelative(flow: Flow, pos: number): Y.RelativePosition | null {
  const leaf = flow.drawing.at(pos);
  if (leaf?.block == null) return null;
  const offset = Math.max(0, Math.min(pos - leaf.pos - 1, leaf.node.content.size));
  const index = indexInBlock(leaf.block, leaf, offset);
  const marker = leaf.block.marker?._item ?? null;
  if (marker === null) return Y.createRelativePositionFromTypeIndex(flow.text, index, -1);
  const item = tokenBehind(marker, index - 1);
  return Y.createRelativePositionFromJSON({ type: null, tname: flowRoot, item, assoc: -1 });
}

/** The id of the token so many behind this one. Yjs would look for it from the beginning of the text. */
function tokenBehind(marker: Y.Item, count: number): { client: number; clock: number } {
  let left = count;
  let last = marker;
  for (let at: Y.Item | null = marker; at !== null; at = at.right) {
    if (at.deleted || !at.countable) continue;
    if (left < at.length) return { client: at.id.client, clock: at.id.clock + left };
    left -= at.length;
    last = at;
  }
  return { client: last.id.client, clock: last.id.clock + last.length - 1 };
}

/**
 * Where in the drawn page that place is now; null where it is nowhere. With `redone`, a place beside letters that one's
 * own undo wrote again is beside those: others cannot know, so it is for one's own places.
 */
export function fromRelative(flow: Flow, relative: Y.RelativePosition, redone = false): number | null {
  const { drawing, blocks } = flow;
  const index = redone ? indexByYjs(flow, relative, true) : indexOf(flow, relative);
  if (index === null) return null;
  // Left-sticky: an index at a block's very beginning belongs to the block before it.
  const found = blocks.at(Math.max(0, index - 1));
  if (found === null) return null;
  const leaf = drawing.textOf(found) ?? nearest(flow, found);
  if (leaf === null) return null;
  if (leaf.block !== found || leaf.node.isLeaf)
    return leaf.node.isLeaf ? leaf.pos : leaf.pos + 1 + leaf.node.content.size;
  return leaf.pos + 1 + offsetInBlock(found, leaf, index - blocks.startOf(found));
}

/** As Yjs has it, but counted from the block's marker: Yjs counts from the beginning of the text. */
function indexOf(flow: Flow, relative: Y.RelativePosition): number | null {
  const { doc, text, blocks } = flow;
  if (relative.item === null) return indexByYjs(flow, relative, false);
  const { client, clock } = relative.item;
  if (Y.getState(doc.store, client) <= clock) return null;
  const item = Y.getItem(doc.store, relative.item);
  if (!(item instanceof Y.Item) || item.parent !== text) return null;
  const visible = !item.deleted && item.countable;
  let before = visible ? clock - item.id.clock + (relative.assoc >= 0 ? 0 : 1) : 0;
  for (let at: Y.Item | null = item; at !== null; at = at.left) {
    if (at.deleted || !at.countable) continue;
    if (at !== item) before += at.length;
    const type = at.content instanceof Y.ContentType ? at.content.type : null;
    const block = type instanceof Y.Map ? blocks.of(type) : undefined;
    if (block !== undefined) return blocks.startOf(block) + before;
  }
  return before;
}

function indexByYjs({ doc, text }: Flow, relative: Y.RelativePosition, redone: boolean): number | null {
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc, redone);
  return absolute?.type === text ? absolute.index : null;
}

/** The block is not drawn: the end of the drawn one before it. */
function nearest({ drawing, blocks }: Flow, block: Block): DrawnLeaf | null {
  for (let i = block.index - 1; i >= 0; i--) {
    const before = blocks.list[i];
    const leaf = before === undefined ? undefined : drawing.textOf(before);
    if (leaf !== undefined) return leaf;
  }
  return drawing.leaves[0] ?? null;
}
