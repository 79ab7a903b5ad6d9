/**
 * A page to and from Markdown (CommonMark with GFM). The title is the leading `# Heading`. Exported Markdown is inert:
 * no text of the page can become a tag, no link that a browser would run comes out.
 */
import type { JSONContent } from "@tiptap/core";
import { Fragment, type Node } from "@tiptap/pm/model";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { markdownText } from "./markdown-line.js";
import { parseMarkdown } from "./markdown-parser.js";
import { writeMarkdown } from "./markdown-writer.js";

/**
 * A page of any Markdown. A first-level heading at the beginning, or behind nothing but pictures, becomes the title;
 * "" where there is none. Throws UnreadableMarkdown for what is too long or nested too deeply.
 */
export function pageFromMarkdown(markdown: string): Page {
  const body = parseMarkdown(markdown);
  const at = titleIndex(body.children);
  if (at === -1) return { title: "", body: body.toJSON() as JSONContent };
  const title = (body.children[at]?.textBetween(0, body.children[at].content.size, " ", " ") ?? "").trim();
  const rest = body.children.filter((_, index) => index !== at);
  const content = rest.length > 0 ? Fragment.from(rest) : Fragment.from(pageSchema.node("paragraph"));
  return { title: title.replace(/\s+/g, " "), body: body.copy(content).toJSON() as JSONContent };
}

/** The page in Markdown, ending with a line end. Throws RangeError where `page.body` is no page. */
export function pageToMarkdown(page: Page): string {
  const body = pageSchema.nodeFromJSON(page.body);
  // Without a title a heading of the body must not be read as one.
  const needsTitle = page.title !== "" || titleIndex(body.children) !== -1;
  const title = needsTitle ? [`# ${markdownText(page.title, { oneLine: true })}`.trimEnd()] : [];
  return `${[...title, writeMarkdown(body)].filter((part) => part !== "").join("\n\n")}\n`;
}

/** The place of the heading that is read as the title, or -1. */
function titleIndex(nodes: readonly Node[]): number {
  const first = nodes.findIndex((node) => node.type.name !== "image");
  const heading = nodes[first];
  return heading?.type.name === "heading" && heading.attrs.level === 1 ? first : -1;
}
