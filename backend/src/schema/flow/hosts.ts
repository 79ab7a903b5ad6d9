/** Which block each place stands in; what is moved there is drawn right behind that block, or right before it. */
import type { Block } from "./blocks.js";
import { type ContainersOf, commonLength } from "./companions.js";
import { indexIn, type MarkerIndex } from "./marker-index.js";
import type { Move } from "./move.js";
import type { Place } from "./place.js";

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
  movers: ReadonlyMap<string, readonly Block[]>,
  list: readonly Block[],
  index: MarkerIndex,
  containersOf: ContainersOf,
): Hosts {
  const hosts: Hosts = new Map();
  for (const [key, { place, block }] of places) {
    const [first] = movers.get(key) ?? [];
    if (first === undefined) continue;
    const gap = place.between === null ? null : gapAround(place.between, block, list, index);
    hosts.set(key, gap === null ? block : inGap(gap, containersOf(first), containersOf));
  }
  return hosts;
}

/** The blocks from the one a place was put in up to the one that came next, and which of them it stands in now. */
interface Gap {
  readonly blocks: readonly Block[];
  readonly next: Block | undefined;
  readonly at: number;
}

function gapAround(
  { host, next }: NonNullable<Place["between"]>,
  block: Block,
  list: readonly Block[],
  index: MarkerIndex,
): Gap | null {
  const from = index.get(host);
  const to = next === null ? list.length : index.get(next);
  const at = indexIn(index, block);
  if (from === undefined || to === undefined || at < from || at >= to || to - from > farthest) return null;
  return { blocks: list.slice(from, to), next: list[to], at: at - from };
}

/** Behind what leans more to the beginning than what was moved there, and before what leans less to it. */
function inGap({ blocks, next, at }: Gap, moved: readonly string[], containersOf: ContainersOf): Block {
  const [first] = blocks;
  const left = first === undefined ? [] : containersOf(first);
  const right = next === undefined ? [] : containersOf(next);
  const lean = (chain: readonly string[]) => commonLength(chain, left) - commonLength(chain, right);
  const own = lean(moved);
  const leans = blocks.map((block) => lean(containersOf(block)));
  const least = Math.max(
    0,
    leans.findLastIndex((one, i) => i > 0 && one > own),
  );
  const beyond = leans.findIndex((one, i) => i > least && one < own);
  const most = beyond === -1 ? blocks.length - 1 : beyond - 1;
  return blocks[Math.max(least, Math.min(at, most))] as Block;
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
