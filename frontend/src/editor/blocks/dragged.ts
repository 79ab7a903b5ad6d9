/** What goes along with a block that is dragged, and how a whole list or quote comes to be chosen for that. Pure. */
import { type Command, type EditorState, Selection, TextSelection } from "@tiptap/pm/state";
import { chosenBlocks } from "./block-at.js";

/** Neighbours in one parent, from the beginning of the first to the end of the last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** All blocks that are chosen, where the one at `block` is among them; else it alone. */
export function dragged(state: EditorState, block: number): Stretch {
  const { selection, doc } = state;
  const chosen = selection.empty ? null : (wholeQuote(selection) ?? chosenBlocks(state));
  if (chosen !== null && chosen.start <= block && block < chosen.end) return chosen;
  return { start: block, end: block + (doc.nodeAt(block)?.nodeSize ?? 0) };
}

/**
 * The outermost quote of which all is chosen: what is in a quote stands without it elsewhere, so it has to go itself. A
 * list need not, because items take a list along.
 */
function wholeQuote({ $from, $to }: Selection): Stretch | null {
  for (let depth = 1; depth < $from.depth; depth++) {
    if ($from.node(depth).type.name !== "blockquote" || $to.pos > $from.end(depth)) continue;
    const first = Selection.findFrom($from.doc.resolve($from.start(depth)), 1);
    const last = Selection.findFrom($from.doc.resolve($from.end(depth)), -1);
    if ((first?.from ?? 0) < $from.pos || (last?.to ?? 0) > $to.pos) continue;
    return { start: $from.before(depth), end: $from.after(depth) };
  }
  return null;
}

/** Chooses all of the list or quote that the block at `block` is in; for a block of the page it is no command. */
export const chooseAround =
  (block: number): Command =>
  (state, dispatch) => {
    const $block = state.doc.resolve(block);
    if ($block.depth === 0) return false;
    const [start, end] = [$block.start(), $block.end()].map((edge) => state.doc.resolve(edge));
    if (start && end) dispatch?.(state.tr.setSelection(TextSelection.between(start, end)));
    return true;
  };
