/** What an edit has to move wherever it is drawn: it stands there for now, and not because its place says so. */
import type { Block, Blocks } from "./blocks.js";
import { blockOf, type NewLeaf } from "./new-leaf.js";
import type { Order } from "./order.js";

export function unplacedBlocks(
  blocks: Blocks,
  leaves: readonly NewLeaf[],
  order: () => Order,
): ReadonlySet<Block> {
  const isUnsure = leaves.some((leaf) => leaf.joinedTo !== null || isMovedIntoTable(leaf));
  if (!isUnsure) return new Set();
  const now = order();
  return new Set([...toBeJoined(blocks, leaves, now), ...intoTables(blocks, leaves, now)]);
}

/** Those that are not drawn behind what they are joined to, or not because they are. */
function toBeJoined(blocks: Blocks, leaves: readonly NewLeaf[], { joined, leaders }: Order): Block[] {
  return leaves.flatMap((leaf) => {
    const block = blockOf(blocks, leaf);
    if (block === null || leaf.joinedTo === null) return [];
    return joined.has(block) && leaders.get(block) === blockOf(blocks, leaf.joinedTo) ? [] : [block];
  });
}

const isMovedIntoTable = ({ moved, chain }: NewLeaf): boolean =>
  moved && chain.some(({ node }) => node.type.spec.tableRole === "table");

/** A table has an order of its own: what was moved into a cell is there wherever its text is, until the table goes away. */
function intoTables(blocks: Blocks, leaves: readonly NewLeaf[], order: Order): Block[] {
  const rank = new Map(order.blocks.map((block, i) => [block, i]));
  const ranks = leaves.map((leaf) => {
    const block = blockOf(blocks, leaf);
    return block === null ? null : (rank.get(block) ?? 0);
  });
  const still = ranks.filter((at, i) => at !== null && !leaves[i]?.moved) as number[];
  if (still.some((at, i) => at < (still[i - 1] ?? at))) return [];
  return leaves.flatMap((leaf, i) => {
    const [block, at, previous] = [blockOf(blocks, leaf), ranks[i] ?? null, ranks[i - 1] ?? null];
    if (!isMovedIntoTable(leaf) || block === null || at === null || previous === null) return [];
    return at === previous + 1 ? [] : [block];
  });
}
