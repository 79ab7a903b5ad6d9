/**
 * Makes the drawn order what somebody wants it to be, by moves: the fewest blocks that have to go elsewhere get a
 * place behind the block they are to follow. Texts stay where they are.
 */
import type { Block, Blocks } from "./blocks.js";
import { runLength } from "./tokens.js";

export interface NewPlace {
  readonly block: Block;
  /** Index in the text at which the place is to be put in. */
  readonly index: number;
  /** What the marker says from then on, the key of the place first. */
  readonly move: readonly (string | number)[];
}

/**
 * The blocks of `wanted` that are out of order in `drawn`; both hold the same blocks. Of two that changed places it
 * is the `moved` one: what somebody puts behind the other meanwhile stays with it.
 */
export function outOfOrder(
  drawn: readonly Block[],
  wanted: readonly Block[],
  moved: ReadonlySet<Block>,
): ReadonlySet<Block> {
  const place = new Map(drawn.map((block, i) => [block, i]));
  const positions = wanted.map((block) => place.get(block) ?? -1);
  const still = wanted.flatMap((block, i) => (moved.has(block) ? [] : [i]));
  const stay = new Set([...increasing(still.map((i) => positions[i] ?? -1))].map((i) => still[i] ?? -1));
  // A moved one stays where it is if it still fits between those.
  let most = drawn.length;
  const limits = positions.map(() => 0);
  for (let i = wanted.length - 1; i >= 0; i--) {
    limits[i] = most;
    if (stay.has(i)) most = positions[i] ?? most;
  }
  let last = -1;
  positions.forEach((position, i) => {
    if (position > last && position < (limits[i] ?? 0)) stay.add(i);
    if (stay.has(i)) last = position;
  });
  return new Set(wanted.filter((_, i) => !stay.has(i)));
}

/** Where the place of `block` goes so that it is drawn right behind `after`; null: before everything. */
export function newPlace(blocks: Blocks, block: Block, after: Block | null, key: string): NewPlace | null {
  if (block.marker === null) return null;
  const next = blocks.next(block)?.marker ?? null;
  const item = next?._item ?? null;
  const move = item === null ? [key] : [key, item.id.client, item.id.clock];
  return { block, index: after === null ? 0 : blocks.startOf(after) + contentEnd(after), move };
}

/** Behind the last token that may be drawn: what stands there already follows what is put in now. */
function contentEnd(block: Block): number {
  let end = block.marker === null ? 0 : 1;
  let at = end;
  for (const run of block.runs) {
    at += runLength(run);
    if (run.kind === "text" || run.kind === "leaf") end = at;
  }
  return end;
}

/** Indices of a longest increasing subsequence. */
function increasing(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  });
  const chosen = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) chosen.add(i);
  return chosen;
}
