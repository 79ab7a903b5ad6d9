// @vitest-environment happy-dom
/** What one undo takes back, in a real editor in its view. */
import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { PageStateExtension } from "../page-state.js";
import { pageViews } from "../views/page-views.js";
import { FlowCollaboration } from "./flow-collaboration.js";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const node = (type: string, ...content: object[]) => ({ type, content });
const p = (words: string) => node("paragraph", { type: "text", text: words });

function open(...content: object[]): Editor {
  const doc = new Y.Doc();
  const editor = new Editor({
    element: document.body.appendChild(document.createElement("div")),
    extensions: [PageStateExtension, ...pageViews, FlowCollaboration.configure({ doc })],
    injectCSS: false,
  });
  closing.push(() => editor.destroy());
  editor.commands.setContent(node("doc", ...content));
  return editor;
}

/** As the browser's own typing is handed to the editor, letter by letter. */
function types(editor: Editor, words: string): void {
  for (const letter of words) editor.view.dispatch(editor.state.tr.insertText(letter));
}
const shown = (editor: Editor) => editor.state.doc.children.map(({ textContent }) => textContent);

describe("one undo", () => {
  it("gives back all that was typed over, with the letters typed right after", () => {
    const editor = open(p("one"), node("bulletList", node("listItem", p("two"))), p("three"));
    editor.commands.selectAll();
    types(editor, "new");
    expect(shown(editor)).toEqual(["new"]);
    editor.commands.undo();
    expect(shown(editor)).toEqual(["one", "two", "three"]);
    editor.commands.redo();
    expect(shown(editor)).toEqual(["new"]);
  });

  it("gives back a word that was typed over, and leaves what was typed before", () => {
    const editor = open(p("one two"));
    editor.commands.setTextSelection(8);
    types(editor, " three");
    editor.commands.setTextSelection({ from: 1, to: 4 });
    types(editor, "new");
    expect(shown(editor)).toEqual(["new two three"]);
    editor.commands.undo();
    expect(shown(editor)).toEqual(["one two three"]);
    editor.commands.undo();
    expect(shown(editor)).toEqual(["one two"]);
  });

  it("takes back by itself what was deleted over several blocks", () => {
    const editor = open(p("one"), p("two"), p("three"));
    editor.commands.setTextSelection({ from: 3, to: 8 });
    editor.commands.deleteSelection();
    types(editor, "x");
    editor.commands.undo();
    expect(shown(editor)).toEqual(["ono", "three"]);
    editor.commands.undo();
    expect(shown(editor)).toEqual(["one", "two", "three"]);
  });
});
