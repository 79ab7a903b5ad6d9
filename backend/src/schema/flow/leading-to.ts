/**
 * On which side a new block is written where its neighbours in the page are none in the text: at the top of a list that
 * was moved, before the first item, and not at the end of what it was moved behind.
 */
import type { Block } from "./blocks.js";
import type { NewContainer, NewLeaf } from "./new-leaf.js";

/** Of the new blocks, those that are written before the block behind them, and that block. */
export function leadingTo(
  leaves: readonly NewLeaf[],
  elsewhere: ReadonlySet<Block>,
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
    if (!elsewhere.has(block) && !(previous?.source && elsewhere.has(previous.source.block))) return;
    const nearer = run.findIndex((leaf) => leaf.ahead || shared(leaf, next) > shared(leaf, previous));
    if (nearer !== -1) for (const leaf of run.slice(nearer)) found.set(leaf, block);
  });
  return found;
}

/** In how many containers both stand. */
function shared(leaf: NewLeaf, other: NewLeaf | undefined): number {
  const around = new Set<NewContainer>(other?.chain);
  return leaf.chain.filter((container) => around.has(container)).length;
}
