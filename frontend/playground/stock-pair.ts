/**
 * The same two people with stock Tiptap collaboration: the plugins of `@tiptap/y-tiptap` over an XmlFragment, in the
 * same editors. They do nothing of their own; every step that somebody makes in our editors is repeated here.
 */

import type { JSONContent } from "@tiptap/core";
import { type Editor as AnyEditor, Editor, Extension } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { Step } from "@tiptap/pm/transform";
import {
  prosemirrorToYXmlFragment,
  redo,
  undo,
  ySyncPlugin,
  yUndoPlugin,
  yUndoPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { PageStateExtension } from "../src/editor/page-state.js";
import { pageViews } from "../src/editor/views/page-views.js";
import { Wire } from "./wire.js";

const root = "default";

function open(doc: Y.Doc): Editor {
  const binding = Extension.create({
    name: "stockCollaboration",
    addProseMirrorPlugins: () => [ySyncPlugin(doc.getXmlFragment(root)), yUndoPlugin()],
  });
  const editor = new Editor({
    element: document.createElement("div"),
    extensions: [PageStateExtension, ...pageViews, binding],
    editable: false,
    injectCSS: false,
    editorProps: { attributes: { class: "prose", "aria-label": "Text, by stock Tiptap" } },
  });
  return editor;
}

export class StockPair {
  readonly editors: readonly [Editor, Editor];
  readonly wire: Wire;
  #following = true;
  readonly #docs: readonly [Y.Doc, Y.Doc];

  constructor(page: JSONContent, changed: () => void) {
    this.#docs = [new Y.Doc(), new Y.Doc()];
    const [first, second] = this.#docs;
    this.wire = new Wire({ doc: first }, { doc: second }, changed);
    this.editors = [open(first), open(second)];
    // The binding asks for its fragment to be drawn when it stands, and draws what comes later by itself.
    const { schema } = this.editors[0];
    prosemirrorToYXmlFragment(schema.nodeFromJSON(page), first.getXmlFragment(root));
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first), this.wire);
    this.wire.open(0);
    this.wire.open(1);
    // What the page begins with is nothing that somebody did.
    for (const editor of this.editors) yUndoPluginKey.getState(editor.state)?.undoManager.clear();
  }

  /** False once stock shows another page than ours, so that a step of ours means something else in it. */
  get following(): boolean {
    return this.#following;
  }

  /** Does what was done in our editor of the same person. */
  repeats(person: 0 | 1, transactions: readonly Transaction[]): void {
    const editor: AnyEditor = this.editors[person];
    const [first] = transactions;
    if (first === undefined || !this.#following) return;
    if (!samePage(editor, first)) {
      this.#following = false;
      return;
    }
    const { tr } = editor.state;
    for (const { steps } of transactions)
      for (const step of steps) tr.step(Step.fromJSON(editor.schema, step.toJSON()));
    editor.view.dispatch(tr);
  }

  /** The person took back, or did again, what they did last. */
  takesBack(person: 0 | 1, direction: "undo" | "redo"): void {
    if (this.#following) (direction === "undo" ? undo : redo)(this.editors[person].state);
  }

  destroy(): void {
    this.wire.destroy();
    for (const editor of this.editors) editor.destroy();
    for (const doc of this.#docs) doc.destroy();
  }
}

const samePage = (editor: AnyEditor, { before }: Transaction): boolean =>
  JSON.stringify(editor.state.doc.toJSON()) === JSON.stringify(before.toJSON());
