/**
 * Makes the drawn order what somebody wants it to be, by moves: the fewest blocks that have to go elsewhere get a
 * place behind the block they are to follow. Texts stay where they are.
 */
import { Block, type Blocks } from "./blocks.js";
import { type ContainersOf, commonLength } from "./companions.js";
import { increasing } from "./increasing.js";
import { type Destination, type Order, readOrder } from "./order.js";
import { runLength } from "./tokens.js";

export interface NewPlace extends Destination {
  /** In the order of the text, in which they are drawn there. */
  readonly blocks: readonly Block[];
  /** Index in the text at which the place is to be put in. */
  readonly index: number;
}

/** What somebody wants to see. */
export interface Wish {
  /** Some of all blocks, each once, in the order in which they are to be drawn. Text before the first marker is first. */
  readonly wanted: readonly Block[];
  /** Of two that changed places it is one of these that moves: what others put behind the other one stays with it. */
  readonly moved: ReadonlySet<Block>;
  /** These get a place even where they are drawn in order. */
  readonly also?: ReadonlySet<Block>;
  /** The text of these goes on with that of the block before. */
  readonly joined?: ReadonlySet<Block>;
}

const none: ReadonlySet<Block> = new Set();

/** Places after which blocks are drawn as they are wanted; none where they are already. */
export function newPlaces(
  blocks: Blocks,
  containersOf: ContainersOf,
  { wanted, moved, also = none, joined = none }: Wish,
): readonly NewPlace[] {
  // Before everything is behind the text before the first marker, of which there may be none.
  const [first] = blocks.list;
  const head = first === undefined || first.marker !== null ? new Block(null, []) : first;
  const list = head === first ? blocks.list : [head, ...blocks.list];
  const read = (placing: ReadonlyMap<Block, Destination>) => readOrder(list, containersOf, placing);
  const placing = leading(
    destinations(head, read, { wanted, moved, also, joined }),
    read,
    containersOf,
    wanted,
  );
  const { taken } = read(placing);
  return groupsOf(placing).map(({ host, ahead, joined, blocks: there }) => {
    const start = blocks.list[host.index] === host ? blocks.startOf(host) : 0;
    const within = ahead ? (host.marker === null ? 0 : 1) : placeIn(host, taken);
    return { blocks: there, ahead, joined, host, index: start + within };
  });
}

type Reading = (placing: ReadonlyMap<Block, Destination>) => Order;

/** Each of the blocks that have to be moved behind the one it is to follow. */
function destinations(
  head: Block,
  read: Reading,
  { wanted, moved, also, joined }: Required<Wish>,
): Map<Block, Destination> {
  const rank = new Map(wanted.map((block, i) => [block, i]));
  const placing = new Map<Block, Destination>();
  // What goes together, as the items of a list, shares a place: nobody's move of one of them parts the others.
  const place = (block: Block) => {
    const previous = wanted[(rank.get(block) ?? 0) - 1] ?? head;
    const together = previous.index < block.index && !joined.has(block) && !joined.has(previous);
    const shared = together ? placing.get(previous) : undefined;
    placing.set(block, shared ?? { host: previous, ahead: false, joined: joined.has(block) });
  };
  for (const block of wanted) if (also.has(block)) place(block);
  // Ends: each round places a block more, and with all of them placed nothing else has a say.
  for (;;) {
    const order = read(placing);
    const drawn = order.blocks.filter((block) => rank.has(block));
    const at = wanted.findIndex((block, i) => block !== drawn[i]);
    if (at === -1) return placing;
    const out = [...outOfOrder(drawn, wanted, moved)].filter((block) => !placing.has(block));
    // One that is placed already is kept from its place by another, which waits for what is drawn before it.
    const late = wanted[at] as Block;
    const first = placing.has(late) ? (drawn[at] as Block) : late;
    for (const block of out.length > 0 ? out : [first]) place(block);
    // Nothing is drawn before what it waits for.
    for (const block of wanted) {
      const leader = leaderAmong(rank, block, order);
      if (!placing.has(block) && leader !== undefined && leader >= (rank.get(block) ?? 0)) place(block);
    }
  }
}

/** What stands nearer to the block that it precedes, as at the top of a list, goes where that one goes. */
function leading(
  placing: Map<Block, Destination>,
  read: Reading,
  containersOf: ContainersOf,
  wanted: readonly Block[],
): Map<Block, Destination> {
  const rank = new Map(wanted.map((block, i) => [block, i]));
  for (const { blocks, host, joined } of groupsOf(placing)) {
    if (joined) continue;
    const next = wanted[(rank.get(blocks.at(-1) as Block) ?? 0) + 1];
    if (next === undefined || placing.has(next)) continue;
    const shared = (block: Block, other: Block) => commonLength(containersOf(block), containersOf(other));
    if (blocks.some((block) => shared(block, next) <= shared(block, host))) continue;
    const turned = new Map(placing);
    for (const block of blocks) turned.set(block, { host: next, ahead: true, joined: false });
    const drawn = read(turned).blocks.filter((block) => rank.has(block));
    if (wanted.every((block, i) => block === drawn[i])) placing = turned;
  }
  return placing;
}

interface Group extends Destination {
  /** In the order of the text. */
  readonly blocks: readonly Block[];
}

/** The blocks of each destination. */
function groupsOf(placing: ReadonlyMap<Block, Destination>): Group[] {
  const groups = new Map<string, Destination & { readonly blocks: Block[] }>();
  for (const [block, destination] of placing) {
    const { host, ahead, joined } = destination;
    const key = `${host.index} ${ahead} ${joined} ${host.marker === null}`;
    const group = groups.get(key) ?? { ...destination, blocks: [] };
    groups.set(key, group);
    group.blocks.push(block);
  }
  for (const { blocks } of groups.values()) blocks.sort((a, b) => a.index - b.index);
  return [...groups.values()];
}

/** The rank of the first block behind which this one waits, at once or by way of others. */
function leaderAmong(rank: ReadonlyMap<Block, number>, block: Block, order: Order): number | undefined {
  const passed = new Set<Block>();
  let at = leaderOf(block, order);
  while (at !== undefined && !rank.has(at) && !passed.has(at)) {
    passed.add(at);
    at = leaderOf(at, order);
  }
  return at === undefined ? undefined : rank.get(at);
}

/** What is drawn ahead of a block is behind what that waits for. */
function leaderOf(block: Block, { leaders, ahead }: Order): Block | undefined {
  const leader = leaders.get(block);
  return leader !== undefined && ahead.has(block) ? leaders.get(leader) : leader;
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

/** Behind the last token that may be drawn, and before anything that is drawn behind this block already. */
function placeIn(block: Block, taken: ReadonlySet<string>): number {
  let end = block.marker === null ? 0 : 1;
  let at = end;
  for (const run of block.runs) {
    if (run.kind === "place" && taken.has(run.place.key)) return Math.min(end, at);
    at += runLength(run);
    if (run.kind === "text" || run.kind === "leaf") end = at;
  }
  return end;
}
