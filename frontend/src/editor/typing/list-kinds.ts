/**
 * The list buttons and keys. The innermost list around the selection becomes of the wanted kind with all its items, and
 * nothing else moves; blocks and lists beside each other become one list. Where all of it is of that kind already, it is
 * taken out. Stock Tiptap would take an item out of all its lists, or put lists into the new one.
 */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { liftListItem } from "@tiptap/pm/schema-list";
import type { Command, EditorState, Transaction } from "@tiptap/pm/state";
import { isItem } from "../blocks/block-at.js";
import { isList, itemOf, joinNeighbours, takeOutOfList, wrap } from "../blocks/lists.js";

interface Placed {
  readonly node: Node;
  readonly pos: number;
}

/** The list whose items the selection is in, nothing but an item between; null where there is none. */
function listAround({ selection: { $from, $to } }: EditorState): Placed | null {
  const range = $from.blockRange($to);
  if (range === null) return null;
  const depth = range.depth - (isItem(range.parent) ? 1 : 0);
  const node = $from.node(depth);
  return isList(node) ? { node, pos: $from.before(depth) } : null;
}

/** The text and the lists from there to there, also those in quotes; what else stands between stays as it is. */
function listable(doc: Node, from: number, to: number): Placed[] {
  const found: Placed[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    const isWithin = pos >= from && pos + node.nodeSize <= to;
    if (isWithin && (node.isTextblock || isList(node))) found.push({ node, pos });
    return !isWithin || node.type.name === "blockquote";
  });
  return found;
}

/** What a list button is about. */
function chosen(state: EditorState): Placed[] {
  const list = listAround(state);
  if (list !== null) return [list];
  const range = state.selection.$from.blockRange(state.selection.$to);
  return range === null ? [] : listable(state.doc, range.start, range.end);
}

/** True where a list button would take items out of their lists. */
export function isListOf(state: EditorState, kind: string): boolean {
  const blocks = chosen(state);
  return blocks.length > 0 && blocks.every(({ node }) => node.type.name === kind);
}

export const toggleListOf =
  (kind: string): Command =>
  (state, dispatch) => {
    const item = state.schema.nodes[itemOf[kind] ?? ""];
    const blocks = chosen(state);
    if (item === undefined || blocks.length === 0) return false;
    const isOn = isListOf(state, kind);
    if (isOn && listAround(state) !== null) return liftListItem(item)(state, dispatch);
    if (dispatch) {
      const { tr } = state;
      // From the last to the first: the places of the others stay.
      for (const { node, pos } of blocks.toReversed()) {
        if (isOn) for (const at of itemsOf(node, pos).toReversed()) takeOutOfList(tr, at);
        else intoListOf(tr, pos, kind);
      }
      dispatch(tr.scrollIntoView());
    }
    return true;
  };

function itemsOf(list: Node, pos: number): number[] {
  const starts: number[] = [];
  list.forEach((_, offset) => {
    starts.push(pos + 1 + offset);
  });
  return starts;
}

/** Makes the text or list there a list of that kind, or part of the one beside it. */
function intoListOf(tr: Transaction, pos: number, kind: string): void {
  const { nodes } = tr.doc.type.schema;
  const { paragraph, [kind]: list, [itemOf[kind] ?? ""]: item } = nodes;
  const node = tr.doc.nodeAt(pos);
  if (!node || !paragraph || !list || !item) return;
  if (isList(node) && node.firstChild?.type !== item) {
    for (const at of itemsOf(node, pos).toReversed()) {
      const start = takeOutOfList(tr, at);
      wrap(tr, start, start + (node.nodeAt(at - pos - 1)?.content.size ?? 0), [list, item]);
      joinNeighbours(tr, start);
    }
    return;
  }
  if (isList(node)) {
    if (node.type !== list) tr.setNodeMarkup(pos, list);
  } else {
    if (node.type !== paragraph) tr.setBlockType(pos + 1, pos + 1, paragraph);
    wrap(tr, pos, pos + (tr.doc.nodeAt(pos)?.nodeSize ?? 0), [list, item]);
  }
  joinNeighbours(tr, pos);
}

export const ListKinds = Extension.create({
  name: "listKinds",
  // Behind the stock commands, of which it replaces one.
  priority: 1,
  addCommands() {
    return {
      toggleList:
        (list) =>
        ({ state, dispatch }) =>
          toggleListOf(typeof list === "string" ? list : list.name)(state, dispatch),
    };
  },
});
