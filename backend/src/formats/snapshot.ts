/** A page in any format it leaves the server in. Every export is inert, whatever the document holds. */
import type { Page } from "../schema/page.js";
import { pageToHtml } from "./html.js";
import { pageToMarkdown } from "./markdown.js";
import { pageToText } from "./text.js";

export type PageFormat = "json" | "html" | "markdown" | "text";

export interface PageExport {
  readonly body: string;
  readonly contentType: string;
  /** Without a dot. */
  readonly extension: string;
}

const formats: Readonly<
  Record<PageFormat, { write(page: Page): string; contentType: string; extension: string }>
> = {
  json: {
    write: ({ title, body }) => `${JSON.stringify({ title, body })}\n`,
    contentType: "application/json",
    extension: "json",
  },
  html: { write: pageToHtml, contentType: "text/html; charset=utf-8", extension: "html" },
  markdown: { write: pageToMarkdown, contentType: "text/markdown; charset=utf-8", extension: "md" },
  text: { write: pageToText, contentType: "text/plain; charset=utf-8", extension: "txt" },
};

/** The page in that format; JSON is `{ title, body }` as in `Page`. Throws RangeError where `page.body` is no page. */
export function exportPage(page: Page, format: PageFormat): PageExport {
  const { write, contentType, extension } = formats[format];
  return { body: write(page), contentType, extension };
}
