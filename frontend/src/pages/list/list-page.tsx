/** The documents, newest first, or those in the trash. */
import { Plus, Upload } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { Button } from "../../ui/button.js";
import { Note } from "../../ui/note.js";
import { newDocumentKeys, useNewDocument } from "../use-new-document.js";
import { Documents } from "./documents.js";
import { DropZone } from "./drop-zone.js";
import { HereNow } from "./here-now.js";
import { ListHeader } from "./list-header.js";
import { acceptedFiles } from "./markdown-file.js";
import { useImport } from "./use-import.js";
import { useList } from "./use-list.js";
import { useSearchText } from "./use-search-text.js";

export function ListPage({ trashed }: { readonly trashed: boolean }) {
  const heading = trashed ? "Trash" : "Documents";
  const search = useSearchText();
  const list = useList({ query: search.query, trashed });
  const { create, creating } = useNewDocument();
  const imports = useImport();
  const picker = useRef<HTMLInputElement>(null);
  // With nothing in the list, the button stands in the middle of it.
  const offersNew = !trashed && !(list.state === "empty" && search.query === "");

  useEffect(() => {
    document.title = `${heading} — Manyhands`;
  }, [heading]);

  return (
    <div className="home">
      <ListHeader search={search} current={!trashed} />
      <div className="index">
        <main>
          <div className="head">
            <h1>{heading}</h1>
            <span className="grow" />
            {!trashed && (
              <Button look="ghost" disabled={imports.importing} onClick={() => picker.current?.click()}>
                <Upload aria-hidden="true" />
                {imports.importing ? "Importing…" : "Import"}
              </Button>
            )}
            {offersNew && (
              <Button
                look="primary"
                className="not-phone"
                disabled={creating}
                onClick={create}
                aria-keyshortcuts={newDocumentKeys?.replace("-", "+")}
              >
                <Plus aria-hidden="true" />
                New document
              </Button>
            )}
          </div>
          <input
            ref={picker}
            type="file"
            accept={acceptedFiles}
            multiple
            hidden
            aria-label="Markdown files to import"
            onChange={(event) => {
              imports.start([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = ""; // Or the same file could not be chosen again.
            }}
          />
          <nav className="tabs" aria-label="Show">
            <Link href="/" aria-current={trashed ? undefined : "page"}>
              Recent
            </Link>
            <Link href="/trash" aria-current={trashed ? "page" : undefined}>
              Trash
            </Link>
          </nav>
          {imports.problems.length > 0 && (
            <Note tone="bad" action={{ label: "Dismiss", run: imports.dismiss }}>
              {imports.problems.length === 1 ? (
                imports.problems[0]
              ) : (
                <>
                  <b>{imports.problems.length} files were not imported.</b>
                  <ul>
                    {imports.problems.map((problem) => (
                      <li key={problem}>{problem}</li>
                    ))}
                  </ul>
                </>
              )}
            </Note>
          )}
          <p className="vh" role="status">
            {search.query !== "" &&
              list.state === "filled" &&
              `${list.documents.length}${list.hasMore ? " or more" : ""} found`}
          </p>
          <Documents
            list={list}
            trashed={trashed}
            query={search.query}
            onClearSearch={() => search.search("")}
            newDocument={{ create, creating }}
          />
        </main>
        {!trashed && <HereNow list={list} />}
      </div>
      {offersNew && (
        <Button look="primary" className="fab phone" disabled={creating} onClick={create}>
          <Plus aria-hidden="true" />
          New
        </Button>
      )}
      <DropZone onFiles={trashed ? null : imports.start} />
    </div>
  );
}
