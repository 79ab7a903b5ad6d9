/** `POST /api/documents`: from JSON, or a page from Markdown. The same id again finds what the first call made. */
import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import type * as Y from "yjs";
import { pageFromMarkdown } from "../../formats/markdown.js";
import { type DocumentId, type DocumentKind, isDocumentId, isPageId } from "../../protocol/document-id.js";
import { type Page, writePage, writeTitle } from "../../schema/page.js";
import type { DocumentRecord } from "../../storage/catalog.js";
import { mediaType, parseJson, parseValues, readText } from "../body.js";
import { gone, ProblemError } from "../problem.js";
import { badId, type Caller } from "./caller.js";
import type { DocumentOptions } from "./document-options.js";
import type { Shapes } from "./shapes.js";

interface NewDocument {
  readonly id: DocumentId;
  readonly kind: DocumentKind;
  readonly title: string;
  /** What a page begins with. */
  readonly write: ((doc: Y.Doc) => void) | null;
}

/** Resolves when what it says is durable. */
export async function createDocument(
  c: Context,
  caller: Caller,
  shapes: Shapes,
  { catalog, rooms }: DocumentOptions,
): Promise<{ readonly record: DocumentRecord; readonly created: boolean }> {
  const wanted = await readRequest(c, shapes);
  await caller.demand(wanted.id, "edit");
  const made = await catalog.create({
    id: wanted.id,
    kind: wanted.kind,
    // A page's title is in the page; the catalog follows.
    title: wanted.kind === "raw" ? wanted.title : "",
    at: Date.now(),
  });
  if (made === "purged") throw gone();
  if (made.record.kind !== wanted.kind)
    throw new ProblemError(409, `A document of kind “${made.record.kind}” has this id. Choose another id.`);
  const { write } = wanted;
  if (write === null || made.record.trashedAt !== null) return made;
  // An earlier attempt may have died between the record and the content: what was never written is written now.
  await rooms.edit(wanted.id, caller.user, (doc) => {
    if (isEmpty(doc)) write(doc);
  });
  const record = await catalog.find(wanted.id);
  return { record: record === null || record === "purged" ? made.record : record, created: made.created };
}

async function readRequest(c: Context, shapes: Shapes): Promise<NewDocument> {
  const type = mediaType(c);
  const text = await readText(c);
  if (type === "text/markdown") return fromMarkdown(text, c.req.query("id"), c.req.query("title"), shapes);
  if (type !== "application/json" && (type !== null || text !== ""))
    throw new ProblemError(415, "Send application/json, or text/markdown to create a page from Markdown.");
  const { id, kind = "page", title = "" } = text === "" ? {} : parseJson(text, shapes.create);
  return {
    id: newId(id, kind),
    kind,
    title,
    write: kind === "page" && title !== "" ? (doc) => writeTitle(doc, title) : null,
  };
}

/** A title given by name wins; another one that the text begins with then stays in the text. */
function fromMarkdown(
  markdown: string,
  id: string | undefined,
  title: string | undefined,
  shapes: Shapes,
): NewDocument {
  const given = title === undefined ? undefined : parseValues({ title }, shapes.create).title;
  const page = pageNamed(given, markdown);
  parseValues({ title: page.title }, shapes.create);
  return { id: newId(id, "page"), kind: "page", title: page.title, write: (doc) => writePage(doc, page) };
}

function pageNamed(title: string | undefined, markdown: string): Page {
  const page = pageFromMarkdown(markdown);
  if (title === undefined || page.title === title) return page;
  if (page.title === "") return { title, body: page.body };
  return { title, body: pageFromMarkdown(`# _\n\n${markdown}`).body };
}

function newId(given: string | undefined, kind: DocumentKind): DocumentId {
  // 120 random bits in 20 characters that need no escaping in a URL.
  const id = given ?? randomBytes(15).toString("base64url");
  if (isPageId(id) || (kind === "raw" && isDocumentId(id))) return id;
  throw badId();
}

/** True where nobody ever wrote anything, not even something deleted since. */
function isEmpty(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0;
}
