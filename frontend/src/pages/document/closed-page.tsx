/** In place of a document that is not open: it is on its way, it cannot be reached, or it is not to be opened. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { CollabDocument } from "../../collab/open-document.js";
import { Button } from "../../ui/button.js";
import { Empty } from "../../ui/empty.js";
import { AfterBlink, Skeleton } from "../../ui/skeleton.js";
import { useDocumentActions } from "../list/use-document-actions.js";
import { ConnectionStatus } from "./connection-status.js";
import { Frame, useTabTitle } from "./frame.js";
import { useConnectionWords } from "./use-collab.js";

export type Closure =
  | { readonly kind: "unknown" | "purged" | "trashed" | "newer" }
  | { readonly kind: "refused"; readonly words: string };

export interface ClosedPageProps {
  readonly id: string;
  readonly title: string;
  readonly closure: Closure;
}

/** The document exists for nobody, or not for now. */
export function ClosedPage({ id, title, closure }: ClosedPageProps) {
  const { restore } = useDocumentActions();
  const words = wordsOf(closure, title.trim() || "This document");
  return (
    <Notice
      id={id}
      heading={words.heading}
      actions={
        <>
          {closure.kind === "trashed" && (
            <Button look="primary" onClick={() => restore(id, title.trim() || "Untitled")}>
              Restore
            </Button>
          )}
          <Link className={closure.kind === "trashed" ? "btn" : "btn primary"} href="/">
            All documents
          </Link>
        </>
      }
    >
      {words.sentence}
    </Notice>
  );
}

function wordsOf(closure: Closure, title: string): { heading: string; sentence: string } {
  switch (closure.kind) {
    case "unknown":
      return {
        heading: "There is no such document",
        sentence: "The address may have been cut short or mistyped, or the document was never saved.",
      };
    case "purged":
      return {
        heading: "This document was deleted",
        sentence: "It was deleted for good and cannot be brought back.",
      };
    case "trashed":
      return {
        heading: `${title} is in the trash`,
        sentence: "It can be restored within 30 days of being put there.",
      };
    case "newer":
      return {
        heading: "This page needs a newer Manyhands",
        sentence:
          "Somebody wrote it with a newer version. Nothing is lost: reload once the server is updated.",
      };
    case "refused":
      return { heading: "This document could not be opened", sentence: closure.words };
  }
}

export interface NotYetOpenProps {
  readonly id: string;
  readonly collab: CollabDocument;
  readonly onRetry: () => void;
}

/** Not open yet: the shape of what is coming, or why it does not come. */
export function NotYetOpen({ id, collab, onRetry }: NotYetOpenProps) {
  const { tone, short, long } = useConnectionWords(collab);
  if (tone === "busy" || tone === "calm") {
    return (
      <Frame id={id} name="" status={<ConnectionStatus collab={collab} />}>
        <AfterBlink>
          <div className="doc opening" aria-hidden="true">
            <Skeleton width="55%" height="2.5rem" />
            <Skeleton />
            <Skeleton />
            <Skeleton width="80%" />
          </div>
        </AfterBlink>
      </Frame>
    );
  }
  return (
    <Notice
      id={id}
      heading={tone === "warn" ? "The server can’t be reached" : short}
      status={<ConnectionStatus collab={collab} />}
      actions={
        <>
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
          <Link className="btn" href="/">
            All documents
          </Link>
        </>
      }
    >
      {long ?? "This page opens by itself as soon as the server answers."}
    </Notice>
  );
}

interface NoticeProps {
  readonly id: string;
  readonly heading: string;
  readonly status?: ReactNode;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

function Notice({ id, heading, status, actions, children }: NoticeProps) {
  useTabTitle(heading);
  return (
    <Frame id={id} name="" status={status}>
      <Empty level={1} title={heading} actions={actions}>
        {children}
      </Empty>
    </Frame>
  );
}
