/** The cell with the caret. */
import type { Editor } from "@tiptap/core";
import { firstLeaf } from "../blocks/block-at.js";
import { leafId } from "../collaboration.js";

/** The positions of the cell with the caret and of its table; null outside tables. */
export function cellHere(editor: Editor): { cell: number; table: number } | null {
  const { $head } = editor.state.selection;
  for (let depth = $head.depth; depth > 1; depth--) {
    const role = $head.node(depth).type.spec.tableRole;
    if (role === "cell" || role === "header_cell")
      return { cell: $head.before(depth), table: $head.before(depth - 2) };
  }
  return null;
}

/** The name of the first block in it, by which it is known whatever others do to the table; null where it has none. */
export function cellName(editor: Editor): string | null {
  const here = cellHere(editor);
  return here === null ? null : leafId(editor, firstLeaf(editor.state.doc, here.cell));
}
