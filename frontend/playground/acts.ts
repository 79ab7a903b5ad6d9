/** What somebody does in an editor, one small act after the other, so that one can watch. */
import type { ChainedCommands, Editor } from "@tiptap/core";

export type Act = (editor: Editor) => void;

/** The position before a piece of text. */
function find(editor: Editor, text: string): number {
  let found = -1;
  editor.state.doc.descendants((node, pos) => {
    const at = node.isTextblock ? node.textContent.indexOf(text) : -1;
    if (found === -1 && at !== -1) found = pos + 1 + at;
    return found === -1;
  });
  if (found === -1) throw new Error(`“${text}” is not on the page`);
  return found;
}

export const caretAfter =
  (text: string): Act =>
  (editor) => {
    editor.commands.setTextSelection(find(editor, text) + text.length);
  };

export const caretBefore =
  (text: string): Act =>
  (editor) => {
    editor.commands.setTextSelection(find(editor, text));
  };

export const selects =
  (from: string, to = from): Act =>
  (editor) => {
    editor.commands.setTextSelection({ from: find(editor, from), to: find(editor, to) + to.length });
  };

export const runs =
  (command: (chain: ChainedCommands) => ChainedCommands): Act =>
  (editor) => {
    command(editor.chain()).run();
  };

export const presses =
  (key: string): Act =>
  (editor) => {
    editor.commands.keyboardShortcut(key);
  };

/** One act for each letter. */
export const types = (text: string): Act[] =>
  [...text].map((letter) => (editor) => editor.view.dispatch(editor.state.tr.insertText(letter)));

/** Takes the block that holds this text and puts it behind the one that holds the other, or first. */
export const drags =
  (text: string, behind: string | null): Act =>
  (editor) => {
    const { doc, tr } = editor.state;
    const block = doc.resolve(find(editor, text));
    const node = block.node(1);
    tr.delete(block.before(1), block.after(1));
    const target = behind === null ? 0 : doc.resolve(find(editor, behind)).after(1);
    tr.insert(tr.mapping.map(target), node);
    editor.view.dispatch(tr);
  };
