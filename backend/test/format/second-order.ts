/** The order in which blocks are drawn, written from docs/document-format.md §6.2 alone. */
import { type Block, placeKey } from "./second-reader.js";

export interface SecondOrder {
  readonly order: readonly Block[];
  readonly waited: ReadonlySet<Block>;
}

/** `chainOf` gives container ids, outermost first. */
export function drawnOrder(
  blocks: readonly Block[],
  chainOf: (block: Block) => readonly string[],
): SecondOrder {
  const hosts = new Map<string, Block>();
  for (const block of blocks) for (const key of keysIn(block)) hosts.set(key, block);
  const moved = blocks.filter((block) => hosts.has(keyOf(block)));
  const waitsFor = new Map(moved.map((block) => [block, hosts.get(keyOf(block))!]));
  const before = new Map<Block, Block[]>();
  const behind = new Map<Block, Block[]>();
  const edges = [-1, ...moved.map((block) => blocks.indexOf(block)), blocks.length];
  for (let n = 1; n < edges.length; n++) {
    const stretch = blocks.slice(edges[n - 1]! + 1, edges[n]);
    const [one, other] = [blocks[edges[n - 1]!], blocks[edges[n]!]];
    const ofOne = one ? stretch.slice(0, reachBehind(blocks, one)) : [];
    const ofOther = other ? stretch.slice(Math.max(0, stretch.length - reachBefore(blocks, other))) : [];
    const shared = (a: Block, b: Block | undefined) => {
      const [own, its] = [chainOf(a), b ? chainOf(b) : []];
      const differs = own.findIndex((id, i) => id !== its[i]);
      return differs === -1 ? own.length : differs;
    };
    const sides = stretch.map((block) => ({
      left: ofOne.includes(block) ? one : blocks[blocks.indexOf(ofOther[0]!) - 1],
      right: ofOther.includes(block) ? other : blocks[blocks.indexOf(ofOne.at(-1)!) + 1],
    }));
    stretch.forEach((block, i) => {
      if (block.marker === null || !(ofOne.includes(block) || ofOther.includes(block))) return;
      const same = (at: number) => sides[at]!.left === sides[i]!.left && sides[at]!.right === sides[i]!.right;
      const isNearRight = stretch.some((earlier, at) => {
        return at <= i && same(at) && shared(earlier, sides[at]!.right) > shared(earlier, sides[at]!.left);
      });
      if (isNearRight && ofOther.includes(block)) before.set(other!, [...(before.get(other!) ?? []), block]);
      if (!isNearRight && ofOne.includes(block)) behind.set(one!, [...(behind.get(one!) ?? []), block]);
    });
  }
  for (const side of [before, behind])
    for (const [block, along] of side) for (const one of along) waitsFor.set(one, block);
  breakCircles(moved, waitsFor);
  const movedTo = (host: Block, ahead: boolean) =>
    keysIn(host).flatMap((key) => moved.filter((one) => keyOf(one) === key && isAhead(one) === ahead));
  const order: Block[] = [];
  const waiting = blocks.filter((block) => !waitsFor.has(block)).reverse();
  const opened = new Set<Block>();
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const host = block;
    const waits = (one: Block) => waitsFor.get(one) === host;
    if (opened.has(host)) {
      order.push(host);
      waiting.push(...[...movedTo(host, false), ...(behind.get(host) ?? [])].filter(waits).reverse());
      continue;
    }
    opened.add(host);
    waiting.push(host, ...[...(before.get(host) ?? []), ...movedTo(host, true)].filter(waits).reverse());
  }
  return { order, waited: new Set(waitsFor.keys()) };
}

const keysIn = ({ tokens }: Block): string[] => [
  ...new Set(tokens.map(placeKey).filter((key) => key !== null)),
];

const valuesOf = ({ marker }: Block): readonly unknown[] => {
  const move = marker?.get("m");
  return Array.isArray(move) ? (move as unknown[]) : [];
};
/** No place has the key "none, as a symbol would be": `m` of what has not been moved names no place. */
const keyOf = (block: Block): string => {
  const [key] = valuesOf(block);
  return typeof key === "string" ? key : notMoved;
};
const notMoved = "\u0000not moved";
const isAhead = (block: Block): boolean => valuesOf(block)[5] === 1;

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

/** -1 where it is not there; null where the values name nothing. */
function indexOf(blocks: readonly Block[], client: unknown, clock: unknown): number | null {
  if (typeof client !== "number" || typeof clock !== "number") return null;
  return blocks.findIndex(
    ({ marker }) => marker?._item?.id.client === client && marker?._item?.id.clock === clock,
  );
}

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
