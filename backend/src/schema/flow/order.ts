/**
 * The order in which blocks are drawn. Without moves it is the order of the text. A moved block stays where its
 * text is, so that nothing typed in it meanwhile is lost or doubled, and is drawn at its *place*: a token that
 * whoever moved it left in the flow. The last mover wins, and there is one block.
 */
import type { Block } from "./blocks.js";
import { type ContainersOf, commonLength, companions, push } from "./companions.js";
import { passCompanions, readHosts, readPlaces } from "./hosts.js";
import { indexMarkers } from "./marker-index.js";
import type { Move } from "./move.js";

export interface Order {
  /** Every block once, visible or not. */
  readonly blocks: readonly Block[];
  /** What each block waits for; the others are drawn where their text is. */
  readonly leaders: ReadonlyMap<Block, Block>;
  /** Those of them that were put in beside a moved block, and go along with it. */
  readonly companions: ReadonlySet<Block>;
  /** Those whose text goes on with that of what they wait for. */
  readonly joined: ReadonlySet<Block>;
  /** Those that are drawn before what they wait for, and not behind it. */
  readonly ahead: ReadonlySet<Block>;
  /** Blocks that are not drawn where their text is. */
  readonly elsewhere: ReadonlySet<Block>;
  /** Keys of places at which something is drawn. */
  readonly taken: ReadonlySet<string>;
}

/** Where a block is to be drawn: right behind another or, `ahead`, right before it. */
export interface Destination {
  readonly host: Block;
  readonly ahead: boolean;
  /** Whether its text goes on with that of the host. */
  readonly joined: boolean;
}

/**
 * The order that the flow says, or would say with the blocks of `placing` moved there, those of one destination in
 * the order of the text. Total: of what waits for itself in a circle, the first is drawn where its text is.
 */
export function readOrder(
  list: readonly Block[],
  containersOf: ContainersOf,
  placing: ReadonlyMap<Block, Destination> = new Map(),
): Order {
  const places = readPlaces(list);
  const moves = readMoves(list, places, placing);
  if (moves.size === 0) {
    const none: ReadonlySet<Block> = new Set();
    return {
      blocks: list,
      leaders: new Map(),
      companions: none,
      joined: none,
      ahead: none,
      elsewhere: none,
      taken: new Set(),
    };
  }
  const movers = new Map<string, Block[]>();
  for (const [block, move] of moves) if (move !== null) push(movers, move.place, block);
  const index = indexMarkers(list);
  const hosts = readHosts(places, movers, list, index, containersOf);
  const { before, behind } = companions(list, moves, containersOf, index);
  passCompanions(hosts, list, index, moves, before);
  const leaders = new Map<Block, Block>();
  const ahead = new Set<Block>();
  const joined = new Set<Block>();
  const placed = new Map<Block, Block[]>();
  for (const [block, move] of moves) {
    const destination = placing.get(block);
    const host = move === null ? destination?.host : hosts.get(move.place);
    leaders.set(block, host as Block);
    if ((move ?? destination)?.ahead) ahead.add(block);
    else if ((move ?? destination)?.joined) joined.add(block);
    if (move === null) push(placed, host as Block, block);
  }
  for (const [leader, blocks] of behind) for (const block of blocks) leaders.set(block, leader);
  for (const [leader, blocks] of before) {
    for (const block of blocks) {
      leaders.set(block, leader);
      ahead.add(block);
    }
  }
  const cut = cutCircles(list, leaders, (block) => moves.has(block));
  // Whoever puts in a place puts it before those that stand in the block, and not before one that only came to it.
  const standsIn = ([key, host]: readonly [string, Block]) => (places.get(key)?.block === host ? 0 : 1);
  const ownFirst = [...hosts].sort((a, b) => standsIn(a) - standsIn(b));
  const groups = [...placed, ...ownFirst.map(([key, host]) => [host, movers.get(key) ?? []] as const)];
  // Of what is equally near, what goes along comes first.
  const those = {
    before: nearestFirst([...before, ...groups], (block) => isUncut(block) && ahead.has(block), containersOf),
    behind: nearestFirst(
      [...behind, ...groups],
      (block) => isUncut(block) && !ahead.has(block),
      containersOf,
    ),
  };
  const around = {
    before: (block: Block) => (those.before.get(block) ?? []).toReversed().flat(),
    behind: (block: Block) => {
      const there = (those.behind.get(block) ?? []).flat();
      return [true, false].flatMap((part) => there.filter((one) => joined.has(one) === part));
    },
  };
  function isUncut(block: Block): boolean {
    return !cut.has(block);
  }
  const elsewhere = new Set([...leaders.keys()].filter(isUncut));
  const roots = list.filter((block) => !elsewhere.has(block));
  return {
    blocks: unfold(roots, around),
    leaders,
    companions: new Set([...leaders.keys()].filter((block) => !moves.has(block))),
    joined,
    ahead,
    elsewhere,
    taken: new Set(movers.keys()),
  };
}

/** Of the groups, those with which each block stands in most containers come first; of others, in their order. */
function nearestFirst(
  groups: readonly (readonly [Block, readonly Block[]])[],
  counts: (block: Block) => boolean,
  containersOf: ContainersOf,
): ReadonlyMap<Block, readonly (readonly Block[])[]> {
  const byHost = new Map<Block, { readonly nearness: number; readonly blocks: readonly Block[] }[]>();
  for (const [host, all] of groups) {
    const blocks = all.filter(counts);
    const [first] = blocks;
    if (first === undefined) continue;
    push(byHost, host, { nearness: commonLength(containersOf(first), containersOf(host)), blocks });
  }
  const sorted = [...byHost].map(([host, own]) => {
    if (own.length > 1) own.sort((a, b) => b.nearness - a.nearness);
    return [host, own.map(({ blocks }) => blocks)] as const;
  });
  return new Map(sorted);
}

/** All blocks that are moved to a place; null for those of `placing`. */
function readMoves(
  list: readonly Block[],
  places: { has(key: string): boolean },
  placing: ReadonlyMap<Block, Destination>,
): ReadonlyMap<Block, Move | null> {
  const moves = new Map<Block, Move | null>();
  for (const block of list) {
    if (placing.has(block)) moves.set(block, null);
    else if (block.move !== null && places.has(block.move.place)) moves.set(block, block.move);
  }
  return moves;
}

/** Each block between what is drawn right before it and what is drawn right behind it. */
function unfold(
  roots: readonly Block[],
  around: Readonly<Record<"before" | "behind", (block: Block) => Block[]>>,
): Block[] {
  const blocks: Block[] = [];
  const begun = new Set<Block>();
  // A stack of our own: chains of moves may be longer than the machine's, and moves to one place more than a call takes.
  const stack = roots.toReversed();
  const wait = (waiting: readonly Block[]) => {
    for (const block of waiting.toReversed()) stack.push(block);
  };
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (begun.has(block)) {
      blocks.push(block);
      wait(around.behind(block));
    } else {
      begun.add(block);
      stack.push(block);
      wait(around.before(block));
    }
  }
  return blocks;
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
