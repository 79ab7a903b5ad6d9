/** Typing, for tests in a real editor. */
import type { Editor } from "@tiptap/core";

/** As the browser hands it to the editor, letter by letter, so that input rules see it. */
export function types({ view }: Editor, words: string): void {
  for (const letter of words) {
    const { from, to } = view.state.selection;
    const insert = () => view.state.tr.insertText(letter, from, to);
    if (!view.someProp("handleTextInput", (take) => take(view, from, to, letter, insert)))
      view.dispatch(insert());
  }
}
