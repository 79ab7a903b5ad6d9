/**
 * Blocks that were put in beside a moved block by people who did not know that it would be moved. They go along with
 * it, unless what is on their other side is nearer to them: the next item of a list that the block was moved out of,
 * the table that the block stood before.
 */
import type { Block } from "./blocks.js";
import type { MarkerIndex } from "./marker-index.js";
import type { Move } from "./move.js";

/** Ids of the containers around a block, outermost first; empty where it does not say. */
export type ContainersOf = (block: Block) => readonly string[];

/** By moved block, in the order of the text. */
export interface Companions {
  readonly before: ReadonlyMap<Block, readonly Block[]>;
  readonly behind: ReadonlyMap<Block, readonly Block[]>;
}

/** Blocks of one gap between two moved blocks (or an end of the page): indices in the text. */
interface Gap {
  readonly from: number;
  readonly to: number;
  /** Up to here, and from here on, blocks were put in since the moves. */
  readonly behindEnd: number;
  readonly beforeStart: number;
}

/** `moves` holds all moved blocks; those that are only being moved, with null, have nothing beside them yet. */
export function companions(
  list: readonly Block[],
  moves: ReadonlyMap<Block, Move | null>,
  containersOf: ContainersOf,
  index: MarkerIndex,
): Companions {
  const before = new Map<Block, Block[]>();
  const behind = new Map<Block, Block[]>();
  for (const gap of gaps(list, moves, index)) {
    const left = list[gap.from - 1];
    const right = list[gap.to];
    const stayed = list[gap.from - 2];
    const previous = stayed === undefined || moves.has(stayed) ? undefined : stayed;
    let nearRight = false;
    let stays = false;
    for (let i = gap.from; i < gap.to; i++) {
      const block = list[i] as Block;
      const isBehind = i < gap.behindEnd;
      const isBefore = i >= gap.beforeStart;
      if (block.marker === null || !(isBehind || isBefore)) continue;
      if (i === gap.behindEnd || i === gap.beforeStart) nearRight = stays = false;
      const one = isBehind ? left : list[gap.beforeStart - 1];
      const other = isBefore ? right : list[gap.behindEnd];
      const own = containersOf(block);
      const shared = (beside: Block | undefined) =>
        beside === undefined ? 0 : commonLength(own, containersOf(beside));
      nearRight ||= block.replaces || shared(other) > shared(one);
      stays ||= isBehind && shared(previous) > Math.max(shared(one), shared(other));
      stays ||= block.above && !nearRight;
      if (stays) continue;
      if (nearRight && isBefore && right !== undefined) push(before, right, block);
      if (!nearRight && isBehind && left !== undefined) push(behind, left, block);
    }
  }
  return { before, behind };
}

function gaps(list: readonly Block[], moves: ReadonlyMap<Block, Move | null>, index: MarkerIndex): Gap[] {
  const at = list.flatMap((block, i) => (moves.has(block) ? [i] : []));
  return [-1, ...at].flatMap((left, n) => {
    const [from, to] = [left + 1, at[n] ?? list.length];
    if (from === to) return [];
    const leftMove = moves.get(list[left] as Block) ?? null;
    const rightMove = moves.get(list[to] as Block) ?? null;
    // A neighbour that is gone, or that stands on the other side now, tells nothing.
    const next = leftMove === null ? -1 : leftMove.next === null ? to : (index.get(leftMove.next) ?? -1);
    const previous = rightMove?.previous;
    const last = previous === undefined ? to : previous === null ? -1 : (index.get(previous) ?? to);
    return [
      { from, to, behindEnd: Math.max(from, Math.min(next, to)), beforeStart: Math.max(from, last + 1) },
    ];
  });
}

/** In how many containers both stand. */
export function commonLength(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

export function push<Key, One>(lists: Map<Key, One[]>, key: Key, one: One): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}
