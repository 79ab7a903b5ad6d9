/** The order in which blocks are drawn, written from docs/document-format.md §6.2 alone. */
import { type Block, placeKey } from "./second-reader.js";

export function drawnOrder(blocks: readonly Block[]): Block[] {
  const hosts = new Map<string, Block>();
  for (const block of blocks) for (const key of keysIn(block)) hosts.set(key, block);
  const moved = blocks.filter((block) => hosts.has(keyOf(block)));
  const waitsFor = new Map(moved.map((block) => [block, hosts.get(keyOf(block))!]));
  const followers = new Map(moved.map((block) => [block, followersOf(block, blocks, waitsFor)]));
  for (const [block, behind] of followers) for (const one of behind) waitsFor.set(one, block);
  breakCircles(moved, waitsFor);
  const order: Block[] = [];
  const waiting = blocks.filter((block) => !waitsFor.has(block)).reverse();
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    order.push(block);
    const host = block;
    const placed = keysIn(block).flatMap((key) => moved.filter((one) => keyOf(one) === key));
    const behind = [...placed.filter((one) => waitsFor.get(one) === host), ...(followers.get(block) ?? [])];
    waiting.push(...behind.reverse());
  }
  return order;
}

const keysIn = ({ tokens }: Block): string[] => [
  ...new Set(tokens.map(placeKey).filter((key) => key !== null)),
];

/** No place has the key "none, as a symbol would be": `m` of what has not been moved names no place. */
function keyOf({ marker }: Block): string {
  const move = marker?.get("m");
  return Array.isArray(move) && typeof move[0] === "string" ? move[0] : notMoved;
}
const notMoved = "\u0000not moved";

function followersOf(block: Block, blocks: readonly Block[], moved: ReadonlyMap<Block, Block>): Block[] {
  const [, client, clock] = block.marker!.get("m") as unknown[];
  const named = typeof client === "number" && typeof clock === "number";
  const at = blocks.indexOf(block);
  const end = named
    ? blocks.findIndex(
        ({ marker }) => marker?._item?.id.client === client && marker?._item?.id.clock === clock,
      )
    : blocks.length;
  const behind: Block[] = [];
  for (const next of blocks.slice(at + 1, Math.max(at + 1, end))) {
    if (moved.has(next)) break;
    behind.push(next);
  }
  return behind;
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
