/**
 * Moving blocks by a step, up or down: past their neighbour, or at the edge of their list or quote out of it. An item
 * that leaves a list goes past what follows it, or into the list that follows, or beside the item that its list hangs on.
 */
import type { Node } from "@tiptap/pm/model";
import type { Command } from "@tiptap/pm/state";
import { chosenBlocks, isItem } from "./block-at.js";
import { isList, nextToItsLike } from "./lists.js";
import { moveBlock } from "./move-block.js";

export type Direction = "up" | "down";

/**
 * Moves the chosen blocks, or the one that begins at `at`. Among its like it is the neighbour that is taken out and put
 * in again, so the caret, and what others are writing in the chosen blocks, stay where they are. Does nothing at the
 * edge of the page.
 */
export function moveBlocks(direction: Direction, at?: number): Command {
  return (state, dispatch) => {
    const range = chosenBlocks(state, at);
    if (range === null) return false;
    const { parent, startIndex, endIndex, start, end } = range;
    const neighbour = parent.maybeChild(direction === "up" ? startIndex - 1 : endIndex);
    if (!neighbour) {
      const to = placeOutside(state.doc, start, direction);
      const tr = to === null ? null : moveBlock(state, start, to, end);
      if (tr !== null) dispatch?.(tr.scrollIntoView());
      return tr !== null;
    }
    if (dispatch) {
      const tr = state.tr;
      if (direction === "up") {
        tr.insert(end, neighbour).delete(start - neighbour.nodeSize, start);
      } else {
        tr.delete(end, end + neighbour.nodeSize).insert(start, neighbour);
      }
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Where a block goes that is at the edge of its parent; null where there is nothing beyond. */
function placeOutside(doc: Node, block: number, direction: Direction): number | null {
  const $block = doc.resolve(block);
  const { depth, parent } = $block;
  if (depth === 0) return null;
  const beside = (level: number) => (direction === "up" ? $block.before(level) : $block.after(level));
  const around = $block.node(depth - 1);
  // A list within an item, or a quote: right out of it.
  if (isItem(around)) return beside(depth - 1);
  const edge = beside(depth);
  if (!isList(parent)) return nextToItsLike(doc, edge, block);
  const $edge = doc.resolve(edge);
  const next = direction === "up" ? $edge.nodeBefore : $edge.nodeAfter;
  const sign = direction === "up" ? -1 : 1;
  if (next === null) return depth > 1 ? nextToItsLike(doc, beside(depth - 1), block) : null;
  if (!isList(next)) return nextToItsLike(doc, edge + sign * next.nodeSize, block);
  // Past the first item of the list that follows: without anything between, nobody sees where one list ends.
  const first = direction === "up" ? next.lastChild : next.firstChild;
  return edge + sign * (1 + (first?.nodeSize ?? 0));
}
