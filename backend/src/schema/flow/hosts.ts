/** Which block each place stands in; what is moved there is drawn right behind that block, or right before it. */
import type { Block } from "./blocks.js";
import { type ContainersOf, commonLength } from "./companions.js";
import { indexIn, type MarkerIndex } from "./marker-index.js";
import type { Move, Place } from "./move.js";

/** By key, in the order in which the places stand in the text. */
export type Hosts = Map<string, Block>;

/** So many blocks are looked at for one place: each may name any two. */
const farthest = 200;

/** Of places with one key, the last one counts. */
export function readPlaces(list: readonly Block[]): ReadonlyMap<string, { place: Place; block: Block }> {
  const places = new Map<string, { place: Place; block: Block }>();
  for (const block of list) {
    for (const place of block.places) {
      places.delete(place.key);
      places.set(place.key, { place, block });
    }
  }
  return places;
}

/**
 * What came to stand beside a place since it was made is on one side of it: an item put in at the end of a list stays
 * with the list, also where something was moved to below it meanwhile.
 */
export function readHosts(
  places: ReturnType<typeof readPlaces>,
  list: readonly Block[],
  index: MarkerIndex,
  containersOf: ContainersOf,
): Hosts {
  const host = ({ place, block }: { place: Place; block: Block }) =>
    hostOf(place, block, list, index, containersOf);
  return new Map([...places].map(([key, found]) => [key, host(found)]));
}

function hostOf(
  { between }: Place,
  block: Block,
  list: readonly Block[],
  index: MarkerIndex,
  containersOf: ContainersOf,
): Block {
  const from = between === null ? undefined : index.get(between.host);
  if (between === null || from === undefined) return block;
  const to = between.next === null ? list.length : (index.get(between.next) ?? -1);
  const at = indexIn(index, block);
  if (at < from || at >= to || to - from > farthest) return block;
  const [left, right] = [list[from], list[to]].map((one) => (one === undefined ? [] : containersOf(one)));
  // How much nearer each is to what is before the place than to what is behind it.
  const leaning = list.slice(from + 1, to).map((one) => {
    const own = containersOf(one);
    return commonLength(own, left ?? []) - commonLength(own, right ?? []);
  });
  const least = from + 1 + leaning.findLastIndex((lean) => lean > 0);
  const most = leaning.findIndex((lean, i) => lean < 0 && from + 1 + i > least);
  const end = most === -1 ? to - 1 : from + most;
  return list[Math.max(least, Math.min(at, end))] ?? block;
}

/** Nothing is moved to behind what goes along before it: its place is in the block before that. */
export function passCompanions(
  hosts: Hosts,
  list: readonly Block[],
  index: MarkerIndex,
  moves: ReadonlyMap<Block, Move | null>,
  before: ReadonlyMap<Block, readonly Block[]>,
): void {
  for (const [block, along] of before) {
    const key = moves.get(block)?.place;
    const host = key === undefined ? undefined : hosts.get(key);
    const [first] = along;
    if (key === undefined || host === undefined || first === undefined || !along.includes(host)) continue;
    const previous = list[indexIn(index, first) - 1];
    if (previous !== undefined) hosts.set(key, previous);
  }
}
