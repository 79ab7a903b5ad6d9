/**
 * Backspace and Delete at the edge of a block, where ProseMirror's own would select a whole table, which the next letter
 * replaces, or glue code to the text above.
 */
import { Extension } from "@tiptap/core";
import { setBlockType } from "@tiptap/pm/commands";
import type { ResolvedPos } from "@tiptap/pm/model";
import { type Command, Selection, TextSelection } from "@tiptap/pm/state";
import { isApple } from "../../ui/keys.js";
import { removeBlock } from "../blocks/move-block.js";

type Side = "before" | "after";

/** The keys that Tiptap takes for Backspace and for Delete. */
const backward = ["Backspace", "Mod-Backspace", "Shift-Backspace"];
const forward = ["Delete", "Mod-Delete"];
if (isApple) {
  backward.push("Ctrl-h", "Alt-Backspace");
  forward.push("Ctrl-d", "Ctrl-Alt-Backspace", "Alt-Delete", "Alt-d");
}

/** Puts the caret into the table beside its block, and takes the block away where it is empty. */
export function intoTable(side: Side): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty || !isAtEdge(selection.$head, side))
      return false;
    const { $head } = selection;
    const edge = edgeTowards($head, side);
    const beside = side === "before" ? edge.nodeBefore : edge.nodeAfter;
    if (beside?.type.spec.tableRole !== "table") return false;
    // The first block of a quote or an item leaves that first.
    if (side === "before" && edge.depth < $head.depth - 1) return false;
    if (dispatch) {
      const { tr } = state;
      const { parent, depth } = $head;
      const [at, holder] = [$head.index(depth - 1), $head.node(depth - 1)];
      const mayGo = holder.childCount === 1 || holder.canReplace(at, at + 1);
      if (parent.content.size === 0 && mayGo) removeBlock(tr, $head.before());
      const [$edge, towards] = [tr.doc.resolve(tr.mapping.map(edge.pos)), side === "before" ? -1 : 1];
      tr.setSelection(Selection.findFrom($edge, towards, true) ?? tr.selection);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

function isAtEdge({ parent, parentOffset }: ResolvedPos, side: Side): boolean {
  return parent.isTextblock && parentOffset === (side === "before" ? 0 : parent.content.size);
}

/** The place outwards from there behind which another block stands, or the end of the cell or the page. */
function edgeTowards($pos: ResolvedPos, side: Side): ResolvedPos {
  let depth = $pos.depth;
  const isOutermost = () => {
    const parent = $pos.node(depth - 1);
    const index = $pos.index(depth - 1);
    return parent.type.spec.isolating || index !== (side === "before" ? 0 : parent.childCount - 1);
  };
  while (depth > 1 && !isOutermost()) depth--;
  return $pos.doc.resolve(side === "before" ? $pos.before(depth) : $pos.after(depth));
}

/** Makes text of the code whose first place has the caret. */
export const codeToText: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  const { paragraph } = state.schema.nodes;
  if (!empty || !$head.parent.type.spec.code || $head.parentOffset > 0 || !paragraph) return false;
  return setBlockType(paragraph)(state, dispatch);
};

export const BlockEdges = Extension.create({
  name: "blockEdges",
  // Before the extensions whose keys these refine.
  priority: 1_001,
  addKeyboardShortcuts() {
    const { editor } = this;
    const run = (command: Command) => command(editor.state, editor.view.dispatch, editor.view);
    const back = () => editor.commands.undoInputRule() || run(codeToText) || run(intoTable("before"));
    const on = () => run(intoTable("after"));
    return Object.fromEntries([
      ...backward.map((key) => [key, back] as const),
      ...forward.map((key) => [key, on] as const),
    ]);
  },
});
