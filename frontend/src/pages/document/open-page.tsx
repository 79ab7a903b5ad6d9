/** A document that is open: bar, tools, title and text, and the truth about the connection above them. */
import type { Editor } from "@tiptap/core";
import { type MouseEvent, useCallback, useEffect, useRef, useState } from "react";
import { connectionWords } from "../../collab/connection-words.js";
import type { CollabDocument } from "../../collab/open-document.js";
import type { PresentPerson } from "../../collab/presence.js";
import { focusEnd, focusStart } from "../../editor/blocks/block-commands.js";
import { declineFiles } from "../../editor/files.js";
import { PageEditor } from "../../editor/page-editor.js";
import { PhoneToolbar } from "../../editor/phone-toolbar.js";
import { Toolbar } from "../../editor/toolbar.js";
import { showToast } from "../../ui/toast.js";
import { useDocumentActions } from "../list/use-document-actions.js";
import type { Closure } from "./closed-page.js";
import { ConnectionBanner, ConnectionStatus } from "./connection-status.js";
import { Frame, useTabTitle } from "./frame.js";
import { loadFonts } from "./load-fonts.js";
import { localHtml, localText } from "./local-copy.js";
import { OpenBar } from "./open-bar.js";
import { PeopleAnnouncer } from "./people-here.js";
import { fileName, saveFile } from "./save-file.js";
import { BarTitle, SheetTitle, useSharedTitle } from "./title-field.js";
import { useConnection, useHere, useTitle } from "./use-collab.js";

export interface OpenPageProps {
  readonly id: string;
  readonly collab: CollabDocument;
  /** Set when the document was closed to everybody while it was open here. */
  readonly closure: Closure | null;
  readonly onRetry: () => void;
}

export function OpenPage({ id, collab, closure, onRetry }: OpenPageProps) {
  const here = useHere(collab);
  const title = useTitle(collab).trim() || "Untitled";
  const sharedTitle = useSharedTitle(collab);
  const { restore } = useDocumentActions();
  const sheetTitle = useRef<{ focusEnd(): void }>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  useTabTitle(title);
  useEffect(loadFonts, []);
  const readOnly = useConnection(collab, ({ phase }) => phase === "denied");

  const showLine = useCallback(
    (note: HTMLElement | null) => {
      if (editor !== null && note !== null) uncover(editor, note);
    },
    [editor],
  );
  const toBody = () => editor && focusStart(editor);
  const copies = [
    ...(closure?.kind === "trashed" ? [{ label: "Restore", run: () => restore(id, title) }] : []),
    {
      label: "Keep a copy (HTML)",
      run: () => saveFile(new Blob([localHtml(collab.doc)], { type: "text/html" }), fileName(title, "html")),
    },
    {
      label: "Keep a copy (text)",
      run: () => saveFile(new Blob([localText(collab.doc)], { type: "text/plain" }), fileName(title, "txt")),
    },
  ];

  return (
    <Frame
      id={id}
      name={
        sharedTitle && <BarTitle collab={collab} title={sharedTitle} readOnly={readOnly} onLeave={toBody} />
      }
      status={<ConnectionStatus collab={collab} />}
      bar={<OpenBar id={id} title={title} here={here} onGoTo={goToCaret} />}
      foot={editor && !readOnly && <PhoneToolbar editor={editor} />}
      onFiles={(files) => editor && declineFiles(editor, files)}
      note={<ConnectionBanner ref={showLine} collab={collab} onRetry={onRetry} actions={copies} />}
    >
      {editor && !readOnly && <Toolbar editor={editor} />}
      <article className="doc" onMouseDown={(event) => editor && !readOnly && clickBelow(event, editor)}>
        {sharedTitle && (
          <SheetTitle
            ref={sheetTitle}
            collab={collab}
            title={sharedTitle}
            readOnly={readOnly}
            onLeave={toBody}
          />
        )}
        <PageEditor
          doc={collab.doc}
          awareness={collab.awareness}
          editable={!readOnly}
          onReady={setEditor}
          onTitleRequested={() => sheetTitle.current?.focusEnd()}
          onSaveRequested={() => showToast(connectionWords(collab.connection.current).short)}
        />
      </article>
      <PeopleAnnouncer here={here} />
    </Frame>
  );
}

/** The paper under the last block belongs to the text: the caret goes to its end, into a paragraph. */
function clickBelow(event: MouseEvent<HTMLElement>, editor: Editor) {
  const last = editor.view.dom.lastElementChild;
  if (event.button !== 0 || (last && event.clientY <= last.getBoundingClientRect().bottom)) return;
  event.preventDefault();
  focusEnd(editor);
}

/** Typing keeps the line with the caret higher than that, so this moves only one that was chosen and not written in. */
function uncover({ view, state }: Editor, note: HTMLElement) {
  if (!view.hasFocus()) return;
  const covered = view.coordsAtPos(state.selection.head).bottom - note.getBoundingClientRect().top;
  if (covered > 0)
    note.parentElement?.querySelector(".scroll")?.scrollBy({ top: covered + 8, behavior: "instant" });
}

function goToCaret(person: PresentPerson) {
  for (const id of person.clientIds) {
    const caret = document.querySelector(`.caret[data-client="${id}"]`);
    if (caret === null) continue;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    caret.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
    return;
  }
  showToast(`${person.name} is not in the text just now`);
}
