/**
 * Makes the drawn order what somebody wants it to be, by moves: the fewest blocks that have to go elsewhere get a
 * place behind the block they are to follow. Texts stay where they are.
 */
import { Block, type Blocks } from "./blocks.js";
import { increasing } from "./increasing.js";
import { type Order, readOrder } from "./order.js";
import { runLength } from "./tokens.js";

export interface NewPlace {
  readonly block: Block;
  /** Index in the text at which the place is to be put in. */
  readonly index: number;
  /** Yjs id of the marker that follows the block in the text; null at the end. */
  readonly next: { readonly client: number; readonly clock: number } | null;
}

/**
 * Places after which the blocks of `wanted` are drawn in that order; none where they are already. They are some of
 * all blocks, each once; text before the first marker can only be the first. Of two that changed places it is the
 * `moved` one that moves: what somebody puts behind the other meanwhile stays with it.
 */
export function newPlaces(
  blocks: Blocks,
  wanted: readonly Block[],
  moved: ReadonlySet<Block>,
): readonly NewPlace[] {
  // Before everything is behind the text before the first marker, of which there may be none.
  const [first] = blocks.list;
  const head = first === undefined || first.marker !== null ? new Block(null, []) : first;
  const list = head === first ? blocks.list : [head, ...blocks.list];
  const rank = new Map(wanted.map((block, i) => [block, i]));
  const placing = new Map<Block, Block>();
  const place = (block: Block) => placing.set(block, wanted[(rank.get(block) ?? 0) - 1] ?? head);
  // Ends: each round places a block more, and with all of them placed nothing else has a say.
  for (;;) {
    const order = readOrder(list, placing);
    const drawn = order.blocks.filter((block) => rank.has(block));
    const at = wanted.findIndex((block, i) => block !== drawn[i]);
    if (at === -1) return [...placing].map(([block, after]) => newPlace(blocks, block, after, order));
    const out = [...outOfOrder(drawn, wanted, moved)].filter((block) => !placing.has(block));
    for (const block of out.length > 0 ? out : [wanted[at] as Block]) place(block);
    // Nothing is drawn before what it waits for.
    for (const block of wanted) {
      const leader = leaderAmong(rank, block, order);
      if (!placing.has(block) && leader !== undefined && leader >= (rank.get(block) ?? 0)) place(block);
    }
  }
}

/** The rank of the first block with one that this one waits for, at once or by way of others. */
function leaderAmong(rank: ReadonlyMap<Block, number>, block: Block, { leaders }: Order): number | undefined {
  const passed = new Set<Block>();
  let at = leaders.get(block);
  while (at !== undefined && !rank.has(at) && !passed.has(at)) {
    passed.add(at);
    at = leaders.get(at);
  }
  return at === undefined ? undefined : rank.get(at);
}

/** The blocks of `wanted` that are out of order in `drawn`; both hold the same blocks. */
function outOfOrder(
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

function newPlace(blocks: Blocks, block: Block, after: Block, { taken }: Order): NewPlace {
  const next = blocks.next(block)?.marker?._item ?? null;
  const start = blocks.list[after.index] === after ? blocks.startOf(after) : 0;
  return { block, index: start + placeIn(after, taken), next: next === null ? null : next.id };
}

/** Behind the last token that may be drawn, and before anything that is drawn behind this block already. */
function placeIn(block: Block, taken: ReadonlySet<string>): number {
  let end = block.marker === null ? 0 : 1;
  let at = end;
  for (const run of block.runs) {
    if (run.kind === "place" && taken.has(run.key)) return Math.min(end, at);
    at += runLength(run);
    if (run.kind === "text" || run.kind === "leaf") end = at;
  }
  return end;
}
