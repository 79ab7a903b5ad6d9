/** A list as the page shows it: what is loaded, and in which of four states it is. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { useCallback, useMemo } from "react";
import type { ListQuery } from "../../api/documents.js";
import { useDocuments } from "../../api/queries.js";

export interface List {
  /** "failed": nothing could be loaded yet. */
  readonly state: "loading" | "failed" | "empty" | "filled";
  readonly documents: readonly DocumentSummary[];
  /** Why the last attempt failed, also while older documents are shown. */
  readonly error: unknown;
  /** When what is shown was current. */
  readonly asOf: Date;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
}

export function useList(query: ListQuery): List {
  const result = useDocuments(query);
  const { data, error, fetchNextPage, refetch } = result;
  const documents = useMemo(() => {
    // While pages are fetched one by one a document may move from one to the next: each is shown once.
    const seen = new Map<string, DocumentSummary>();
    for (const page of data?.pages ?? [])
      for (const document of page.documents) if (!seen.has(document.id)) seen.set(document.id, document);
    return [...seen.values()];
  }, [data]);
  return {
    state:
      data === undefined
        ? error === null
          ? "loading"
          : "failed"
        : documents.length === 0
          ? "empty"
          : "filled",
    documents,
    error,
    asOf: new Date(result.dataUpdatedAt),
    hasMore: result.hasNextPage,
    loadingMore: result.isFetchingNextPage,
    // Failures of both are in `error`.
    more: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    retry: useCallback(() => void refetch(), [refetch]),
  };
}
