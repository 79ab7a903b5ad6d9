/**
 * The order in which blocks are drawn. Without moves it is the order of the text. A moved block stays where its
 * text is, so that nothing typed in it meanwhile is lost or doubled, and is drawn at its *place*: a token that
 * whoever moved it left in the flow. The last mover wins, and there is one block.
 */
import type { Block } from "./blocks.js";
import { type Move, markerId } from "./move.js";

export interface Order {
  /** Every block once, visible or not. */
  readonly blocks: readonly Block[];
  /** What each block waits for, to be drawn behind it; the others are drawn where their text is. */
  readonly leaders: ReadonlyMap<Block, Block>;
  /** Keys of places at which something is drawn. */
  readonly taken: ReadonlySet<string>;
}

/** As the flow says it. The list itself where nothing is moved. */
export const drawnOrder = (list: readonly Block[]): readonly Block[] => readOrder(list).blocks;

/**
 * The order that the flow says, or would say with each block of `placing` moved right behind another. Total: of what
 * waits for itself in a circle, the first is drawn where its text is.
 */
export function readOrder(list: readonly Block[], placing: ReadonlyMap<Block, Block> = new Map()): Order {
  const hosts = new Map<string, Block>();
  const moves = new Map<Block, Move>();
  for (const block of list) {
    for (const key of block.places) hosts.set(key, block);
    const { move } = block;
    if (move !== null && !placing.has(block)) moves.set(block, move);
  }
  const leaders = new Map(placing);
  const movers = new Map<string, Block[]>();
  for (const [block, { place }] of moves) {
    const host = hosts.get(place);
    if (host === undefined) moves.delete(block);
    else {
      leaders.set(block, host);
      push(movers, place, block);
    }
  }
  if (leaders.size === 0) return { blocks: list, leaders, taken: new Set() };
  const isMoved = (block: Block): boolean => moves.has(block) || placing.has(block);
  const followers = readFollowers(list, moves, isMoved);
  for (const [leader, blocks] of followers) for (const block of blocks) leaders.set(block, leader);
  const first = new Map<Block, Block[]>();
  for (const [block, leader] of placing) push(first, leader, block);
  const cut = cutCircles(list, leaders, isMoved);
  const behind = (block: Block): Block[] => {
    const placed = [...new Set(block.places)].flatMap((key) =>
      hosts.get(key) === block ? (movers.get(key) ?? []) : [],
    );
    const all = [...(first.get(block) ?? []), ...placed, ...(followers.get(block) ?? [])];
    return all.filter((one) => !cut.has(one));
  };
  const blocks: Block[] = [];
  for (const root of list) {
    if (leaders.has(root) && !cut.has(root)) continue;
    // A stack of our own: chains of moves may be longer than the machine's.
    const waiting = [root];
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      blocks.push(block);
      waiting.push(...behind(block).reverse());
    }
  }
  return { blocks, leaders, taken: new Set(movers.keys()) };
}

function push<Key>(lists: Map<Key, Block[]>, key: Key, block: Block): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [block]);
  else list.push(block);
}

/** The first moved block of every circle. Each block has one leader, so circles share no block. */
function cutCircles(
  list: readonly Block[],
  leaders: ReadonlyMap<Block, Block>,
  isMoved: (block: Block) => boolean,
): ReadonlySet<Block> {
  const cut = new Set<Block>();
  const rounds = new Map<Block, number>();
  const index = new Map(list.map((block, i) => [block, i]));
  list.forEach((start, round) => {
    let at: Block | undefined = start;
    while (at !== undefined && !rounds.has(at)) {
      rounds.set(at, round);
      at = leaders.get(at);
    }
    if (at === undefined || rounds.get(at) !== round) return;
    let first = at;
    for (let one = leaders.get(at); one !== undefined && one !== at; one = leaders.get(one)) {
      const earlier = (index.get(one) ?? 0) < (index.get(first) ?? 0);
      if (isMoved(one) && (earlier || !isMoved(first))) first = one;
    }
    cut.add(first);
  });
  return cut;
}

/** Blocks that were split off a moved block: they stand between it and what followed it when it was moved. */
function readFollowers(
  list: readonly Block[],
  moves: ReadonlyMap<Block, Move>,
  isMoved: (block: Block) => boolean,
): Map<Block, Block[]> {
  const followers = new Map<Block, Block[]>();
  const index = new Map(list.map((block, i) => [block.marker === null ? "" : markerId(block.marker), i]));
  list.forEach((block, i) => {
    const move = moves.get(block);
    if (move === undefined) return;
    const end = move.next === null ? list.length : index.get(move.next);
    if (end === undefined || end <= i) return;
    const between: Block[] = [];
    for (let j = i + 1; j < end; j++) {
      const other = list[j] as Block;
      // What follows another moved block is that one's.
      if (isMoved(other)) break;
      between.push(other);
    }
    if (between.length > 0) followers.set(block, between);
  });
  return followers;
}
