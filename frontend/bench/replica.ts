/** One person's copy of a page: a Y.Doc and a real Tiptap editor that is bound to it, by our binding or the stock one. */
import { Flow } from "@manyhands/backend/schema/flow/flow";
import { seed } from "@manyhands/backend/schema/flow/seed";
import { Editor, Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import {
  prosemirrorToYXmlFragment,
  undo as undoStock,
  ySyncPlugin,
  yUndoPlugin,
  yUndoPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";
import type { FlowBinding } from "../src/editor/flow/binding.js";
import { FlowCollaboration } from "../src/editor/flow/flow-collaboration.js";
import { pageViews } from "../src/editor/views/page-views.js";

export const sides = ["ours", "stock"] as const;
export type Side = (typeof sides)[number];

const stockRoot = "default";

export interface Replica {
  readonly editor: Editor;
  readonly doc: Y.Doc;
  readonly undo: () => void;
  /** What is done from here on is undone on its own. */
  readonly endUndoStep: () => void;
  readonly close: () => void;
}

/** The page as the bytes of a Y.Doc that one person wrote in one go. */
export function write(side: Side, page: Node): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1000;
  if (side === "ours") {
    Y.applyUpdate(doc, seed);
    const flow = new Flow(doc, page.type.schema, () => 0.5);
    flow.write(page, [], "bench");
    flow.destroy();
  } else prosemirrorToYXmlFragment(page, doc.getXmlFragment(stockRoot));
  const bytes = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return bytes;
}

/** From nothing to a drawn page: the bytes are read and an editor made on them. */
export function open(side: Side, bytes: Uint8Array, client: number, element: HTMLElement): Replica {
  const doc = new Y.Doc();
  doc.clientID = client;
  Y.applyUpdate(doc, bytes);
  const { extension, ...rest } = side === "ours" ? bindOurs(doc) : bindStock(doc);
  const editor = new Editor({ element, extensions: [...pageViews, extension], injectCSS: false });
  const { undo, endUndoStep } = rest.handles(editor);
  return {
    editor,
    doc,
    undo,
    endUndoStep,
    close() {
      editor.destroy();
      doc.destroy();
      element.remove();
    },
  };
}

interface Bound {
  readonly extension: Extension;
  readonly handles: (editor: Editor) => Pick<Replica, "undo" | "endUndoStep">;
}

function bindOurs(doc: Y.Doc): Bound {
  let binding: FlowBinding | null = null;
  const extension = FlowCollaboration.configure({ doc, onBound: (bound) => (binding = bound) });
  return {
    extension,
    handles: () => ({
      undo: () => binding?.undo(),
      endUndoStep: () => binding?.undoManager.stopCapturing(),
    }),
  };
}

/** As Tiptap's own collaboration extension does it. */
function bindStock(doc: Y.Doc): Bound {
  const fragment = doc.getXmlFragment(stockRoot);
  const extension = Extension.create({
    name: "stockCollaboration",
    priority: 1000,
    addProseMirrorPlugins: () => [ySyncPlugin(fragment), yUndoPlugin()],
  });
  return {
    extension,
    handles: (editor) => ({
      undo: () => undoStock(editor.state),
      endUndoStep: () => (yUndoPluginKey.getState(editor.state).undoManager as Y.UndoManager).stopCapturing(),
    }),
  };
}
