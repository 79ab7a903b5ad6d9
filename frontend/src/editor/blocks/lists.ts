/** Lists: what they hold, and the steps that make, part and join them. Pure. */
import { Fragment, type Node, type NodeType, Slice } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceAroundStep } from "@tiptap/pm/transform";

/** The kind of item that each kind of list holds. */
export const itemOf: Readonly<Record<string, string>> = {
  bulletList: "listItem",
  orderedList: "listItem",
  taskList: "taskItem",
};

export const isList = ({ type }: Node): boolean => type.name in itemOf;

/** Where the block at `source` goes for `to`: beside a list of its own kind, an item goes into that list. */
export function nextToItsLike(doc: Node, to: number, source: number): number {
  const list = doc.resolve(source).parent.type;
  const { nodeBefore, nodeAfter, parent } = doc.resolve(to);
  if (!(list.name in itemOf) || parent.type === list) return to;
  if (nodeBefore?.type === list) return to - 1;
  return nodeAfter?.type === list ? to + 1 : to;
}

/** An empty block to go on writing in behind the one at `at`: an item in a list, a paragraph elsewhere. */
export function emptyBlock({ type }: Node): Node | null {
  return type.schema.nodes[itemOf[type.name] ?? "paragraph"]?.createAndFill() ?? null;
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
