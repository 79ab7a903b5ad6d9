/**
 * The document page's left list: search, new, recent documents with who is in them, trash. Beside the page where
 * there is room (hidden or shown as the reader left it), a drawer below 896 px.
 */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { PanelLeft, SquarePen, Trash2 } from "lucide-react";
import { useCallback, useRef, useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { wordsFor } from "../api/problem.js";
import { useDocuments } from "../api/queries.js";
import { heldState } from "../collab/held-state.js";
import { Brand } from "../ui/brand.js";
import { Drawer } from "../ui/dialog.js";
import { SearchField } from "../ui/field.js";
import { IconButton } from "../ui/icon-button.js";
import { keysText } from "../ui/keys.js";
import { namesInWords } from "../ui/names.js";
import { personStyle } from "../ui/people-colors.js";
import { AfterBlink, Skeleton } from "../ui/skeleton.js";
import { titleOf } from "./document-title.js";
import { documentPath } from "./routes.js";
import { UnsavedMark } from "./unsaved-mark.js";
import { newDocumentKeys, useNewDocument } from "./use-new-document.js";
import { useSearchKeys } from "./use-search-keys.js";
import { useSettled } from "./use-settled.js";

const key = "manyhands.side-list";
const roomBeside = window.matchMedia("(width >= 56rem)");

export interface SideListState {
  /** True where the list stands beside the page, false where it is a drawer. */
  readonly beside: boolean;
  readonly shown: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

/** Held by the page, so that its bar can offer the list while it is hidden: `no-list` on `.app` unless beside and shown. */
export function useSideList(): SideListState {
  const beside = useSyncExternalStore(
    useCallback((changed) => {
      roomBeside.addEventListener("change", changed);
      return () => roomBeside.removeEventListener("change", changed);
    }, []),
    () => roomBeside.matches,
  );
  const [wanted, setWanted] = useState(readWanted);
  const [drawn, setDrawn] = useState(false);
  const set = useCallback(
    (shown: boolean) => {
      if (!beside) return setDrawn(shown);
      setWanted(shown);
      keepWanted(shown);
    },
    [beside],
  );
  const show = useCallback(() => set(true), [set]);
  const hide = useCallback(() => set(false), [set]);
  return { beside, shown: beside ? wanted : drawn, show, hide };
}

export interface SideListProps {
  readonly state: SideListState;
  /** The document on the page. */
  readonly current: string;
}

export function SideList({ state, current }: SideListProps) {
  const { create, creating } = useNewDocument();
  const search = useRef<HTMLInputElement>(null);
  const { show, shown, hide } = state;
  useSearchKeys(
    useCallback(() => {
      show();
      // After the list has been drawn.
      requestAnimationFrame(() => search.current?.focus());
    }, [show]),
  );

  const list = (
    <aside className="side" aria-label="Documents">
      <header>
        <Brand />
        <IconButton label="Hide the list of documents" onClick={hide}>
          <PanelLeft aria-hidden="true" />
        </IconButton>
      </header>
      <Contents
        search={search}
        current={current}
        create={create}
        creating={creating}
        onLeave={state.beside ? null : hide}
      />
    </aside>
  );
  if (state.beside) return shown ? list : null;
  return (
    <Drawer open={shown} onOpenChange={(open) => !open && hide()} label="Documents">
      {list}
    </Drawer>
  );
}

interface ContentsProps {
  readonly search: React.RefObject<HTMLInputElement | null>;
  readonly current: string;
  readonly create: () => void;
  readonly creating: boolean;
  /** Called when a link is followed; null where the list stays. */
  readonly onLeave: (() => void) | null;
}

function Contents({ search, current, create, creating, onLeave }: ContentsProps) {
  const [text, setText] = useState("");
  const query = useSettled(text.trim(), 200);
  const { data, error, isPending } = useDocuments({ query, trashed: false });
  const documents = data?.pages[0]?.documents;
  const away = useSyncExternalStore(heldState.subscribe, () => heldState.current.away);
  const leave = onLeave ?? undefined;
  return (
    <>
      <SearchField
        ref={search}
        label="Search documents"
        placeholder="Search"
        keys="Mod-K"
        value={text}
        onSearch={setText}
      />
      <button type="button" className="item" onClick={create} disabled={creating}>
        <SquarePen aria-hidden="true" />
        New document
        {newDocumentKeys !== undefined && <kbd>{keysText(newDocumentKeys)}</kbd>}
      </button>
      <nav aria-label="Documents">
        <h2>{query === "" ? "Recent" : "Found"}</h2>
        {isPending && !error && (
          <AfterBlink>
            <div className="skeleton">
              <Skeleton width="80%" />
              <Skeleton width="65%" />
              <Skeleton width="72%" />
            </div>
          </AfterBlink>
        )}
        {error && <p className="words">{wordsFor(error)}</p>}
        {documents?.length === 0 && !error && (
          <p className="words">{query === "" ? "No documents yet." : "No title has these words."}</p>
        )}
        <ul className="plain">
          {documents?.map((document) => (
            <li key={document.id}>
              <Row
                document={document}
                current={document.id === current}
                away={away || error !== null}
                onClick={leave}
              />
            </li>
          ))}
        </ul>
      </nav>
      <footer>
        <Link className="item" href="/trash" onClick={leave}>
          <Trash2 aria-hidden="true" />
          Trash
        </Link>
      </footer>
    </>
  );
}

interface RowProps {
  readonly document: DocumentSummary;
  readonly current: boolean;
  /** Who is here cannot be known just now. */
  readonly away: boolean;
  readonly onClick: (() => void) | undefined;
}

function Row({ document, current, away, onClick }: RowProps) {
  const { people } = document;
  const names = namesInWords(people.map((person) => person.name));
  return (
    <Link
      className="row"
      href={documentPath(document.id)}
      aria-current={current ? "page" : undefined}
      onClick={onClick}
    >
      <span className={document.kind === "raw" ? "raw" : undefined} dir="auto">
        {titleOf(document)}
      </span>
      <UnsavedMark id={document.id} />
      {people.length > 0 && (
        <span
          className={away ? "dots away" : "dots"}
          role="img"
          aria-label={`${away ? "Last seen here" : "Here"}: ${names}`}
        >
          {people.slice(0, 4).map((person, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name and a colour
            <i key={at} className="dot" style={personStyle(person.color)} />
          ))}
        </span>
      )}
    </Link>
  );
}

function readWanted(): boolean {
  try {
    return localStorage.getItem(key) !== "hidden";
  } catch {
    return true; // Storage is forbidden here: shown until hidden.
  }
}

function keepWanted(shown: boolean): void {
  try {
    localStorage.setItem(key, shown ? "shown" : "hidden");
  } catch {
    // As above.
  }
}
