/** Places and the blocks that host them, written from docs/document-format.md §3 and §6.2 (1, 2) alone. */
import { type Block, placeIn } from "./second-reader.js";

export type ChainIds = (block: Block | undefined) => readonly string[];

/** Where the last place with a key stands. */
interface Place {
  readonly key: string;
  readonly block: Block;
  /** How many other tokens stand before it on the page. */
  readonly at: number;
  readonly neighbours: readonly unknown[];
}

/** The last place of each key. */
export function readPlaces(blocks: readonly Block[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let at = 0;
  for (const block of blocks) {
    for (const token of block.tokens) {
      const place = placeIn(token);
      at++;
      if (place === null) continue;
      const neighbours = Array.isArray(place.n) ? (place.n as unknown[]) : [];
      const key = place.m as string;
      places.set(key, { key, block, at, neighbours });
    }
  }
  return places;
}

/** §6.2, 1 */
export function hostOf(
  blocks: readonly Block[],
  { key, block, neighbours }: Place,
  chainOf: ChainIds,
): Block {
  const most = 200;
  const at = blocks.indexOf(block);
  const left = indexOf(blocks, neighbours[2], neighbours[3]) ?? -1;
  const right = indexOf(blocks, neighbours[0], neighbours[1]) ?? blocks.length;
  if (left === -1 || right === -1 || at < left || at >= right || right - left > most) return block;
  const [one, other] = [blocks[left], blocks[right]];
  const between = blocks.slice(left + 1, right);
  const first = blocks.find((each) => keyOf(each) === key);
  const leanOf = (each: Block | undefined) => shared(chainOf, each, one) - shared(chainOf, each, other);
  const leans = between.map((each) => leanOf(each) - leanOf(first));
  const lastLeft = left + 1 + leans.findLastIndex((lean) => lean > 0);
  if (at < lastLeft) return blocks[lastLeft]!;
  const firstRight = leans.findIndex((lean, i) => lean < 0 && left + 1 + i > lastLeft);
  return firstRight !== -1 && at >= left + 1 + firstRight ? blocks[left + firstRight]! : block;
}

/** How many containers the chains of the two begin with alike. */
export function shared(chainOf: ChainIds, one: Block | undefined, other: Block | undefined): number {
  const [own, its] = [chainOf(one), chainOf(other)];
  const differs = own.findIndex((id, i) => id !== its[i]);
  return differs === -1 ? own.length : differs;
}

/** -1 where what is named is not there; null where the values name nothing. */
export function indexOf(blocks: readonly Block[], client: unknown, clock: unknown): number | null {
  if (typeof client !== "number" || typeof clock !== "number") return null;
  return blocks.findIndex(
    ({ marker }) => marker?._item?.id.client === client && marker?._item?.id.clock === clock,
  );
}

/** What `m` of a block says. */
export const valuesOf = ({ marker }: Block): readonly unknown[] => {
  const move = marker?.get("m");
  return Array.isArray(move) ? (move as unknown[]) : [];
};

/** The key of the place that a block was moved to; null where it was not. */
export const keyOf = (block: Block): string | null => {
  const [key] = valuesOf(block);
  return typeof key === "string" ? key : null;
};
export const isAhead = (block: Block): boolean => valuesOf(block)[5] === 1;

/** §3; it has to have been moved besides. */
export const isJoined = (block: Block): boolean =>
  keyOf(block) !== null && !isAhead(block) && block.marker?.get("j") === keyOf(block);
