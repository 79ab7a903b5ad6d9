/** The body of the list: groups of entries, or true words about why there are none. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { Plus } from "lucide-react";
import { ApiProblem, wordsFor } from "../../api/problem.js";
import { Button } from "../../ui/button.js";
import { Empty } from "../../ui/empty.js";
import { Note } from "../../ui/note.js";
import { AfterBlink, Skeleton } from "../../ui/skeleton.js";
import { type Age, ageOf, clockTime, shortTime, trashWords } from "../time-words.js";
import type { NewDocument } from "../use-new-document.js";
import { Entry } from "./entry.js";
import { EntryMenu } from "./entry-menu.js";
import { Further } from "./further.js";
import { TrashButtons } from "./trash-buttons.js";
import { useDocumentActions } from "./use-document-actions.js";
import type { List } from "./use-list.js";

export interface DocumentsProps {
  readonly list: List;
  readonly trashed: boolean;
  readonly query: string;
  readonly onClearSearch: () => void;
  readonly newDocument: NewDocument;
}

export function Documents({ list, trashed, query, onClearSearch, newDocument }: DocumentsProps) {
  if (list.state === "loading") {
    return (
      <AfterBlink>
        <ListSkeleton />
      </AfterBlink>
    );
  }
  if (list.state === "failed") {
    return (
      <Empty
        title="The documents could not be loaded"
        actions={
          <Button look="primary" onClick={list.retry}>
            Try again
          </Button>
        }
      >
        {wordsFor(list.error)}
      </Empty>
    );
  }
  return (
    <>
      {list.error !== null && <StaleNote list={list} />}
      {trashed && list.state === "filled" && (
        <Note tone="plain">Documents stay here for 30 days and are then deleted for good.</Note>
      )}
      {list.state === "empty" ? (
        <Nothing trashed={trashed} query={query} onClearSearch={onClearSearch} newDocument={newDocument} />
      ) : (
        <Groups documents={list.documents} trashed={trashed} away={list.error !== null} />
      )}
      {list.hasMore && <Further loading={list.loadingMore} failed={list.error !== null} onMore={list.more} />}
    </>
  );
}

function StaleNote({ list }: { readonly list: List }) {
  const refused = list.error instanceof ApiProblem;
  return (
    <Note tone={refused ? "bad" : "warn"} action={{ label: "Try now", run: list.retry }}>
      <b>{wordsFor(list.error)}</b> This list is from {clockTime(list.asOf)}.
    </Note>
  );
}

interface NothingProps extends Omit<DocumentsProps, "list"> {}

function Nothing({ trashed, query, onClearSearch, newDocument }: NothingProps) {
  if (query !== "") {
    return (
      <Empty title="Nothing found" actions={<Button onClick={onClearSearch}>Clear the search</Button>}>
        No title {trashed ? "in the trash " : ""}has “{query}” in it.
      </Empty>
    );
  }
  if (trashed)
    return <Empty title="The trash is empty">What is moved here can be restored for 30 days.</Empty>;
  return (
    <Empty
      title="No documents yet"
      actions={
        <Button look="primary" disabled={newDocument.creating} onClick={newDocument.create}>
          <Plus aria-hidden="true" />
          New document
        </Button>
      }
    >
      Start one, or bring Markdown with you.
    </Empty>
  );
}

interface GroupsProps {
  readonly documents: readonly DocumentSummary[];
  readonly trashed: boolean;
  readonly away: boolean;
}

function Groups({ documents, trashed, away }: GroupsProps) {
  const actions = useDocumentActions();
  const now = new Date();
  const groups = new Map<Age, DocumentSummary[]>();
  for (const document of documents) {
    const age = ageOf(momentOf(document), now);
    groups.set(age, [...(groups.get(age) ?? []), document]);
  }
  return [...groups].map(([age, members]) => (
    <section key={age} aria-label={age}>
      <h2 className="age">{age}</h2>
      <ul className="plain">
        {members.map((document) => {
          const moment = momentOf(document);
          const time = shortTime(moment, now);
          return trashed ? (
            <Entry
              key={document.id}
              document={document}
              moment={moment}
              time={time}
              away={away}
              words={trashWords(moment, now)}
            >
              <TrashButtons document={document} actions={actions} />
            </Entry>
          ) : (
            <Entry key={document.id} document={document} moment={moment} time={time} away={away}>
              <EntryMenu document={document} actions={actions} />
            </Entry>
          );
        })}
      </ul>
    </section>
  ));
}

/** When it was last changed or, in the trash, put there. */
function momentOf(document: DocumentSummary): Date {
  return new Date(document.trashedAt ?? document.updatedAt);
}

function ListSkeleton() {
  return (
    <div className="skeleton-list" role="status" aria-busy="true" aria-label="Loading the documents">
      {["42%", "58%", "36%", "50%"].map((width) => (
        <span key={width}>
          <Skeleton width={width} height="1.125rem" />
          <Skeleton width="86%" />
        </span>
      ))}
    </div>
  );
}
