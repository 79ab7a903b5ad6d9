/**
 * What one does to whole blocks from the keyboard, as ProseMirror commands, and the ways into the text from outside.
 */
import type { CanCommands, Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type Command, NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";
import { addRow, isInTable, selectedRect, TableMap } from "@tiptap/pm/tables";
import { chosenBlocks } from "./block-at.js";
import { isList } from "./lists.js";

/** Puts a copy of the chosen blocks, or of the one that begins at `at`, below them and the selection into the copy. */
export function duplicateBlocks(at?: number): Command {
  return (state, dispatch) => {
    const range = chosenBlocks(state, at);
    if (range === null) return false;
    if (dispatch) {
      const { selection } = state;
      const copy = state.doc.slice(range.start, range.end).content;
      const tr = state.tr.insert(range.end, copy);
      const by = range.end - range.start;
      if (selection.from < range.start || selection.to > range.end) {
        const { $head } = Selection.near(tr.doc.resolve(range.end + 1));
        tr.setSelection(Selection.near(tr.doc.resolve($head.end()), -1));
      } else if (selection instanceof NodeSelection) {
        tr.setSelection(NodeSelection.create(tr.doc, selection.from + by));
      } else {
        const [anchor, head] = [tr.doc.resolve(selection.anchor + by), tr.doc.resolve(selection.head + by)];
        tr.setSelection(TextSelection.between(anchor, head));
      }
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/**
 * Hangs the item with the caret on the one before it, or takes it a level out; `() => editor.can()` only asks. Called for
 * each of the two: what one of Tiptap's `commands` objects gives share a transaction.
 */
export function stepItem(
  commands: () => Pick<CanCommands, "sinkListItem" | "liftListItem">,
  step: "sinkListItem" | "liftListItem",
): boolean {
  return commands()[step]("listItem") || commands()[step]("taskItem");
}

/** Takes every mark but the links from the selection, or from what is typed next. */
export const clearFormatting: Command = (state, dispatch) => {
  const { link } = state.schema.marks;
  if (dispatch) {
    const tr = state.tr;
    for (const { $from, $to } of state.selection.ranges) {
      for (const mark of Object.values(state.schema.marks)) {
        if (mark !== link) tr.removeMark($from.pos, $to.pos, mark);
      }
    }
    dispatch(tr.setStoredMarks([]));
  }
  return true;
};

/**
 * Leaves a table that ends the page downwards. A code block leaves itself; for a table this makes the paragraph that the
 * caret goes to, because nothing of the kind is kept in the document by default.
 */
export const leaveLastTable: Command = (state, dispatch, view) => {
  const { $head, empty } = state.selection;
  if (!empty || view?.endOfTextblock("down") === false) return false;
  for (let depth = $head.depth; depth > 0; depth--) {
    if ($head.node(depth).type.spec.tableRole !== "table") continue;
    // The table, the row, and what of the cell the caret is in.
    const levels = [depth - 1, depth, depth + 2];
    if (!levels.every((level) => $head.index(level) === $head.node(level).childCount - 1)) return false;
    const paragraph = state.schema.nodes.paragraph?.create();
    if (paragraph === undefined) return false;
    if (dispatch) {
      const after = $head.after(depth);
      const tr = state.tr.insert(after, paragraph);
      dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
    }
    return true;
  }
  return false;
};

/** Puts an empty row above or below the chosen cells, and the caret into it; code in a cell has the key for itself. */
export const addRowBeside =
  (side: "above" | "below"): Command =>
  (state, dispatch) => {
    if (!isInTable(state) || state.selection.$head.parent.type.spec.code) return false;
    if (dispatch) {
      const chosen = selectedRect(state);
      const row = side === "above" ? chosen.top : chosen.bottom;
      const tr = addRow(state.tr, chosen, row);
      const { map, width } = TableMap.get(tr.doc.nodeAt(chosen.tableStart - 1) as Node);
      const cell = chosen.tableStart + (map[row * width + chosen.left] ?? 0);
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(cell + 1))).scrollIntoView());
    }
    return true;
  };

/**
 * Puts a divider where the caret is, and the caret right below it: into what stood behind the caret in its block, or into
 * an empty paragraph, never into the text of the next block.
 */
export const insertDivider: Command = (state, dispatch) => {
  const { horizontalRule, paragraph } = state.schema.nodes;
  if (horizontalRule === undefined || paragraph === undefined) return false;
  if (dispatch) {
    const { tr } = state;
    if (tr.selection instanceof TextSelection) tr.deleteSelection();
    const { $to } = tr.selection;
    const { parent, parentOffset } = $to;
    const isText = parent.isTextblock && parent.type.spec.code !== true;
    const index = parent.isTextblock ? $to.index(-1) : 0;
    let [at, goesOn] = [parent.isTextblock ? $to.after() : $to.pos, isText];
    if (isText && parentOffset === 0 && $to.node(-1).canReplaceWith(index, index, horizontalRule)) {
      at = $to.before();
    } else if (isText && parentOffset < parent.content.size) {
      tr.split($to.pos);
      at = $to.pos + 1;
    } else {
      const below = tr.doc.nodeAt(at);
      goesOn = below?.type === paragraph && below.content.size === 0;
    }
    tr.insert(at, horizontalRule.create());
    if (!goesOn) tr.insert(at + 1, paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  }
  return true;
};

/** Puts the caret at the beginning of the text. */
export function focusStart(editor: Editor): void {
  putCaret(editor, "start");
}

/**
 * Puts the caret at the end of the text, as a click below the last block means. Where the last block is none that one
 * goes on writing in, such as a table, code or a picture, a new paragraph follows it.
 */
export function focusEnd(editor: Editor): void {
  const last = editor.state.doc.lastChild;
  const open = last === null || (last.isTextblock && last.type.spec.code !== true) || isList(last);
  if (!open && editor.isEditable) {
    editor.commands.insertContentAt(editor.state.doc.content.size, { type: "paragraph" });
  }
  putCaret(editor, "end");
}

/** At once: Tiptap's own focus command waits for a frame, and the first letter typed meanwhile would go elsewhere. */
function putCaret({ view }: Editor, where: "start" | "end"): void {
  const { tr } = view.state;
  const selection = where === "start" ? Selection.atStart(tr.doc) : Selection.atEnd(tr.doc);
  view.dispatch(tr.setSelection(selection).scrollIntoView());
  view.focus();
}
