/**
 * The page of one document, at /d/<id>. First the server is asked what the id stands for; only a page that it knows
 * gets a socket, because a socket to an unknown name would make a document of another kind.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiProblem, isPassing } from "../../api/problem.js";
import { documentKeys, useDocument } from "../../api/queries.js";
import type { CollabDocument } from "../../collab/open-document.js";
import { useGuest } from "../guest.js";
import { ClosedPage, type Closure, NotYetOpen } from "./closed-page.js";
import { OpenPage } from "./open-page.js";
import { RawPage } from "./raw-page.js";
import { useCollabDocument, useConnection, useIsNewer } from "./use-collab.js";
import "../../styles/document-page.css";

const askAgainMs = 2_500;

export function DocumentPage({ id }: { readonly id: string }) {
  const summary = useDocument(id);
  const collab = useCollabDocument(id);
  const { refetch } = summary;
  const unanswered = isPassing(summary.error) && summary.data === undefined;
  const closure = closureOf(summary.error, summary.data?.trashedAt ?? null);
  // Somebody else may take it out of the trash.
  const mayChange = unanswered || closure?.kind === "trashed";
  useEffect(() => {
    if (!mayChange) return;
    const timer = setInterval(() => void refetch(), askAgainMs);
    return () => clearInterval(timer);
  }, [mayChange, refetch]);

  if (summary.data?.kind === "raw") return <RawPage document={summary.data} />;
  if (collab === null) return null;
  const known = summary.data !== undefined && closure === null;
  return (
    <PageOf
      key={id}
      id={id}
      collab={collab}
      known={known}
      unanswered={unanswered}
      closure={closure}
      title={summary.data?.title ?? ""}
    />
  );
}

/** Why the document is not to be opened, by what REST says; null where it is, or where nothing is known yet. */
function closureOf(error: unknown, trashedAt: string | null): Closure | null {
  if (error instanceof ApiProblem && !isPassing(error)) {
    if (error.status === 404) return { kind: "unknown" };
    if (error.status === 410) return { kind: "purged" };
    return { kind: "refused", words: error.message };
  }
  return trashedAt === null ? null : { kind: "trashed" };
}

interface PageOfProps {
  readonly id: string;
  readonly collab: CollabDocument;
  readonly known: boolean;
  readonly unanswered: boolean;
  readonly closure: Closure | null;
  /** As REST knows it. */
  readonly title: string;
}

function PageOf({ id, collab, known, unanswered, closure, title }: PageOfProps) {
  const phase = useConnection(collab, (state) => state.phase);
  const opened = useConnection(collab, (state) => state.opened);
  const newer = useIsNewer(collab);
  const guest = useGuest();
  useEffect(() => collab.setUser(guest), [collab, guest]);
  const queries = useQueryClient();
  useEffect(() => {
    if (known) collab.connect();
    else if (unanswered) collab.reportUnreachable();
  }, [collab, known, unanswered]);
  const denied = phase === "denied";
  useEffect(() => {
    // A refusal has one sentence for several reasons; REST knows which it was.
    if (denied) void queries.invalidateQueries({ queryKey: documentKeys.one(id) });
  }, [denied, queries, id]);
  const live = phase === "live";
  useEffect(() => {
    // What the list could not be told while the server was away.
    if (live) void queries.invalidateQueries({ queryKey: documentKeys.lists });
  }, [live, queries]);

  const retry = () => {
    void queries.invalidateQueries({ queryKey: documentKeys.one(id) });
    collab.retry();
  };
  if (newer) return <ClosedPage id={id} title={title} closure={{ kind: "newer" }} />;
  if (opened) return <OpenPage id={id} collab={collab} closure={closure} onRetry={retry} />;
  if (closure !== null) return <ClosedPage id={id} title={title} closure={closure} />;
  return <NotYetOpen id={id} collab={collab} onRetry={retry} />;
}
