/** What people do, drawn by lot: where, and as which transaction. Both bindings are told the same. */
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import type { Chance } from "../../scripts/chance.js";

export const editNames = ["letter", "Enter", "bold", "heading"] as const;
export type EditName = (typeof editNames)[number];

/** A caret that goes on where it is for a word or so, and then goes somewhere else. */
export class Hand {
  readonly #chance: Chance;
  #left = 0;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /** Where to put the caret before the next edit; null where it stays. */
  place(editor: Editor, edit: EditName): number | null {
    if (edit === "letter" && this.#left-- > 0) return null;
    this.#left = this.#chance.below(8);
    const { doc } = editor.state;
    for (;;) {
      const at = doc.resolve(this.#chance.below(doc.content.size + 1));
      if (at.parent.isTextblock && at.parent.content.size > 1) return at.pos;
    }
  }

  letter(): string {
    return "etaoinshrdlu".charAt(this.#chance.below(12));
  }
}

export function putCaret(editor: Editor, pos: number): void {
  const { state, view } = editor;
  if (state.selection.empty && state.selection.head === pos) return;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, pos)));
}

/** Does the edit at the caret. What it does depends on the page alone. */
export function act(editor: Editor, edit: EditName, letter: string): void {
  const { state, view } = editor;
  const { tr, schema, selection } = state;
  const { $from } = selection;
  if (edit === "letter") view.dispatch(tr.insertText(letter));
  else if (edit === "Enter") view.dispatch(tr.split($from.pos));
  else if (edit === "bold") {
    const { bold } = schema.marks;
    if (bold === undefined) throw new Error("The schema has no bold.");
    const [from, to] = [$from.start(), Math.min($from.end(), $from.start() + 10)];
    const isBold = state.doc.rangeHasMark(from, to, bold);
    view.dispatch(isBold ? tr.removeMark(from, to, bold) : tr.addMark(from, to, bold.create()));
  } else {
    const { heading, paragraph } = schema.nodes;
    if (heading === undefined || paragraph === undefined) throw new Error("The schema has no heading.");
    const turned = $from.parent.type === heading;
    view.dispatch(tr.setBlockType($from.pos, $from.pos, turned ? paragraph : heading));
  }
}
