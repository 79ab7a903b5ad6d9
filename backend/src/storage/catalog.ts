/** The seam to the list of documents: what exists, what it is called, and what is in the trash. */
import type { DocumentId, DocumentKind } from "../protocol/document-id.js";

export interface DocumentRecord {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly excerpt: string;
  /** Milliseconds since 1970, all three. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | null;
}

export interface ListQuery {
  /** Case-insensitive part of the title; "" finds all. */
  readonly query: string;
  readonly trashed: boolean;
  /** From an earlier page's `nextCursor`; null begins. */
  readonly cursor: string | null;
  /** 1–200 */
  readonly limit: number;
}

export interface ListPage {
  readonly records: readonly DocumentRecord[];
  readonly nextCursor: string | null;
}

/** What a page's content says about it; the catalog holds a copy so that the list need not open documents. */
export interface Projection {
  readonly title: string;
  readonly excerpt: string;
  readonly updatedAt: number;
}

export class InvalidCursor extends Error {
  override readonly name = "InvalidCursor";
}

export interface Catalog {
  /** Idempotent: an id that exists keeps its record and `created` is false; a purged id is never reused. */
  create(
    record: Pick<DocumentRecord, "id" | "kind" | "title"> & { readonly at: number },
  ): Promise<{ readonly record: DocumentRecord; readonly created: boolean } | "purged">;
  find(id: DocumentId): Promise<DocumentRecord | "purged" | null>;
  /** Latest `updatedAt` first (trash: latest `trashedAt` first); ties by id. Throws `InvalidCursor`. */
  list(query: ListQuery): Promise<ListPage>;
  /** No effect on an unknown or purged id. */
  project(id: DocumentId, projection: Projection): Promise<void>;
  /** `at` null takes it out of the trash. False where there is no such document. */
  setTrashed(id: DocumentId, at: number | null): Promise<boolean>;
  /** The record goes, the id stays taken for ever. False where there was no such document. */
  purge(id: DocumentId): Promise<boolean>;
  /** Ids put in the trash before `at`, at most 100 of them, oldest first. */
  trashedBefore(at: number): Promise<readonly DocumentId[]>;
}
