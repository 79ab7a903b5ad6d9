/**
 * A copy of what this tab holds, made without the server: for whoever is cut off from a document with text of theirs
 * in it. Content is escaped by the schema's own renderer; nothing in it runs.
 */

import { pageExtensions } from "@manyhands/backend/schema/extensions";
import { readPage } from "@manyhands/backend/schema/page";
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import { generateHTML } from "@tiptap/core";
import type * as Y from "yjs";

/** The title and the text; blocks are parted by an empty line. */
export function localText(doc: Y.Doc): string {
  const { title, body } = readPage(doc);
  const node = pageSchema.nodeFromJSON(body);
  return [title, node.textBetween(0, node.content.size, "\n\n", "\n")].filter(Boolean).join("\n\n");
}

/** A whole HTML file. */
export function localHtml(doc: Y.Doc): string {
  const { title, body } = readPage(doc);
  const safeTitle = escaped(title || "Untitled");
  return [
    `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${safeTitle}</title></head>`,
    `<body>\n<h1>${safeTitle}</h1>\n${generateHTML(body, pageExtensions)}\n</body>\n</html>\n`,
  ].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
