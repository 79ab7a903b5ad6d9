/**
 * Making a block into another kind of block, whatever it is in: one transaction in which its text stays where it is, so
 * that everybody who is writing in it goes on writing in it. Pure.
 */
import { Fragment, type Node, type NodeType, Slice } from "@tiptap/pm/model";
import { type EditorState, Selection, type Transaction } from "@tiptap/pm/state";
import { liftTarget, ReplaceAroundStep } from "@tiptap/pm/transform";
import { firstLeaf, isItem } from "./block-at.js";
import { itemOf } from "./move-block.js";

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

/** Leaves what the item holds in place of it, and parts the list around that. Returns where it begins. */
export function takeOutOfList(tr: Transaction, at: number): number {
  const $at = tr.doc.resolve(at);
  const list = $at.parent;
  const end = at + ($at.nodeAfter?.nodeSize ?? 0);
  const isFirst = $at.index() === 0;
  const isLast = $at.index() === list.childCount - 1;
  const half = Fragment.from(list.copy(Fragment.empty));
  const around = (isFirst ? Fragment.empty : half).append(isLast ? Fragment.empty : half);
  const slice = new Slice(around, isFirst ? 0 : 1, isLast ? 0 : 1);
  const from = isFirst ? at - 1 : at;
  tr.step(new ReplaceAroundStep(from, isLast ? end + 1 : end, at + 1, end - 1, slice, isFirst ? 0 : 1, true));
  return isFirst ? from : at + 1;
}

function takeOutOfQuote(tr: Transaction, at: number): number {
  const range = tr.doc.resolve(at + 1).blockRange();
  const target = range && liftTarget(range);
  if (range === null || target === null) return at;
  tr.lift(range, target);
  return tr.mapping.map(at + 1) - 1;
}

/** Outermost first. */
export function wrap(tr: Transaction, start: number, end: number, types: readonly NodeType[]): void {
  const shell = types.reduceRight((inner, type) => Fragment.from(type.create(null, inner)), Fragment.empty);
  tr.step(new ReplaceAroundStep(start, end, start, end, new Slice(shell, 0, 0), types.length, true));
}

/** Two lists of a kind beside each other are one. */
export function joinNeighbours(tr: Transaction, at: number): void {
  const list = tr.doc.nodeAt(at) as Node;
  const end = at + list.nodeSize;
  if (tr.doc.resolve(end).nodeAfter?.type === list.type) tr.join(end);
  if (tr.doc.resolve(at).nodeBefore?.type === list.type) tr.join(at);
}
