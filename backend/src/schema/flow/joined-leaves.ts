/**
 * A join of blocks that are no neighbours in the text. The second one's text stays where it is: it keeps its marker, and
 * is a part of the node for itself, which is to be drawn at the end of what comes before.
 */
import type { Block } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import { reachable } from "./emit.js";
import { markerId } from "./move.js";
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
  let named: ReadonlySet<Block> | null = null;
  const isNamed = (block: Block): boolean => {
    named ??= namedByMoves(list);
    return named.has(block);
  };
  let at = before?.index ?? -1;
  return leaves.flatMap((leaf) => {
    at = leaf.source?.block.index ?? at;
    if (!leaf.node.isTextblock) return [leaf];
    const parts = new Set<Block>();
    // What becomes a part carries its own text from then on, and what lies behind that is not reached any more.
    let cuts = findCuts(leaf.pieces, at, parts);
    while (cuts.some(({ source }) => !parts.has(source.block))) {
      for (const { source } of cuts) {
        parts.add(source.block);
        taken.add(source.block);
      }
      cuts = findCuts(leaf.pieces, at, parts);
    }
    at = cuts.at(-1)?.source.block.index ?? at;
    return divide(leaf, cuts);
  });

  /** Where the pieces have to be cut: those that cannot follow, and the first of each of `parts`. */
  function findCuts(pieces: readonly Piece[], at: number, parts: ReadonlySet<Block>): Piece[] {
    let [start, reached, offset] = [at, at, -1];
    const cuts: Piece[] = [];
    const begun = new Set<Block>();
    const last = new Map(pieces.map(({ source }, i) => [source.block, i]));
    let returning = [...last].reduce((most, [block, i]) => (taken.has(block) ? Math.max(most, i) : most), -1);
    pieces.forEach((piece, i) => {
      const { block, tail } = piece.source;
      const begins = parts.has(block) && !begun.has(block);
      // Text that others stand around is put in anew: theirs would be cut off.
      const isFree =
        returning <= i && !tail && block.marker !== null && !taken.has(block) && changed.has(block);
      const goesOn = block.index === reached ? piece.oldOffset >= offset : !(isFree && isNamed(block));
      if (!begins && goesOn && reachable(start, reached, block.index, carries)) {
        reached = block.index;
        offset = piece.oldOffset + piece.length;
        return;
      }
      if (!begins && !isFree) return;
      cuts.push(piece);
      begun.add(block);
      returning = Math.max(returning, last.get(block) ?? -1);
      [start, reached, offset] = [block.index, block.index, piece.oldOffset + piece.length];
    });
    return cuts;
  }
}

/** Their markers have to stay: what was put in beside moved blocks since is found by them. */
function namedByMoves(list: readonly Block[]): ReadonlySet<Block> {
  const ids = new Set(list.flatMap(({ move }) => (move === null ? [] : [move.next, move.previous])));
  return new Set(list.filter(({ marker }) => marker !== null && ids.has(markerId(marker))));
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
