/**
 * "[ ] " and "[x] " at the start of a list's item make a task of it, so that "- [ ] " does as Markdown has it. Stock Tiptap
 * makes tasks of paragraphs only, and by the time the bracket is typed, "- " has made an item.
 */
import { Extension, InputRule } from "@tiptap/core";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { turnInto } from "../blocks/turn-into.js";

/** Takes the brackets away from there to there and makes the item around them a task; null where there is none. */
export function makeTask(state: EditorState, from: number, to: number, checked: boolean): Transaction | null {
  const $from = state.doc.resolve(from);
  const depth = $from.depth - 1;
  if (depth < 1 || $from.node(depth).type.name !== "listItem" || $from.index(depth) > 0) return null;
  const tr = turnInto(state, $from.before(depth), "taskList");
  if (tr === null) return null;
  tr.delete(tr.mapping.map(from), tr.mapping.map(to));
  if (checked) tr.setNodeAttribute(tr.selection.$from.before(-1), "checked", true);
  return tr;
}

export const TaskRule = Extension.create({
  name: "taskRule",
  addInputRules: () => [
    new InputRule({
      find: /^\[([ xX]?)\] $/,
      handler: ({ state, range, match }) =>
        makeTask(state, range.from, range.to, /x/i.test(match[1] ?? "")) === null ? null : undefined,
    }),
  ],
});
