/**
 * Making a block into another kind of block, whatever it is in: one transaction in which its text stays where it is, so
 * that everybody who is writing in it goes on writing in it. Pure.
 */
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import { liftTarget } from "@tiptap/pm/transform";
import { firstLeaf, isItem } from "./block-at.js";
import { itemOf, joinNeighbours, takeOutOfList, wrap } from "./lists.js";

/** What the block is, as an id of a format: "text", "heading2", "taskList"; null where it is not made of text. */
export function kindOf(doc: Node, block: number): string | null {
  const $block = doc.resolve(block);
  const node = $block.nodeAfter;
  if (node === null) return null;
  if (isItem(node)) return $block.parent.type.name;
  if (!node.isTextblock) return null;
  if (node.type.name === "heading") return `heading${node.attrs.level}`;
  if (node.type.name !== "paragraph") return node.type.name;
  return $block.parent.type.name === "blockquote" ? "quote" : "text";
}

/** Makes the block a `kind`, an id of a format; null where it is that already, or cannot be. */
export function turnInto(state: EditorState, block: number, kind: string): Transaction | null {
  const now = kindOf(state.doc, block);
  const { nodes } = state.schema;
  const { paragraph, heading, codeBlock, blockquote } = nodes;
  if (now === null || now === kind || !paragraph || !heading || !codeBlock || !blockquote) return null;
  const node = state.doc.nodeAt(block) as Node;
  const text = firstLeaf(state.doc, block);
  const tr = state.tr;
  let start = block;
  if (isItem(node)) start = takeOutOfList(tr, block);
  else if (now === "quote" && kind === "text") start = takeOutOfQuote(tr, block);
  const end = start + (isItem(node) ? node.content.size : node.nodeSize);

  const list = kind in itemOf ? nodes[kind] : undefined;
  const first = start + 1;
  if (kind === "codeBlock") tr.setBlockType(first, first, codeBlock);
  else if (kind.startsWith("heading")) tr.setBlockType(first, first, heading, { level: Number(kind.at(-1)) });
  else if (kind === "text" || list) tr.setBlockType(first, first, paragraph);

  const item = nodes[itemOf[kind] ?? ""];
  const inQuote = tr.doc.resolve(start).parent.type === blockquote;
  if (list && item) {
    wrap(tr, start, end, [list, item]);
    joinNeighbours(tr, start);
  } else if (kind === "quote" && !inQuote) wrap(tr, start, end, [blockquote]);

  const { from, to } = state.selection;
  if (from < block || to > block + node.nodeSize) {
    const line = tr.doc.resolve(tr.mapping.map(text + 1));
    tr.setSelection(Selection.near(tr.doc.resolve(line.end()), -1));
  }
  return tr;
}

function takeOutOfQuote(tr: Transaction, at: number): number {
  const range = tr.doc.resolve(at + 1).blockRange();
  const target = range && liftTarget(range);
  if (range === null || target === null) return at;
  tr.lift(range, target);
  return tr.mapping.map(at + 1) - 1;
}
