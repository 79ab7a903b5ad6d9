/**
 * Where a block goes that somebody asks for with "+": into the empty one with the caret, else right below what stands
 * there. Nothing is ever put into an item: it goes below as another item, or behind the whole list.
 */
import { type EditorState, Selection } from "@tiptap/pm/state";
import { isItem } from "../blocks/block-at.js";
import { emptyBlock } from "../blocks/lists.js";
import { turnInto } from "../blocks/turn-into.js";

/**
 * Puts the caret into an empty block that can become a `kind`, the id of a format, all in `state.tr`. True where that
 * block is one already: another item of the list, another paragraph of the quote or the page.
 */
export function makeRoom(state: EditorState, kind: string): boolean {
  const { tr } = state;
  const { $to } = state.selection;
  const isEmpty = $to.parent.isTextblock && $to.parent.content.size === 0 && !$to.parent.type.spec.code;
  const items: number[] = [];
  for (let depth = $to.depth; depth > 0 && !$to.node(depth).type.spec.tableRole; depth--)
    if (isItem($to.node(depth))) items.push(depth);
  const [inner, outer] = [items[0], items.at(-1)];
  if (inner === undefined || outer === undefined) {
    if (!isEmpty) putEmptyBlock(tr, $to.parent.isTextblock ? $to.after() : $to.pos);
  } else {
    const isEmptyItem = isEmpty && $to.node(inner).childCount === 1;
    const isSameList = $to.node(inner - 1).type.name === kind;
    if (isSameList && !isEmptyItem) putEmptyBlock(tr, $to.after(inner));
    else if (!isSameList && isEmptyItem && inner === outer) turnInto(state, $to.before(inner), "text");
    else if (!isSameList) putEmptyBlock(tr, $to.after(outer - 1));
    if (isSameList) return true;
  }
  const { $from } = tr.selection;
  if ($from.parent.type.name !== "paragraph") return false;
  return kind === ($from.node(-1).type.name === "blockquote" ? "quote" : "text");
}

function putEmptyBlock(tr: EditorState["tr"], at: number): void {
  const fresh = emptyBlock(tr.doc.resolve(at).parent);
  if (fresh === null) return;
  tr.insert(at, fresh);
  tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView();
}
