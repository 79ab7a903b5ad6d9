/**
 * A join of blocks that are no neighbours in the text. The second one's text stays where it is: it keeps its marker, and
 * is a part of the node for itself, which is to be drawn at the end of what comes before.
 */
import type { Block } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import { reachable } from "./emit.js";
import { blank, type NewLeaf, type Piece } from "./new-leaf.js";

/** The leaves, divided where the text of a block goes on in that of another which cannot follow it in the text. */
export function divideJoined(
  leaves: readonly NewLeaf[],
  oldLeaves: readonly DrawnLeaf[],
  list: readonly Block[],
  before: Block | null,
): NewLeaf[] {
  const changed = new Set(oldLeaves.map(({ block }) => block));
  const taken = new Set<Block | null>(leaves.map(({ source }) => source?.block ?? null));
  const carries = (index: number) => {
    const block = list[index] as Block;
    return changed.has(block) ? taken.has(block) : !block.deleted || block.runs.length > 0;
  };
  let at = before?.index ?? -1;
  return leaves.flatMap((leaf) => {
    at = leaf.source?.block.index ?? at;
    if (!leaf.node.isTextblock) return [leaf];
    let [start, reached, offset] = [at, at, -1];
    const cuts: Piece[] = [];
    const last = new Map(leaf.pieces.map(({ source }, i) => [source.block, i]));
    let returning = [...last].reduce((most, [block, i]) => (taken.has(block) ? Math.max(most, i) : most), -1);
    leaf.pieces.forEach((piece, i) => {
      const { block, tail } = piece.source;
      const passes = reachable(start, reached, block.index, carries);
      if (passes && (block.index !== reached || piece.oldOffset >= offset)) {
        reached = block.index;
        offset = piece.oldOffset + piece.length;
        return;
      }
      // Text that others stand around is put in anew: theirs would be cut off.
      if (returning > i || tail || block.marker === null || taken.has(block) || !changed.has(block)) return;
      cuts.push(piece);
      taken.add(block);
      returning = Math.max(returning, last.get(block) ?? -1);
      [start, reached, offset] = [block.index, block.index, piece.oldOffset + piece.length];
    });
    return divide(leaf, cuts);
  });
}

function divide(leaf: NewLeaf, cuts: readonly Piece[]): NewLeaf[] {
  if (cuts.length === 0) return [leaf];
  const parts: NewLeaf[] = [];
  [null, ...cuts].forEach((cut, i) => {
    const from = cut?.newOffset ?? 0;
    const to = cuts[i]?.newOffset ?? leaf.node.content.size;
    const pieces = leaf.pieces.flatMap((piece) =>
      piece.newOffset >= from && piece.newOffset < to
        ? [{ ...piece, newOffset: piece.newOffset - from }]
        : [],
    );
    const part = { node: leaf.node.cut(from, to), pos: leaf.pos + from, pieces };
    if (cut === null) parts.push({ ...leaf, ...part });
    else
      parts.push({
        ...blank,
        ...part,
        chain: leaf.chain,
        source: cut.source,
        joinedTo: parts.at(-1) ?? null,
      });
  });
  return parts;
}
