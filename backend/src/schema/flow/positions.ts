/**
 * Places in a page that survive other people's edits: a position of the drawn page as a relative position of Yjs,
 * and back. Left-sticky: an empty block's caret hangs on its own marker and never slides into the next block.
 */
import * as Y from "yjs";
import type { Block } from "./blocks.js";
import type { Drawing, DrawnLeaf } from "./drawing.js";
import type { Flow } from "./flow.js";
import { seen } from "./leaf.js";
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
  const index = flow.blocks.startOf(leaf.block) + indexInBlock(leaf.block, leaf, offset);
  return Y.createRelativePositionFromTypeIndex(flow.text, index, -1);
}

/**
 * Where in the drawn page that place is now; null where it is nowhere. With `redone`, a place beside letters that one's
 * own undo wrote again is beside those: others cannot know, so it is for one's own places.
 */
export function fromRelative(flow: Flow, relative: Y.RelativePosition, redone = false): number | null {
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, flow.doc, redone);
  if (absolute === null || absolute.type !== flow.text) return null;
  // Left-sticky: an index at a block's very beginning belongs to the block before it.
  const found = flow.blocks.at(Math.max(0, absolute.index - 1));
  if (found === null) return null;
  const leaf = textLeaf(flow.drawing, found) ?? nearest(flow, found);
  if (leaf === null) return null;
  if (leaf.block !== found || leaf.node.isLeaf)
    return leaf.node.isLeaf ? leaf.pos : leaf.pos + 1 + leaf.node.content.size;
  return leaf.pos + 1 + offsetInBlock(found, leaf, absolute.index - flow.blocks.startOf(found));
}

/** The block as drawn; of an atom with a tail, the tail. */
function textLeaf(drawing: Drawing, block: Block): DrawnLeaf | undefined {
  const first = drawing.of(block);
  const next = drawing.leaves[(first?.index ?? -1) + 1];
  return first?.node.isLeaf === true && next?.block === block ? next : first;
}

/** The block is not drawn: the end of the drawn one before it. */
function nearest({ drawing, blocks }: Flow, block: Block): DrawnLeaf | null {
  for (let i = block.index - 1; i >= 0; i--) {
    const before = blocks.list[i];
    const leaf = before === undefined ? undefined : textLeaf(drawing, before);
    if (leaf !== undefined) return leaf;
  }
  return drawing.leaves[0] ?? null;
}
