/**
 * On which side a new block is written. It makes a difference where its neighbours in the page are none in the text, or
 * will not be: at the top of a list that was moved, it goes before the first item, and not to the end of what the list was
 * moved behind. What Enter makes at the start of a block stands before that.
 */
import type { Block } from "./blocks.js";
import type { NewContainer, NewLeaf } from "./new-leaf.js";
import type { Order } from "./order.js";

/** Of the new blocks, those that are written before the block behind them, and that block; `predecessor` stands before all. */
export function leadingTo(
  leaves: readonly NewLeaf[],
  predecessor: Block | null,
  { elsewhere, ahead, leaders }: Order,
): ReadonlyMap<NewLeaf, Block> {
  const found = new Map<NewLeaf, Block>();
  let at = 0;
  leaves.forEach((next, i) => {
    if (next.source === null && next.pieces.length === 0) return;
    const run = leaves.slice(at, i);
    const previous = leaves[at - 1];
    at = i + 1;
    const block = next.moved ? undefined : next.source?.block;
    if (block == null || block.marker === null) return;
    const before = previous === undefined ? predecessor : previous.source?.block;
    // It is drawn right before this one wherever that goes: nothing comes between the two that goes before this one.
    if (before != null && ahead.has(before) && leaders.get(before) === block) return;
    const isMoved = elsewhere.has(block) || (before != null && elsewhere.has(before));
    // Between the two in the text others may be writing, in what is drawn elsewhere.
    if (!isMoved && (before?.index ?? -1) + 1 !== block.index) return;
    const nearer = run.findIndex(
      (leaf) => leaf.ahead || (isMoved && shared(leaf, next) > shared(leaf, previous)),
    );
    if (nearer !== -1) for (const leaf of run.slice(nearer)) found.set(leaf, block);
  });
  return found;
}

/** In how many containers both stand. */
function shared(leaf: NewLeaf, other: NewLeaf | undefined): number {
  const around = new Set<NewContainer>(other?.chain);
  return leaf.chain.filter((container) => around.has(container)).length;
}
