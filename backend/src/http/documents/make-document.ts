/**
 * Making a document: its record first, then what it begins with. The same id again finds what the first call made, and
 * content that would be dropped then is refused.
 */
import { randomBytes } from "node:crypto";
import * as Y from "yjs";
import { type DocumentId, type DocumentKind, isDocumentId, isPageId } from "../../protocol/document-id.js";
import type { DocumentRecord } from "../../storage/catalog.js";
import { gone, inTrash, ProblemError } from "../problem.js";
import { badId, type Caller } from "./caller.js";
import type { DocumentOptions } from "./document-options.js";

export interface NewDocument {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly title: string;
  /** What it begins with. */
  readonly write: ((doc: Y.Doc) => void) | null;
  /** True where it came with the request: it is never dropped silently. */
  readonly isContent: boolean;
  /** What of it could not be kept. */
  readonly warnings: readonly string[];
}

export interface MadeDocument {
  readonly record: DocumentRecord;
  readonly created: boolean;
  readonly warnings: readonly string[];
}

/**
 * Resolves when what it says is durable. The caller needs the right to edit. Throws a 409 problem where content came for
 * a document that exists and does not hold it, or is in the trash.
 */
export async function makeDocument(
  wanted: NewDocument,
  caller: Caller,
  { catalog, rooms }: Pick<DocumentOptions, "catalog" | "rooms">,
): Promise<MadeDocument> {
  const { id, kind, write, isContent, warnings } = wanted;
  await caller.demand(id, "edit");
  const made = await catalog.create({
    id,
    kind,
    // A page's title is in the page; the catalog follows.
    title: kind === "raw" ? wanted.title : "",
    at: Date.now(),
  });
  if (made === "purged") throw gone();
  if (made.record.kind !== kind)
    throw new ProblemError(409, `A document of kind “${made.record.kind}” has this id. Choose another id.`);
  const isTrashed = made.record.trashedAt !== null;
  if (isTrashed && isContent) throw inTrash();
  if (write === null || isTrashed) return { ...made, warnings };
  // An earlier attempt may have died between the record and the content: what was never written is written now.
  await rooms.edit(id, caller.user, (doc) => {
    if (isEmpty(doc)) write(doc);
    else if (isContent && changes(doc, write)) throw exists(id);
  });
  const record = await catalog.find(id);
  return {
    record: record === null || record === "purged" ? made.record : record,
    created: made.created,
    warnings,
  };
}

/** The id that was asked for, or one that nobody guesses. Throws a 400 problem that says what an id looks like. */
export function newId(given: string | undefined, kind: DocumentKind): DocumentId {
  // 120 random bits in 20 characters that need no escaping in a URL.
  const id = given ?? randomBytes(15).toString("base64url");
  if (isPageId(id) || (kind === "raw" && isDocumentId(id))) return id;
  throw badId();
}

/** True where nobody ever wrote anything, not even something deleted since. */
function isEmpty(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0;
}

/** Whether it would make a difference to the document, found out on a copy. */
function changes(doc: Y.Doc, write: (doc: Y.Doc) => void): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  let hasChanged = false;
  copy.once("update", () => {
    hasChanged = true;
  });
  write(copy);
  return hasChanged;
}

const exists = (id: DocumentId) =>
  new ProblemError(
    409,
    `A document with the id “${id}” exists and holds other content, which was left alone. Leave the id out or choose another one; to change what exists, write in the editor or with a Yjs client. GET /api/documents/${encodeURIComponent(id)}/snapshot says what it holds.`,
  );
