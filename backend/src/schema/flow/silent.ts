/**
 * Blocks that do not say where they stand: in what those before and behind them have in common. Two neighbours in a
 * quote therefore keep what somebody who did not know of the quote put between them.
 */
import type { Frame } from "./drawing.js";

type Chain = readonly Frame[];

/**
 * A chain for each of `placed`, which stand in their drawn order. What was moved away or put in comes second: it tells
 * those that stand where their text is nothing, for they were neither asked nor seen by whoever moved it.
 */
export function settleSilent<Placed extends { readonly chain: Chain | null }>(
  placed: readonly Placed[],
  isElsewhere: (one: Placed) => boolean,
): (Placed & { chain: Chain })[] {
  const settled = placed.map((one) => ({ ...one }));
  const still = settled.filter((one) => !isElsewhere(one));
  fillIn(still);
  if (still.length < settled.length) fillIn(settled);
  return settled as (Placed & { chain: Chain })[];
}

function fillIn(blocks: { chain: Chain | null }[]): void {
  for (let i = 0; i < blocks.length; i++) {
    if (blocks[i]?.chain !== null) continue;
    let end = i;
    while (end < blocks.length && blocks[end]?.chain === null) end++;
    const common = commonChain(blocks[i - 1]?.chain ?? [], blocks[end]?.chain ?? []);
    for (const one of blocks.slice(i, end)) one.chain = common;
    i = end;
  }
}

/** Where what stands between two chains belongs: in what they have in common; within a table, in the cell before. */
function commonChain(before: readonly Frame[], behind: readonly Frame[]): readonly Frame[] {
  let length = 0;
  while (length < before.length && before[length]?.id === behind[length]?.id) length++;
  while (length < before.length && /^(table|row)$/.test(String(before[length - 1]?.type.spec.tableRole)))
    length++;
  return before.slice(0, length);
}
