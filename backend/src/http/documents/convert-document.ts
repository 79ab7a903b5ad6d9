/** `POST /api/documents/:id/convert`: a new page of what a raw document says. The raw document stays as it is. */
import type { Context } from "hono";
import * as Y from "yjs";
import { UnreadableYjs } from "../../formats/unreadable-yjs.js";
import { pageFromYjs } from "../../formats/yjs-import.js";
import type { DocumentId } from "../../protocol/document-id.js";
import type { ConversionChoice } from "../../protocol/rest.js";
import { mediaType, parseJson, readText } from "../body.js";
import { ProblemError } from "../problem.js";
import type { Caller } from "./caller.js";
import { pageWith } from "./create-document.js";
import type { DocumentOptions } from "./document-options.js";
import type { NewDocument } from "./make-document.js";
import type { Shapes } from "./shapes.js";

/**
 * What the request asks for; it holds every update acknowledged before. The texts to choose from, where it asks for them
 * and there are several. Throws a problem that says what to change.
 */
export async function readConversion(
  c: Context,
  id: DocumentId,
  caller: Caller,
  shapes: Shapes,
  { catalog, rooms }: Pick<DocumentOptions, "catalog" | "rooms">,
): Promise<NewDocument | ConversionChoice> {
  const type = mediaType(c);
  const text = await readText(c);
  if (type !== "application/json" && (type !== null || text !== ""))
    throw new ProblemError(415, "Send application/json, or nothing.");
  const wanted = text === "" ? {} : parseJson(text, shapes.convert);
  const source = await caller.find(catalog, id, "view");
  if (source.kind === "page")
    throw new ProblemError(409, "This document is a page already. Only raw documents are converted.");
  // A copy: reading a text decides what its root is, which is not ours to decide in somebody's document.
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await rooms.read(id, (shared) => Y.encodeStateAsUpdate(shared)));
  try {
    const mayBeTitle = (words: string) => shapes.title.safeParse(words).success;
    const { page, warnings } = pageFromYjs(doc, {
      root: wanted.root ?? null,
      title: wanted.title ?? null,
      mayBeTitle,
    });
    // Without a title of its own it is called what the document was known by.
    const title = page.title || source.title || source.id;
    // The raw document may have been written in since an earlier attempt: its page is the one of then.
    return { ...pageWith({ ...page, title }, wanted.id, warnings, shapes), isContent: false };
  } catch (error) {
    if (wanted.ask === true && error instanceof UnreadableYjs && error.roots.length > 0)
      return { roots: error.roots };
    throw error;
  }
}
