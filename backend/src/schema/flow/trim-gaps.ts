/** What was replaced in a leaf by text that begins or ends alike: only what differs is written. */
import type { Block } from "./blocks.js";
import type { NewLeaf, Piece, Source } from "./new-leaf.js";
import { sameTokens } from "./node-tokens.js";

/** Which tokens of a block are kept in which leaf. */
interface Held {
  readonly leaf: number;
  readonly from: number;
  readonly to: number;
}

/** Adds such pieces to leaves that keep a marker. */
export function trimGaps(leaves: readonly NewLeaf[]): void {
  const held = new Map<Block, Held[]>();
  leaves.forEach(({ pieces }, leaf) => {
    for (const { source, oldOffset, length } of pieces) {
      const all = held.get(source.block) ?? [];
      held.set(source.block, all);
      all.push({ leaf, from: oldOffset, to: oldOffset + length });
    }
  });
  leaves.forEach((leaf, i) => {
    if (leaf.source !== null) trimLeaf(leaf, i, leaf.source, held.get(leaf.source.block) ?? []);
  });
}

/** Between two kept pieces of its own block, a leaf keeps what begins and what ends alike, and no other leaf holds. */
function trimLeaf(leaf: NewLeaf, index: number, source: Source, held: readonly Held[]): void {
  if (!leaf.node.isTextblock || !source.node.isTextblock) return;
  const found: Piece[] = [];
  const own = leaf.pieces.filter((piece) => piece.source === source);
  const end = { newOffset: leaf.node.content.size, oldOffset: source.node.content.size, length: 0 };
  let newAt = 0;
  let oldAt = 0;
  for (const next of [...own, end]) {
    const foreign = leaf.pieces.some(
      (piece) => piece.source !== source && piece.newOffset >= newAt && piece.newOffset < next.newOffset,
    );
    let oldEnd = next.oldOffset;
    for (const { leaf: other, from, to } of held) {
      if (other < index) oldAt = Math.max(oldAt, to);
      if (other > index) oldEnd = Math.min(oldEnd, from);
    }
    const most = Math.min(next.newOffset - newAt, oldEnd - oldAt);
    if (!foreign && most > 0) {
      let front = 0;
      while (front < most && sameTokens(leaf.node, newAt + front, source.node, oldAt + front, 1)) front++;
      let back = 0;
      while (
        back < most - front &&
        sameTokens(leaf.node, next.newOffset - 1 - back, source.node, oldEnd - 1 - back, 1)
      )
        back++;
      if (front > 0) found.push({ newOffset: newAt, length: front, source, oldOffset: oldAt });
      if (back > 0)
        found.push({
          newOffset: next.newOffset - back,
          length: back,
          source,
          oldOffset: oldEnd - back,
        });
    }
    newAt = next.newOffset + next.length;
    oldAt = next.oldOffset + next.length;
  }
  if (found.length > 0) leaf.pieces = [...leaf.pieces, ...found].sort((a, b) => a.newOffset - b.newOffset);
}
