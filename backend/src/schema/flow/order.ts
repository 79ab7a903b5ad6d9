/**
 * The order in which blocks are drawn. Without moves it is the order of the text. A moved block stays where its
 * text is, so that nothing typed in it meanwhile is lost or doubled, and is drawn at its *place*: a token that
 * whoever moved it left in the flow. The last mover wins, and there is one block.
 */
import type { Block } from "./blocks.js";
import { type Move, markerId } from "./move.js";

/** Every block once, visible or not. Total: of what waits for itself in a circle, the first is drawn where its text is. */
export function drawnOrder(list: readonly Block[]): readonly Block[] {
  const hosts = new Map<string, Block>();
  const moves = new Map<Block, Move>();
  for (const block of list) {
    for (const key of block.places) hosts.set(key, block);
    const { move } = block;
    if (move !== null) moves.set(block, move);
  }
  /** What each block is drawn behind; the others are drawn where their text is. */
  const leaders = new Map<Block, Block>();
  const movers = new Map<string, Block[]>();
  for (const [block, { place }] of moves) {
    const host = hosts.get(place);
    if (host === undefined) moves.delete(block);
    else {
      leaders.set(block, host);
      const others = movers.get(place);
      if (others === undefined) movers.set(place, [block]);
      else others.push(block);
    }
  }
  if (moves.size === 0) return list;
  const followers = readFollowers(list, moves);
  for (const [leader, blocks] of followers) for (const block of blocks) leaders.set(block, leader);
  breakCircles(list, leaders, moves);
  const behind = (block: Block): Block[] => {
    const keys = new Set(block.places);
    const placed = [...keys].flatMap((key) => (hosts.get(key) === block ? (movers.get(key) ?? []) : []));
    return [...placed.filter((one) => leaders.get(one) === block), ...(followers.get(block) ?? [])];
  };
  const order: Block[] = [];
  for (const first of list) {
    if (leaders.has(first)) continue;
    // A stack of our own: chains of moves may be longer than the machine's.
    const waiting = [first];
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      order.push(block);
      waiting.push(...behind(block).reverse());
    }
  }
  return order;
}

/** Takes its leader from the first moved block of every circle. Each has one leader, so circles share no block. */
function breakCircles(
  list: readonly Block[],
  leaders: Map<Block, Block>,
  moves: ReadonlyMap<Block, Move>,
): void {
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
      if (moves.has(one) && (earlier || !moves.has(first))) first = one;
    }
    leaders.delete(first);
  });
}

/** Blocks that were split off a moved block: they stand between it and what followed it when it was moved. */
function readFollowers(list: readonly Block[], moves: ReadonlyMap<Block, Move>): Map<Block, Block[]> {
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
      if (moves.has(other)) break;
      between.push(other);
    }
    if (between.length > 0) followers.set(block, between);
  });
  return followers;
}
