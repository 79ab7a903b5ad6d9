/** The shapes of the REST API: what travels as JSON between `http/` and whoever calls it. Times are ISO 8601 in UTC. */
import type { DocumentKind } from "./document-id.js";

/** Somebody whose presence a document's room holds right now, as their client announced it. */
export interface Person {
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
}

export interface DocumentSummary {
  readonly id: string;
  readonly kind: DocumentKind;
  /** "" where nobody has given one yet. */
  readonly title: string;
  /** The first words of a page's text, at most 160 characters; "" for raw documents. */
  readonly excerpt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When it was put in the trash, or null. Purged for good 30 days later. */
  readonly trashedAt: string | null;
  readonly people: readonly Person[];
}

export interface DocumentList {
  readonly documents: readonly DocumentSummary[];
  /** Pass as `cursor` to get the next page; null at the end. */
  readonly nextCursor: string | null;
}

export interface CreateDocument {
  readonly id?: string;
  readonly kind?: DocumentKind;
  readonly title?: string;
}

/** The answer to what makes a document of other bytes. */
export interface CreatedDocument extends DocumentSummary {
  /** One sentence for each sort of thing that could not be kept; absent where everything was. */
  readonly warnings?: readonly string[];
}

/** A new page of a raw document, which stays as it is. */
export interface ConvertDocument {
  /** The new page's; the same id again is no error. */
  readonly id?: string;
  /** Wins over what the document calls itself. */
  readonly title?: string;
  /** Which of the document's texts; needed only where there are several. */
  readonly root?: string;
  /** Where there are several texts to choose from, the answer is a `ConversionChoice` and no error. */
  readonly ask?: boolean;
}

export interface ConversionChoice {
  /** The names of the texts. Nothing was made. */
  readonly roots: readonly string[];
}

export interface PatchDocument {
  readonly title?: string;
  /** true puts the document in the trash, false takes it out. */
  readonly trashed?: boolean;
}

/** RFC 9457; `detail` says what to change. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Where a document holds several texts: what can be asked for as `root`. */
  readonly roots?: readonly string[];
}

export const snapshotFormats = ["yjs", "yjs-xml", "json", "html", "markdown", "text"] as const;
export type SnapshotFormat = (typeof snapshotFormats)[number];
