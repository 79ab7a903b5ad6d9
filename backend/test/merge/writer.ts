/**
 * Somebody with a page open: a real Tiptap editor with its commands, keys and plugins, without a view. How the
 * page is kept in the Y.Doc is the one thing in which writers differ.
 */
import { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { EditorState, type Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type * as Y from "yjs";
import { pageExtensions } from "../../src/schema/extensions.js";

export interface Writer {
  readonly editor: Editor;
  readonly doc: Y.Doc;
  undo(): void;
  redo(): void;
  close(): void;
}

/** Updates with this origin come from somebody else. */
export const network = "network";

// Tiptap asks which machine it runs on; Node 20 does not say.
if (!("navigator" in globalThis)) {
  Object.defineProperty(globalThis, "navigator", { value: { platform: "Linux", userAgent: "headless" } });
}

/** An editor takes longer to make than a case to run: those that are not used any more are used again. */
const idle: Editor[] = [];
const stockPlugins = new WeakMap<Editor, readonly Plugin[]>();

/** An editor with an empty page, and the plugins a mounted one has behind `own` ones. */
export function takeEditor(): Editor {
  const content = { type: "doc", content: [{ type: "paragraph" }] };
  const editor =
    idle.pop() ??
    new Editor({
      element: null,
      extensions: pageExtensions,
      content,
      enableCoreExtensions: { delete: false },
    });
  setPage(editor, editor.schema.nodeFromJSON(content));
  return editor;
}

export function giveBack(editor: Editor): void {
  editor.off("transaction");
  idle.push(editor);
}

/** Begins anew with this page. */
export function setPage(editor: Editor, doc: Node, own: readonly Plugin[] = []): void {
  const stock = stockPlugins.get(editor) ?? editor.extensionManager.plugins;
  stockPlugins.set(editor, stock);
  editor.view.updateState(EditorState.create({ doc, plugins: [...own, ...stock] }));
}

/** As much of a view as plugins ask for that do not draw. */
export function viewOf(editor: Editor): EditorView {
  const view = {
    get state(): EditorState {
      return editor.state;
    },
    dispatch: (tr: EditorState["tr"]) => editor.view.dispatch(tr),
    hasFocus: () => false,
    composing: false,
    editable: true,
    isDestroyed: false,
    endOfTextblock: () => false,
  };
  return view as object as EditorView;
}
