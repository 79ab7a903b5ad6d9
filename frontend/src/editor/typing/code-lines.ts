/** Enter in code: the next line begins where this one does, and a third Enter behind the last line leaves the code. */
import { Extension } from "@tiptap/core";
import { exitCode } from "@tiptap/pm/commands";
import type { Command } from "@tiptap/pm/state";

/** Two lines without anything but spaces, at the end. */
const blankEnd = /\n[ \t]*\n[ \t]*$/;

export const newCodeLine: Command = (state, dispatch, view) => {
  const { $from, $to, empty } = state.selection;
  if (!$from.parent.type.spec.code || !$from.sameParent($to)) return false;
  const before = $from.parent.textContent.slice(0, $from.parentOffset);
  const blank = blankEnd.exec(before);
  const isAtEnd = empty && $from.parentOffset === $from.parent.content.size;
  if (isAtEnd && blank !== null) {
    return exitCode(
      state,
      dispatch && ((tr) => dispatch(tr.delete($from.pos - blank[0].length, $from.pos))),
      view,
    );
  }
  const indentation = /[ \t]*/.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0] ?? "";
  dispatch?.(state.tr.insertText(`\n${indentation}`).scrollIntoView());
  return true;
};

export const CodeLines = Extension.create({
  name: "codeLines",
  // Before the code block's own Enter.
  priority: 1_001,
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => newCodeLine(editor.state, editor.view.dispatch) };
  },
});
