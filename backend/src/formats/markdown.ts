/**
 * A page to and from Markdown (CommonMark with GFM). The title is the leading `# Heading`. Exported Markdown is inert:
 * no text of the page can become a tag, no link that a browser would run comes out.
 */
import type { JSONContent } from "@tiptap/core";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { markdownText } from "./markdown-line.js";
import { parseMarkdown } from "./markdown-parser.js";
import { writeMarkdown } from "./markdown-writer.js";
import { splitTitle, titleIndex } from "./title.js";

/**
 * A page of any Markdown. A first-level heading at the beginning, or behind nothing but pictures, becomes the title;
 * "" where there is none. Throws UnreadableMarkdown for what is too long or nested too deeply.
 */
export function pageFromMarkdown(markdown: string): Page {
  const { title, rest } = splitTitle(parseMarkdown(markdown));
  return { title, body: rest.toJSON() as JSONContent };
}

/** The page in Markdown, ending with a line end. Throws RangeError where `page.body` is no page. */
export function pageToMarkdown(page: Page): string {
  const body = pageSchema.nodeFromJSON(page.body);
  // Without a title a heading of the body must not be read as one.
  const needsTitle = page.title !== "" || titleIndex(body.children) !== -1;
  const title = needsTitle ? [`# ${markdownText(page.title, { oneLine: true })}`.trimEnd()] : [];
  return `${[...title, writeMarkdown(body)].filter((part) => part !== "").join("\n\n")}\n`;
}
