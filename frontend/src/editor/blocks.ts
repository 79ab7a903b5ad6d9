/**
 * What one does to whole blocks from the keyboard, as ProseMirror commands, and the ways into the text from outside.
 * A block is what a person would call one: a paragraph, a list item with what hangs below it, a whole table.
 */
import type { CanCommands, Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type Command, type EditorState, NodeSelection, Selection, TextSelection } from "@tiptap/pm/state";

/** Parents whose children are blocks in that sense; inside the others, the parent itself is the block. */
const parents: ReadonlySet<string> = new Set(["doc", "blockquote", "bulletList", "orderedList", "taskList"]);

/** Neighbours in one parent; `start` and `end` are positions in the document. */
interface Chosen {
  readonly parent: Node;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly start: number;
  readonly end: number;
}

/** True for what holds blocks; inside anything else that is not an item, the thing itself is the block. */
export function holdsBlocks(node: Node): boolean {
  return parents.has(node.type.name);
}

/** The block that begins at `at`, or those the selection is in. */
export function chosenBlocks(state: EditorState, at?: number): Chosen | null {
  const { $from, $to } = state.selection;
  if (at === undefined) return $from.blockRange($to, holdsBlocks);
  const $at = state.doc.resolve(at);
  const node = $at.nodeAfter;
  if (node === null) return null;
  const startIndex = $at.index();
  return { parent: $at.parent, startIndex, endIndex: startIndex + 1, start: at, end: at + node.nodeSize };
}

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
    const atEnd = $head.indexAfter(depth - 1) === $head.node(depth - 1).childCount;
    const inLastRow = $head.index(depth) === $head.node(depth).childCount - 1;
    if (!atEnd || !inLastRow || !isLastChild($head.node(depth + 2), $head.index(depth + 2))) return false;
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

function isLastChild(parent: Node, index: number): boolean {
  return index === parent.childCount - 1;
}

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
  const open =
    last === null || (last.isTextblock && last.type.spec.code !== true) || last.type.name.endsWith("List");
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
