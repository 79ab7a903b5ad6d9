/** The order in which blocks are drawn, written from docs/document-format.md §6.2 alone. */
import {
  type ChainIds,
  hostOf,
  indexOf,
  isAhead,
  isJoined,
  keyOf,
  readPlaces,
  shared,
  valuesOf,
} from "./second-hosts.js";
import type { Block } from "./second-reader.js";

export interface SecondOrder {
  readonly order: readonly Block[];
  /** What each block that waited for another waited for. */
  readonly waitsFor: ReadonlyMap<Block, Block>;
  /** Which moved block each new neighbour goes along with. */
  readonly along: ReadonlyMap<Block, Block>;
  /** What each joined block is joined to. */
  readonly joinedTo: ReadonlyMap<Block, Block>;
}

/** `chainOf` gives container ids, outermost first, none for a silent block. */
export function drawnOrder(blocks: readonly Block[], chainOf: ChainIds): SecondOrder {
  const places = readPlaces(blocks);
  const hosts = new Map(
    [...places].map(([key, place]) => [key, hostOf(blocks, place, chainOf)] as [string, Block]),
  );
  const moved = blocks.filter((block) => {
    const key = keyOf(block);
    return key !== null && places.has(key);
  });
  const { before, behind } = neighboursAlong(blocks, moved, chainOf);
  hostBesideNeighbours(blocks, moved, before, hosts);
  const hostOfMoved = (block: Block) => hosts.get(keyOf(block)!)!;
  const waitsFor = new Map(moved.map((block) => [block, hostOfMoved(block)]));
  const along = new Map<Block, Block>();
  for (const side of [before, behind])
    for (const [block, those] of side) for (const one of those) along.set(one, block);
  for (const [one, block] of along) waitsFor.set(one, block);
  breakCircles(moved, waitsFor);

  /** Of these that are drawn on one side of the host: the nearest first; neighbours together, and those of a place. */
  const nearestFirst = (host: Block, neighbours: readonly Block[], side: readonly Block[]): Block[][] => {
    const keys = [...new Set(side.map((block) => keyOf(block)!))].map((key) => {
      const those = side.filter((block) => keyOf(block) === key);
      const { block, at } = places.get(key)!;
      return { those, depth: shared(chainOf, those[0]!, host), passed: block === host ? 1 : 2, at };
    });
    if (neighbours.length > 0) {
      keys.push({ those: [...neighbours], depth: shared(chainOf, neighbours[0]!, host), passed: 0, at: 0 });
    }
    keys.sort((one, other) => other.depth - one.depth || one.passed - other.passed || one.at - other.at);
    return keys.map(({ those }) => those);
  };
  const order: Block[] = [];
  const waiting = blocks.filter((block) => !waitsFor.has(block)).reverse();
  const opened = new Set<Block>();
  for (let host = waiting.pop(); host !== undefined; host = waiting.pop()) {
    const waits = (one: Block) => waitsFor.get(one) === host;
    const here = moved.filter(waits);
    if (opened.has(host)) {
      order.push(host);
      const neighbours = (behind.get(host) ?? []).filter(waits);
      const those = here.filter((one) => !isAhead(one));
      const there = nearestFirst(host, neighbours, those).flat();
      waiting.push(...[...there.filter(isJoined), ...there.filter((one) => !isJoined(one))].reverse());
      continue;
    }
    opened.add(host);
    const neighbours = (before.get(host) ?? []).filter(waits);
    const there = nearestFirst(host, neighbours, here.filter(isAhead)).reverse().flat();
    waiting.push(host, ...there.reverse());
  }
  const joinedTo = new Map(moved.filter(isJoined).map((block) => [block, hostOfMoved(block)]));
  return { order, waitsFor, along, joinedTo };
}

interface Neighbours {
  readonly before: ReadonlyMap<Block, readonly Block[]>;
  readonly behind: ReadonlyMap<Block, readonly Block[]>;
}

/** §6.2, 3 and 4: what goes along with each moved block. */
function neighboursAlong(blocks: readonly Block[], moved: readonly Block[], chainOf: ChainIds): Neighbours {
  const before = new Map<Block, Block[]>();
  const behind = new Map<Block, Block[]>();
  const edges = [-1, ...moved.map((block) => blocks.indexOf(block)), blocks.length];
  for (let n = 1; n < edges.length; n++) {
    const stretch = blocks.slice(edges[n - 1]! + 1, edges[n]);
    const [one, other] = [blocks[edges[n - 1]!], blocks[edges[n]!]];
    const ofOne = one ? stretch.slice(0, reachBehind(blocks, one)) : [];
    const ofOther = other ? stretch.slice(Math.max(0, stretch.length - reachBefore(blocks, other))) : [];
    const beforeOne = blocks[edges[n - 1]! - 1];
    const stayed = beforeOne !== undefined && !moved.includes(beforeOne) ? beforeOne : undefined;
    const more = (block: Block, than: Block | undefined, there: Block | undefined) =>
      shared(chainOf, block, there) > shared(chainOf, block, than);
    const sides = stretch.map((block) => {
      const [isOfOne, isOfOther] = [ofOne.includes(block), ofOther.includes(block)];
      return {
        ...{ block, isOfOne, isOfOther },
        left: isOfOne ? one : blocks[blocks.indexOf(ofOther[0]!) - 1],
        right: isOfOther ? other : blocks[blocks.indexOf(ofOne.at(-1)!) + 1],
      };
    });
    sides.forEach(({ block, isOfOne, isOfOther, left, right }, i) => {
      if (block.marker === null || !(isOfOne || isOfOther)) return;
      const upToHere = sides
        .slice(0, i + 1)
        .filter((each) => each.isOfOne === isOfOne && each.isOfOther === isOfOther);
      const nearRight = upToHere.findIndex(
        (each) => ![undefined, 2].includes(sideOf(each.block)) || more(each.block, left, right),
      );
      const isNearRight = nearRight !== -1;
      const above = upToHere.findIndex((each) => sideOf(each.block) === 2);
      const isAbove = above !== -1 && (!isNearRight || above < nearRight);
      const stays =
        isAbove ||
        (isOfOne &&
          upToHere.some((each) => more(each.block, left, stayed) && more(each.block, right, stayed)));
      if (stays) return;
      if (isNearRight && isOfOther) before.set(other!, [...(before.get(other!) ?? []), block]);
      if (!isNearRight && isOfOne) behind.set(one!, [...(behind.get(one!) ?? []), block]);
    });
  }
  return { before, behind };
}

const sideOf = ({ marker }: Block) => marker?.get("s") as number | undefined;

/** How many blocks behind it were put in since, if nothing else were moved. */
function reachBehind(blocks: readonly Block[], block: Block): number {
  const [, client, clock] = valuesOf(block);
  const named = indexOf(blocks, client, clock) ?? blocks.length;
  return Math.max(0, named - blocks.indexOf(block) - 1);
}

function reachBefore(blocks: readonly Block[], block: Block): number {
  const values = valuesOf(block);
  if (values.length < 5) return 0;
  const named = indexOf(blocks, values[3], values[4]);
  const at = blocks.indexOf(block);
  if (named === null) return at;
  return named === -1 ? 0 : Math.max(0, at - named - 1);
}

/** §6.2, 5 */
function hostBesideNeighbours(
  blocks: readonly Block[],
  moved: readonly Block[],
  before: ReadonlyMap<Block, readonly Block[]>,
  hosts: Map<string, Block>,
): void {
  for (const block of moved) {
    const along = before.get(block) ?? [];
    if (!along.includes(hosts.get(keyOf(block)!)!)) continue;
    const host = blocks[blocks.indexOf(along[0]!) - 1];
    if (host !== undefined) hosts.set(keyOf(block)!, host);
  }
}

/** §6.2, 6 */
function breakCircles(moved: readonly Block[], waitsFor: Map<Block, Block>): void {
  for (const block of moved) {
    const passed = new Set<Block>();
    let at: Block | undefined = block;
    while (at !== undefined && !passed.has(at)) {
      passed.add(at);
      at = waitsFor.get(at);
    }
    // In text order: the first moved block that comes back to itself.
    if (at === block) waitsFor.delete(block);
  }
}
