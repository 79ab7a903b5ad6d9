/** The binding to a page's flow as a Tiptap extension, with undo and redo of one's own changes. */
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type * as Y from "yjs";
import { FlowBinding } from "./binding.js";

declare module "@tiptap/core" {
  interface Storage {
    flowCollaboration: BindingStorage;
  }
  interface Commands<ReturnType> {
    flowCollaboration: {
      /** Takes back one's own last change, never somebody else's. */
      undo: () => ReturnType;
      redo: () => ReturnType;
    };
  }
}

interface BindingStorage {
  binding: FlowBinding | null;
}

interface Options {
  readonly doc: Y.Doc | null;
  /** Called with the binding when it stands, and with null when it ends. */
  readonly onBound: (binding: FlowBinding | null) => void;
}

export const FlowCollaboration = Extension.create<Options, BindingStorage>({
  name: "flowCollaboration",
  priority: 1000,

  addOptions: () => ({ doc: null, onBound: () => {} }),
  addStorage: () => ({ binding: null }),

  addCommands() {
    const change =
      (direction: "undo" | "redo") =>
      () =>
      ({ tr, dispatch }: { tr: { setMeta(key: string, value: unknown): unknown }; dispatch: unknown }) => {
        const { binding } = this.storage;
        if (binding === null) return false;
        // The binding dispatches what it changes; this command's own transaction is empty.
        tr.setMeta("preventDispatch", true);
        const stack = direction === "undo" ? binding.undoManager.undoStack : binding.undoManager.redoStack;
        if (stack.length === 0) return false;
        return dispatch === undefined ? true : binding[direction]();
      };
    return { undo: change("undo"), redo: change("redo") };
  },

  addKeyboardShortcuts() {
    // Also where there is nothing: the browser keeps a history of its own, which knows nothing of the others.
    const swallow = (direction: "undo" | "redo") => () => {
      this.editor.commands[direction]();
      return true;
    };
    return { "Mod-z": swallow("undo"), "Mod-y": swallow("redo"), "Shift-Mod-z": swallow("redo") };
  },

  addProseMirrorPlugins() {
    const { doc } = this.options;
    if (doc === null) throw new Error("FlowCollaboration needs the page's Y.Doc.");
    const binding = new FlowBinding(doc, this.editor.schema);
    this.storage.binding = binding;
    this.options.onBound(binding);
    return [binding.plugin, browserHistory(this.editor)];
  },

  onDestroy() {
    this.storage.binding?.destroy();
    this.storage.binding = null;
    this.options.onBound(null);
  },
});

/** Undo from a context menu, a phone's keyboard or a shake: the browser asks for its own history, and gets ours. */
function browserHistory(editor: Editor): Plugin {
  return new Plugin({
    key: new PluginKey("browserHistory"),
    props: {
      handleDOMEvents: {
        beforeinput: (_, event) => {
          if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
          event.preventDefault();
          editor.commands[event.inputType === "historyUndo" ? "undo" : "redo"]();
          return true;
        },
      },
    },
  });
}
