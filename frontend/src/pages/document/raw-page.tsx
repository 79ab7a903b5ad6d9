/** The page of a raw document: some program's own Yjs document, kept and relayed here, and not for our editor. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { Braces, FileDown, FileText } from "lucide-react";
import { wordsFor } from "../../api/problem.js";
import { readSnapshot } from "../../api/snapshots.js";
import { Button } from "../../ui/button.js";
import { showToast } from "../../ui/toast.js";
import { useConvertToPage } from "../convert-to-page.js";
import { titleOf } from "../document-title.js";
import { Frame, useTabTitle } from "./frame.js";
import { fileName, saveFile } from "./save-file.js";

export function RawPage({ document }: { readonly document: DocumentSummary }) {
  const { id } = document;
  const name = titleOf(document);
  useTabTitle(name);
  const trashed = document.trashedAt !== null;
  const conversion = useConvertToPage(id);
  const { protocol, host } = window.location;
  const url = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/collab`;
  const download = async (format: "yjs" | "json") => {
    try {
      saveFile(await readSnapshot(id, format), fileName(name, format));
    } catch (error) {
      showToast(`No file was made. ${wordsFor(error)}`);
    }
  };
  return (
    <Frame id={id} name={name}>
      <div className="doc raw">
        <h1 className="t">{name}</h1>
        <p>
          This is a raw document: a program’s own Yjs document, which this server keeps and relays without
          looking into it. It opens in the program that made it, not in this editor.
        </p>
        {trashed ? (
          <p>It is in the trash, and no program can reach it until it is restored.</p>
        ) : (
          <p>
            If its text comes from Tiptap or another ProseMirror editor, you can make a page of it. The page
            is a new document; this one stays as it is.
          </p>
        )}
        <p className="row-of-buttons">
          {!trashed && (
            <Button look="primary" aria-disabled={conversion.converting} onClick={conversion.start}>
              <FileText aria-hidden="true" />
              {conversion.converting ? "Converting…" : "Convert to page"}
            </Button>
          )}
          <Button onClick={() => void download("yjs")}>
            <FileDown aria-hidden="true" />
            Download Yjs update
          </Button>
          <Button onClick={() => void download("json")}>
            <Braces aria-hidden="true" />
            Download JSON
          </Button>
        </p>
        {conversion.dialog}
        <h2>From a program</h2>
        <p>
          Any <code>y-websocket</code> client reaches it at <code>{url}</code> under the name{" "}
          <code>{id}</code>:
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>
          <code>{`new WebsocketProvider(${JSON.stringify(url)}, ${JSON.stringify(id)}, new Y.Doc())`}</code>
        </pre>
      </div>
    </Frame>
  );
}
