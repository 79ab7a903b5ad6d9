/** Short words for pages as JSON, so that a case reads at a glance. */
import type { JSONContent } from "@tiptap/core";

type Inline = string | JSONContent;
type Item = string | JSONContent;

const inline = (parts: readonly Inline[]): JSONContent[] =>
  parts
    .filter((part) => part !== "")
    .map((part) => (typeof part === "string" ? { type: "text", text: part } : part));
const block = (part: Item): JSONContent => (typeof part === "string" ? p(part) : part);
const holding = (type: string, parts: readonly Item[], attrs?: object): JSONContent => ({
  type,
  ...(attrs === undefined ? {} : { attrs }),
  content: parts.map(block),
});

export const p = (...parts: Inline[]): JSONContent => ({ type: "paragraph", content: inline(parts) });
export const h = (level: number, ...parts: Inline[]): JSONContent => ({
  type: "heading",
  attrs: { level },
  content: inline(parts),
});
export const code = (text: string): JSONContent => ({ type: "codeBlock", content: inline([text]) });
export const rule: JSONContent = { type: "horizontalRule" };
export const image = (src: string): JSONContent => ({
  type: "image",
  attrs: { src: `https://example.org/${src}` },
});
export const br: JSONContent = { type: "hardBreak" };
export const marked = (text: string, ...types: string[]): JSONContent => ({
  type: "text",
  text,
  marks: types.map((type) => ({ type })),
});
export const link = (text: string, href: string): JSONContent => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href } }],
});

export const li = (...parts: Item[]): JSONContent => holding("listItem", parts);
export const ti = (...parts: Item[]): JSONContent => holding("taskItem", parts);
export const done = (...parts: Item[]): JSONContent => holding("taskItem", parts, { checked: true });
const items = (parts: readonly Item[], item: typeof li): JSONContent[] =>
  parts.map((part) => (typeof part === "string" ? item(part) : part));
export const ul = (...parts: Item[]): JSONContent => holding("bulletList", items(parts, li));
export const ol = (...parts: Item[]): JSONContent => holding("orderedList", items(parts, li));
export const tl = (...parts: Item[]): JSONContent => holding("taskList", items(parts, ti));
export const quote = (...parts: Item[]): JSONContent => holding("blockquote", parts);

export const td = (...parts: Item[]): JSONContent => holding("tableCell", parts);
export const th = (...parts: Item[]): JSONContent => holding("tableHeader", parts);
export const wide = (colspan: number, ...parts: Item[]): JSONContent =>
  holding("tableCell", parts, { colspan });
const tr = (...parts: Item[]): JSONContent => holding("tableRow", items(parts, td));
export const table = (...rows: Item[][]): JSONContent =>
  holding(
    "table",
    rows.map((row) => tr(...row)),
  );
