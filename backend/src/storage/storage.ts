/** The seam to durable storage: one append-only log of Yjs updates per document, plus a snapshot of a prefix of it. */
import type { DocumentId } from "../protocol/document-id.js";

/** Place in one document's log; the first entry is 1, and there are no gaps. */
export type Seq = number;

export interface Append {
  readonly id: DocumentId;
  /** One Yjs update (v1), as its author sent it. */
  readonly update: Uint8Array;
  /** Milliseconds since 1970, for people; never used for ordering. */
  readonly at: number;
  /** Whose it is; null for guests. */
  readonly author: string | null;
}

export interface LogEntry extends Append {
  readonly seq: Seq;
}

export interface StoredDocument {
  /** One update equal to the log up to `through`. */
  readonly snapshot: Uint8Array | null;
  /** 0 where there is no snapshot. */
  readonly through: Seq;
  /** Everything after `through`, in order. */
  readonly log: readonly LogEntry[];
}

export interface Storage {
  /** An unknown document is an empty one. */
  load(id: DocumentId): Promise<StoredDocument>;
  /** The entries after `seq`, or "compacted" where some of them are only in the snapshot. */
  readAfter(id: DocumentId, seq: Seq): Promise<readonly LogEntry[] | "compacted">;
  /** Resolves, with one seq per entry, when all would survive a power cut (S1); rejects with none of them stored. */
  append(batch: readonly Append[]): Promise<readonly Seq[]>;
  /** Stores a snapshot equal to the log up to `through`; folded entries become history and are never deleted (S3, S5). */
  compact(id: DocumentId, snapshot: Uint8Array, through: Seq): Promise<void>;
  /** Every entry ever appended with `from ≤ seq ≤ to`, in order, folded or not. */
  history(id: DocumentId, from: Seq, to: Seq): AsyncIterable<LogEntry>;
  /** Forgets log, snapshot and history. */
  remove(id: DocumentId): Promise<void>;
  /** Resolves when everything appended is durable and the files are released. */
  close(): Promise<void>;
}
