/** The documents of the server, by REST. Shapes as in the protocol; ids of new documents are made here. */
import type {
  ConversionChoice,
  ConvertDocument,
  CreateDocument,
  CreatedDocument,
  DocumentList,
  DocumentSummary,
  PatchDocument,
} from "@manyhands/backend/protocol/rest";
import { importDeadlineMs, json, request } from "./client.js";

export interface ListQuery {
  /** Words in the title; "" for all. */
  readonly query: string;
  readonly trashed: boolean;
}

export async function listDocuments(
  { query, trashed }: ListQuery,
  cursor: string | null,
  signal: AbortSignal,
): Promise<DocumentList> {
  const params = new URLSearchParams({ limit: "30" });
  if (query !== "") params.set("query", query);
  if (trashed) params.set("trashed", "true");
  if (cursor !== null) params.set("cursor", cursor);
  const response = await request(`/api/documents?${params}`, { signal });
  return (await response.json()) as DocumentList;
}

/** Resolves when the document exists. The same id again is no error: it may be retried freely. */
export async function createDocument(document: CreateDocument & { readonly id: string }): Promise<void> {
  await request("/api/documents", { method: "POST", body: json(document) });
}

/** Makes a page of Markdown. A title given here wins over the one in the text. */
export async function importMarkdown(id: string, title: string | null, markdown: string): Promise<void> {
  const params = new URLSearchParams({ id });
  if (title !== null) params.set("title", title);
  const body = { type: "text/markdown; charset=utf-8", content: markdown };
  await request(`/api/documents?${params}`, { method: "POST", body, deadlineMs: importDeadlineMs });
}

/**
 * Makes a page of a raw document; resolves with a sentence for each sort of thing that it could not keep, or, where it
 * made none, with the texts to choose from.
 */
export async function convertDocument(
  rawId: string,
  id: string,
  root?: string,
): Promise<ConversionChoice | { readonly warnings: readonly string[] }> {
  const wanted: ConvertDocument = { id, ask: true, ...(root !== undefined && { root }) };
  const path = `${pathOf(rawId)}/convert`;
  const response = await request(path, { method: "POST", body: json(wanted), deadlineMs: importDeadlineMs });
  const answer = (await response.json()) as ConversionChoice | CreatedDocument;
  return "roots" in answer ? answer : { warnings: answer.warnings ?? [] };
}

export async function readDocument(id: string, signal?: AbortSignal): Promise<DocumentSummary> {
  const response = await request(pathOf(id), { signal });
  return (await response.json()) as DocumentSummary;
}

export async function patchDocument(id: string, patch: PatchDocument): Promise<void> {
  await request(pathOf(id), { method: "PATCH", body: json(patch) });
}

/** For good. Only a document in the trash can be purged. */
export async function purgeDocument(id: string): Promise<void> {
  await request(`${pathOf(id)}?purge=true`, { method: "DELETE" });
}

/** 22 letters and digits, 130 random bits: nobody guesses one and no two are the same. */
export function newDocumentId(): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let id = "";
  while (id.length < 22) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
      if (byte < 248 && id.length < 22) id += alphabet[byte % 62];
    }
  }
  return id;
}

function pathOf(id: string): string {
  return `/api/documents/${encodeURIComponent(id)}`;
}
