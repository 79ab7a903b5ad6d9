/** `POST /api/documents`: from JSON, from Markdown, or from the Yjs bytes of another program. */
import type { Context } from "hono";
import * as Y from "yjs";
import { pageFromMarkdown } from "../../formats/markdown.js";
import { pageFromYjs } from "../../formats/yjs-import.js";
import { type Page, writePage, writeTitle } from "../../schema/page.js";
import { mediaType, parseJson, parseValues, readBytes, readText } from "../body.js";
import { ProblemError } from "../problem.js";
import { type NewDocument, newId } from "./make-document.js";
import type { Shapes } from "./shapes.js";
import { docOfBytes } from "./yjs-bytes.js";

/** What the request asks for. Throws a problem that says what to change. */
export async function readNewDocument(c: Context, shapes: Shapes): Promise<NewDocument> {
  const type = mediaType(c);
  if (type === "application/octet-stream") return fromYjs(await readBytes(c), c.req.query(), shapes);
  const text = await readText(c);
  if (type === "text/markdown") return fromMarkdown(text, c.req.query("id"), c.req.query("title"), shapes);
  if (type !== "application/json" && (type !== null || text !== ""))
    throw new ProblemError(
      415,
      "Send application/json, text/markdown to create a page from Markdown, or application/octet-stream for Yjs bytes.",
    );
  const { id, kind = "page", title = "" } = text === "" ? {} : parseJson(text, shapes.create);
  return {
    id: newId(id, kind),
    kind,
    title,
    write: kind === "page" && title !== "" ? (doc) => writeTitle(doc, title) : null,
    isContent: false,
    warnings: [],
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
  return pageWith(pageNamed(given, markdown), id, [], shapes);
}

function pageNamed(title: string | undefined, markdown: string): Page {
  const page = pageFromMarkdown(markdown);
  if (title === undefined || page.title === title) return page;
  if (page.title === "") return { title, body: page.body };
  return { title, body: pageFromMarkdown(`# _\n\n${markdown}`).body };
}

/** A page of what the bytes say, or a raw document of the bytes as they are. */
function fromYjs(bytes: Uint8Array, query: Readonly<Record<string, string>>, shapes: Shapes): NewDocument {
  const { id, kind = "page", title, root } = parseValues(query, shapes.yjs);
  const doc = docOfBytes(bytes);
  if (kind === "page") {
    const mayBeTitle = (words: string) => shapes.title.safeParse(words).success;
    const { page, warnings } = pageFromYjs(doc, { root: root ?? null, title: title ?? null, mayBeTitle });
    return pageWith(page, id, warnings, shapes);
  }
  const write = (empty: Y.Doc) => Y.applyUpdate(empty, bytes);
  return { id: newId(id, kind), kind, title: title ?? "", write, isContent: true, warnings: [] };
}

/** Throws a problem where the page's title is not one that pages may have. */
export function pageWith(
  page: Page,
  id: string | undefined,
  warnings: readonly string[],
  shapes: Shapes,
): NewDocument {
  parseValues({ title: page.title }, shapes.create);
  return {
    id: newId(id, "page"),
    kind: "page",
    title: page.title,
    write: (doc) => writePage(doc, page),
    isContent: true,
    warnings,
  };
}
