/**
 * The documents as React sees them: cached, refreshed every ten seconds (longer lists less often) and whenever the page is looked at again.
 * Changes show at once and are taken back if the server refuses them.
 */
import type { DocumentList, DocumentSummary } from "@manyhands/backend/protocol/rest";
import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import {
  createDocument,
  type ListQuery,
  listDocuments,
  patchDocument,
  purgeDocument,
  readDocument,
} from "./documents.js";
import { isPassing } from "./problem.js";

const refreshMs = 10_000;

export const documentKeys = {
  all: ["documents"],
  lists: ["documents", "list"],
  list: (query: ListQuery) => ["documents", "list", query.trashed ? "trash" : "recent", query.query],
  one: (id: string) => ["documents", "one", id],
} as const;

/** Requests are sent whatever the browser believes about the network: a server on this machine needs none. */
export function createQueryClient(): QueryClient {
  const retry = (failures: number, error: unknown) => failures < 1 && isPassing(error);
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", retry, retryDelay: 1_000, staleTime: 2_000 },
      mutations: { networkMode: "always", retry: false },
    },
  });
}

/** A list, page by page; while other words are searched for, the list before stays. */
export function useDocuments(query: ListQuery) {
  return useInfiniteQuery({
    queryKey: documentKeys.list(query),
    queryFn: ({ pageParam, signal }) => listDocuments(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // All pages are fetched again, one by one: a longer list is refreshed less often.
    refetchInterval: ({ state }) => refreshMs * Math.max(1, state.data?.pages.length ?? 1),
    placeholderData: keepPreviousData,
  });
}

/** One document's summary. An `ApiProblem` of status 404 or 410 says that it is not there. */
export function useDocument(id: string) {
  return useQuery({
    queryKey: documentKeys.one(id),
    queryFn: ({ signal }) => readDocument(id, signal),
  });
}

export function useCreateDocument() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createDocument,
    // Idempotent by its id, so a lost answer costs nothing.
    retry: (failures, error) => failures < 1 && isPassing(error),
    onSuccess: () => client.invalidateQueries({ queryKey: documentKeys.lists }),
  });
}

export function useRenameDocument() {
  return useListChange(
    ({ id, title }: { readonly id: string; readonly title: string }) => patchDocument(id, { title }),
    (document, { id, title }) => (document.id === id ? { ...document, title } : document),
  );
}

/** Puts a document into the trash (`trashed: true`) or takes it out. */
export function useTrashDocument() {
  return useListChange(
    ({ id, trashed }: { readonly id: string; readonly trashed: boolean }) => patchDocument(id, { trashed }),
    (document, { id }) => (document.id === id ? null : document),
  );
}

export function usePurgeDocument() {
  return useListChange(
    (id: string) => purgeDocument(id),
    (document, id) => (document.id === id ? null : document),
  );
}

/** A change that every list shows before the server has answered; null takes a document off the list. */
function useListChange<Change>(
  send: (change: Change) => Promise<void>,
  apply: (document: DocumentSummary, change: Change) => DocumentSummary | null,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async (change: Change) => {
      // A list that is on its way would bring back what is being changed.
      await client.cancelQueries({ queryKey: documentKeys.lists });
      const before = client.getQueriesData<Pages>({ queryKey: documentKeys.lists });
      client.setQueriesData<Pages>(
        { queryKey: documentKeys.lists },
        (pages) => pages && changed(pages, (document) => apply(document, change)),
      );
      return before;
    },
    onError: (_error, _change, before) => {
      for (const [key, pages] of before ?? ([] as [QueryKey, Pages | undefined][]))
        client.setQueryData(key, pages);
    },
    onSettled: () => client.invalidateQueries({ queryKey: documentKeys.all }),
  });
}

type Pages = InfiniteData<DocumentList, string | null>;

function changed(pages: Pages, apply: (document: DocumentSummary) => DocumentSummary | null): Pages {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      documents: page.documents.map(apply).filter((document) => document !== null),
    })),
  };
}
