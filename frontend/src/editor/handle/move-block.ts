/**
 * Putting a block elsewhere: one transaction that writes it at its new place and takes it from the old one, which the
 * binding reads as a move of the same block. Pure.
 */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { holdsBlocks } from "../blocks.js";
import { isItem } from "./block-at.js";

/** The kind of item that each kind of list holds. */
export const itemOf: Readonly<Record<string, string>> = {
  bulletList: "listItem",
  orderedList: "listItem",
  taskList: "taskItem",
};

/** The block at `from`, put in at `to`; null where it cannot stand there, or stands there already. */
export function moveBlock(state: EditorState, from: number, to: number): Transaction | null {
  const { doc, selection } = state;
  const $from = doc.resolve(from);
  const block = $from.nodeAfter;
  if (block === null || (to >= from && to <= from + block.nodeSize)) return null;
  const $to = doc.resolve(to);
  const fitting = holdsBlocks($to.parent) ? fit(block, $from.parent, $to.parent) : null;
  if (fitting === null) return null;
  const tr = state.tr.insert(to, fitting.node);
  removeBlock(tr, tr.mapping.map(from));
  // The caret goes along with the block it is in.
  if (selection instanceof TextSelection && selection.from > from && selection.to < from + block.nodeSize) {
    const start = tr.mapping.slice(1).map(to) + fitting.depth - from;
    const [anchor, head] = [tr.doc.resolve(start + selection.anchor), tr.doc.resolve(start + selection.head)];
    tr.setSelection(TextSelection.between(anchor, head));
  }
  return tr;
}

/** Where the block at `source` goes for `to`: beside a list of its own kind, an item goes into that list. */
export function nextToItsLike(doc: Node, to: number, source: number): number {
  const list = doc.resolve(source).parent.type;
  const { nodeBefore, nodeAfter, parent } = doc.resolve(to);
  if (!list.name.endsWith("List") || parent.type === list) return to;
  if (nodeBefore?.type === list) return to - 1;
  return nodeAfter?.type === list ? to + 1 : to;
}

/** Takes the block out, and with it the lists and quotes that would be left empty. */
export function removeBlock(tr: Transaction, at: number): void {
  const $at = tr.doc.resolve(at);
  let depth = $at.depth;
  while (depth > 0 && $at.node(depth).childCount === 1) depth--;
  const from = depth === $at.depth ? at : $at.before(depth + 1);
  const to = depth === $at.depth ? at + ($at.nodeAfter?.nodeSize ?? 0) : $at.after(depth + 1);
  const { paragraph } = tr.doc.type.schema.nodes;
  // A page is never without a paragraph to write in.
  if (from === 0 && to === tr.doc.content.size && paragraph) tr.replaceWith(from, to, paragraph.create());
  else tr.delete(from, to);
}

/**
 * The block as it can stand in `parent`, and how much deeper its content then is. An item that leaves its list takes a
 * list of the same kind along; a paragraph that comes into one becomes an item.
 */
function fit(block: Node, source: Node, parent: Node): { node: Node; depth: number } | null {
  const { nodes } = parent.type.schema;
  const item = nodes[itemOf[parent.type.name] ?? ""];
  if (isItem(block)) {
    if (item === undefined) return checked(parent, source.type.create(source.attrs, block), 1);
    return checked(parent, block.type === item ? block : item.create(null, block.content), 0);
  }
  if (item === undefined) return checked(parent, block, 0);
  const content = Fragment.from(block);
  return item.validContent(content) ? checked(parent, item.create(null, content), 1) : null;
}

function checked(parent: Node, node: Node, depth: number): { node: Node; depth: number } | null {
  return parent.type.contentMatch.matchType(node.type) === null ? null : { node, depth };
}

/** An empty block to go on writing in behind the one at `at`: an item in a list, a paragraph elsewhere. */
export function emptyBlock({ type }: Node): Node | null {
  return type.schema.nodes[itemOf[type.name] ?? "paragraph"]?.createAndFill() ?? null;
}
