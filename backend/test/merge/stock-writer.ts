/** Stock Tiptap collaboration without a view: the plugins of y-tiptap themselves, over an XmlFragment. */
import type { Editor } from "@tiptap/core";
import type { Plugin } from "@tiptap/pm/state";
import { initProseMirrorDoc, redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { giveBack, setPage, takeEditor, viewOf, type Writer } from "./writer.js";

export const stockRoot = "default";

export class StockWriter implements Writer {
  readonly editor: Editor;
  readonly doc: Y.Doc;
  readonly #close: (() => void)[] = [];

  constructor(doc: Y.Doc) {
    this.editor = takeEditor();
    this.doc = doc;
    const fragment = doc.getXmlFragment(stockRoot);
    const first = initProseMirrorDoc(fragment, this.editor.schema);
    const sync: Plugin = ySyncPlugin(fragment, { mapping: first.mapping });
    const plugins: Plugin[] = [sync, yUndoPlugin()];
    setPage(this.editor, first.doc, plugins);
    (yUndoPluginKey.getState(this.editor.state).undoManager as Y.UndoManager).captureTimeout = 0;
    const view = viewOf(this.editor);
    const drawn = plugins.map((plugin) => plugin.spec.view?.(view));
    let before = this.editor.state;
    this.editor.on("transaction", () => {
      const last = before;
      before = this.editor.state;
      for (const one of drawn) one?.update?.(view, last);
    });
    for (const one of drawn) this.#close.push(() => one?.destroy?.());
  }

  undo(): void {
    undo(this.editor.state);
  }

  redo(): void {
    redo(this.editor.state);
  }

  close(): void {
    for (const close of this.#close) close();
    giveBack(this.editor);
  }
}
