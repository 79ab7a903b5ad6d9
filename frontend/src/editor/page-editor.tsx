/**
 * The text of a page: a Tiptap editor bound to a Y.Doc, with its menus. It writes nothing until somebody types. React
 * draws it once; what changes afterwards changes inside ProseMirror.
 */
import type { Editor } from "@tiptap/core";
import { EditorContent, useEditor } from "@tiptap/react";
import { lazy, Suspense, useEffect, useId, useMemo, useRef } from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { clipboardText } from "./clipboard-text.js";
import { collaboration } from "./collaboration.js";
import { NoFiles } from "./files.js";
import { useLinkedBlock } from "./handle/linked-block.js";
import { HeldSelection } from "./held-selection.js";
import { PageKeys, StayingTab } from "./keys.js";
import { BubbleMenu } from "./menus/bubble-menu.js";
import { ImageDialog } from "./menus/image-dialog.js";
import { LinkCard } from "./menus/link-card.js";
import { Slash } from "./menus/slash.js";
import { SlashMenu } from "./menus/slash-menu.js";
import { TableGrips } from "./menus/table-grips.js";
import { PageStateExtension } from "./page-state.js";
import { pastedHtml } from "./pasted-html.js";
import { Placeholder } from "./placeholder.js";
import { BlockEdges } from "./typing/block-edges.js";
import { CodeLines } from "./typing/code-lines.js";
import { ListKinds } from "./typing/list-kinds.js";
import { TaskRule } from "./typing/task-rule.js";
import { pageViews } from "./views/page-views.js";
import "../styles/document.css";
import "../styles/blocks.css";
import "../styles/editor.css";
import "../styles/handle.css";

/** Pixels kept free around the caret when the page scrolls to it: the toolbar lies over the top 44, a note over the end. */
const caretRoom = { top: 64, bottom: 120, left: 0, right: 0 };

/** One reads and types before one reaches for the handle, so it comes after the text. */
const BlockHandle = lazy(async () => {
  try {
    const { BlockHandle } = await import("./handle/block-handle.js");
    return { default: BlockHandle };
  } catch (error) {
    console.warn("Blocks have no handle: it could not be loaded.", error);
    return { default: () => null };
  }
});

export interface PageEditorProps {
  /**
   * A page's document, after its first sync: what was there before is then nothing that undo could take back. Another
   * document makes another editor.
   */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly editable: boolean;
  /** Called with every new editor, once it stands. */
  readonly onReady: (editor: Editor) => void;
  /** The caret wants to leave the text upwards, to the title. */
  readonly onTitleRequested: () => void;
  /** Somebody pressed Mod-S. */
  readonly onSaveRequested?: () => void;
}

export function PageEditor(props: PageEditorProps) {
  const { doc, awareness, editable, onReady } = props;
  const latest = useRef(props);
  latest.current = props;
  const hint = useId();

  const extensions = useMemo(() => {
    return [
      PageStateExtension,
      ...pageViews,
      ...collaboration(doc, awareness),
      PageKeys.configure({
        onTitleRequested: () => latest.current.onTitleRequested(),
        onSaveRequested: () => latest.current.onSaveRequested?.(),
      }),
      StayingTab,
      BlockEdges,
      CodeLines,
      ListKinds,
      TaskRule,
      NoFiles,
      Slash,
      Placeholder,
      HeldSelection,
    ];
  }, [doc, awareness]);

  const editor = useEditor(
    {
      extensions,
      editable,
      // The stylesheet is ours, and a style element would need an exception in the CSP.
      injectCSS: false,
      shouldRerenderOnTransaction: false,
      // Nobody listens to Tiptap's "delete", for which it would set a timer and compare the page at every change.
      enableCoreExtensions: { delete: false },
      // Of pasted text only addresses become something else: the stars in "a * b * c" and `*.txt` are meant.
      enablePasteRules: ["link"],
      editorProps: {
        // The caret is never brought to rest under the toolbar.
        scrollThreshold: caretRoom,
        scrollMargin: caretRoom,
        clipboardTextSerializer: clipboardText,
        transformPastedHTML: pastedHtml,
        attributes: () => ({
          class: "prose",
          role: "textbox",
          "aria-multiline": "true",
          "aria-readonly": String(!latest.current.editable),
          "aria-label": "Text",
          "aria-describedby": hint,
        }),
      },
    },
    [extensions],
  );

  useEffect(() => editor.setEditable(editable, false), [editor, editable]);
  useEffect(() => {
    if (!editor.isDestroyed) onReady(editor);
  }, [editor, onReady]);
  useLinkedBlock(editor);

  return (
    <>
      <EditorContent editor={editor} className="sheet-text" />
      <p id={hint} className="vh">
        Press Escape, then Tab, to leave the text. Press Alt F10 for the toolbar, Alt Shift Enter for the menu
        of the block.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps to itself what happens in the menus, which React
          would hand on to the paper under them */}
      <div onMouseDown={(event) => event.stopPropagation()}>
        <BubbleMenu editor={editor} />
        <LinkCard editor={editor} />
        <SlashMenu editor={editor} />
        <TableGrips editor={editor} />
        <Suspense fallback={null}>{editable && <BlockHandle editor={editor} />}</Suspense>
        <ImageDialog editor={editor} />
      </div>
    </>
  );
}
