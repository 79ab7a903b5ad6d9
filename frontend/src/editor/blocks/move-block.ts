/**
 * Putting a block elsewhere: one transaction that writes it at its new place and takes it from the old one, which the
 * binding reads as a move of the same block. Pure.
 */
import { Fragment, type Node } from "@tiptap/pm/model";
import { type EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { holdsBlocks, isItem } from "./block-at.js";
import { itemOf } from "./lists.js";

/**
 * The block at `from`, or its neighbours up to `end` with it, put in at `to`; null where they cannot stand there, or
 * stand there already.
 */
export function moveBlock(
  state: EditorState,
  from: number,
  to: number,
  end = endOf(state.doc, from),
): Transaction | null {
  const { doc, selection } = state;
  const $from = doc.resolve(from);
  if (to >= from && to <= end) return null;
  const $to = doc.resolve(to);
  const fitting = holdsBlocks($to.parent)
    ? fit(doc.slice(from, end).content, $from.parent, $to.parent)
    : null;
  if (fitting === null) return null;
  const tr = state.tr.insert(to, fitting.content);
  removeBlock(tr, tr.mapping.map(from), tr.mapping.map(end));
  // The caret goes along with the block it is in.
  if (selection instanceof TextSelection && selection.from > from && selection.to < end) {
    const start = tr.mapping.slice(1).map(to) + fitting.depth - from;
    const [anchor, head] = [tr.doc.resolve(start + selection.anchor), tr.doc.resolve(start + selection.head)];
    tr.setSelection(TextSelection.between(anchor, head));
  }
  return tr;
}

const endOf = (doc: Node, at: number): number => at + (doc.nodeAt(at)?.nodeSize ?? 0);

/** Takes the block at `at` out, or all up to `end`, and with it the lists and quotes that would be left empty. */
export function removeBlock(tr: Transaction, at: number, end = endOf(tr.doc, at)): void {
  let [from, to] = [at, end];
  for (let $from = tr.doc.resolve(from); $from.depth > 0; $from = tr.doc.resolve(from)) {
    if (from > $from.start() || to < $from.end()) break;
    [from, to] = [$from.before(), $from.after()];
  }
  const { paragraph } = tr.doc.type.schema.nodes;
  // A page is never without a paragraph to write in.
  if (from === 0 && to === tr.doc.content.size && paragraph) tr.replaceWith(from, to, paragraph.create());
  else tr.delete(from, to);
}

/**
 * The blocks as they can stand in `parent`, and how much deeper their content then is. Items that leave their list take
 * a list of the same kind along; a paragraph that comes into one becomes an item.
 */
function fit(blocks: Fragment, source: Node, parent: Node): { content: Fragment; depth: number } | null {
  const { nodes } = parent.type.schema;
  const item = nodes[itemOf[parent.type.name] ?? ""];
  const areItems = blocks.firstChild !== null && isItem(blocks.firstChild);
  const each = (make: (block: Node) => Node) => Fragment.from(blocks.content.map(make));
  let content = blocks;
  let depth = 0;
  if (areItems && item === undefined) {
    content = Fragment.from(source.type.create(source.attrs, blocks));
    depth = 1;
  } else if (areItems) {
    content = each((block) => (block.type === item ? block : (item?.create(null, block.content) ?? block)));
  } else if (item !== undefined) {
    if (!blocks.content.every((block) => item.validContent(Fragment.from(block)))) return null;
    content = each((block) => item.create(null, block));
    depth = 1;
  }
  const fits = content.content.every(({ type }) => parent.type.contentMatch.matchType(type) !== null);
  return fits ? { content, depth } : null;
}
