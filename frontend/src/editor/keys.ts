/**
 * The keys that Tiptap does not bring: moving and duplicating blocks, clearing formats, the link card, the ways out of the
 * text. After Escape the next Tab leaves the editor, so that nobody is caught in lists, tables and code, where Tab means
 * something else.
 */
import { type Editor, Extension } from "@tiptap/core";
import { type Command, Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import {
  addRowBeside,
  clearFormatting,
  duplicateBlocks,
  leaveLastTable,
  stepItem,
} from "./blocks/block-commands.js";
import { moveBlocks } from "./blocks/move-past.js";
import { pageState } from "./page-state.js";

export interface PageKeysOptions {
  /** The caret wants to go where the title is. */
  readonly onTitleRequested: () => void;
  /** Somebody pressed Mod-S: nothing to save, but it may be said how things stand. */
  readonly onSaveRequested: () => void;
}

/** True where the caret stands at the very first place of the document's first block, a plain paragraph. */
function atVeryStart({ state }: EditorView): boolean {
  const { selection } = state;
  return (
    selection instanceof TextSelection &&
    selection.empty &&
    selection.from === 1 &&
    selection.$from.parent.type.name === "paragraph"
  );
}

/** True where there is nothing above the caret: the first line of the first block. */
function onFirstLine(view: EditorView): boolean {
  const { selection } = view.state;
  if (!selection.empty) return false;
  if (!(selection instanceof TextSelection)) return selection.from === 0;
  return selection.$from.before(1) === 0 && onFirstPath(selection) && view.endOfTextblock("up");
}

function onFirstPath({ $from }: TextSelection): boolean {
  for (let depth = 0; depth < $from.depth; depth++) if ($from.index(depth) !== 0) return false;
  return true;
}

function run(editor: Editor, command: Command): boolean {
  return command(editor.state, editor.view.dispatch, editor.view);
}

function inList(editor: Editor): boolean {
  return editor.isActive("listItem") || editor.isActive("taskItem");
}

/** What is typed behind a Tab is meant for the text, also where no other extension has a use for the key. */
export const StayingTab = Extension.create({
  name: "stayingTab",
  priority: 1,
  addKeyboardShortcuts() {
    const stay = () => this.editor.isEditable;
    return { Tab: stay, "Shift-Tab": stay };
  },
});

export const PageKeys = Extension.create<PageKeysOptions>({
  name: "pageKeys",
  // Before the extensions whose keys these refine.
  priority: 1_001,

  addOptions() {
    const nothing = () => undefined;
    return { onTitleRequested: nothing, onSaveRequested: nothing };
  },

  addKeyboardShortcuts() {
    const { editor, options } = this;
    const swallow = (act: () => unknown) => () => {
      act();
      return true;
    };
    const toTitle = (wanted: (view: EditorView) => boolean) => () => {
      if (!wanted(editor.view)) return false;
      options.onTitleRequested();
      return true;
    };
    const indent = (command: "sinkListItem" | "liftListItem") => () =>
      inList(editor) && !editor.isActive("table") && stepItem(() => editor.commands, command);
    return {
      // In a box of the text, or where nobody may write, it is the page's search, as everywhere else.
      "Mod-k": () => {
        if (!editor.isEditable || !editor.view.hasFocus()) return false;
        pageState(editor).prompt.set("link");
        return true;
      },
      "Mod-s": swallow(options.onSaveRequested),
      "Alt-F10": swallow(() => pageState(editor).focusToolbar?.()),
      "Mod-\\": () => run(editor, clearFormatting),
      "Mod-d": swallow(() => run(editor, duplicateBlocks())),
      "Alt-Shift-Enter": swallow(() => editor.isEditable && pageState(editor).blockMenuWanted.set(true)),
      "Alt-Shift-ArrowUp": swallow(() => run(editor, moveBlocks("up"))),
      "Alt-Shift-ArrowDown": swallow(() => run(editor, moveBlocks("down"))),
      "Mod-Enter": () => run(editor, addRowBeside("below")),
      "Mod-Shift-Enter": () => run(editor, addRowBeside("above")),
      ArrowDown: () => run(editor, leaveLastTable),
      ArrowUp: toTitle(onFirstLine),
      Backspace: toTitle(atVeryStart),
      Tab: indent("sinkListItem"),
      "Shift-Tab": indent("liftListItem"),
    };
  },

  addProseMirrorPlugins() {
    let leaving = false;
    return [
      new Plugin({
        key: new PluginKey("leaveWithTab"),
        props: {
          handleDOMEvents: {
            keydown(_, event) {
              // The editor does not see this Tab, and the browser does with it what it always does.
              if (event.key === "Tab" && leaving) return true;
              leaving = event.key === "Escape" || (leaving && event.key === "Shift");
              return false;
            },
            mousedown: () => {
              leaving = false;
              return false;
            },
            blur: () => {
              leaving = false;
              return false;
            },
          },
        },
      }),
    ];
  },
});
