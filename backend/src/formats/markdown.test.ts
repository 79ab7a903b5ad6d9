import type { JSONContent } from "@tiptap/core";
import { expect, it } from "vitest";
import { depthOf } from "../schema/flow/nesting.js";
import { pageSchema } from "../schema/page-schema.js";
import { pageFromMarkdown, pageToMarkdown } from "./markdown.js";
import { UnreadableMarkdown } from "./unreadable-markdown.js";

/** The body in ProseMirror's own short notation. */
function body(markdown: string): string {
  return pageSchema.nodeFromJSON(pageFromMarkdown(markdown).body).toString();
}

function exported(...content: JSONContent[]): string {
  return pageToMarkdown({ title: "", body: { type: "doc", content } });
}

it.each([
  ["# A *b*\n\nc", "A b", 'doc(paragraph("c"))'],
  ["![logo](a.png)\n\n# Name", "Name", "doc(image)"],
  ["<h1 align='center'>Name</h1>\n\ntext", "Name", 'doc(paragraph("text"))'],
  ["text\n\n# Later", "", 'doc(paragraph("text"), heading("Later"))'],
  ["# Only", "Only", "doc(paragraph)"],
  ["", "", "doc(paragraph)"],
])("the leading heading of %j is the title", (markdown, title, rest) => {
  expect(pageFromMarkdown(markdown).title).toBe(title);
  expect(body(markdown)).toBe(rest);
});

it.each([
  ["an untitled page that begins with a heading", "", "#\n\n# Chapter\n"],
  ["a title of special characters", "# *a* <b> #", "# \\# \\*a\\* \\<b> \\#\n\n# Chapter\n"],
])("%s keeps title and heading apart", (_, title, markdown) => {
  const page = {
    title,
    body: {
      type: "doc",
      content: [{ type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "Chapter" }] }],
    },
  };
  expect(pageToMarkdown(page)).toBe(markdown);
  expect(pageFromMarkdown(markdown)).toEqual(page);
});

it.each([
  [
    "a list of tasks and others",
    "- [ ] a\n- b\n- [x]",
    'doc(taskList(taskItem(paragraph("a"))), bulletList(listItem(paragraph("b"))), taskList(taskItem(paragraph)))',
  ],
  ["an escaped box", "- \\[ ] a", 'doc(bulletList(listItem(paragraph("[ ] a"))))'],
  ["a list from seven", "7. a\n8. b", 'doc(orderedList(listItem(paragraph("a")), listItem(paragraph("b"))))'],
  [
    "code in a table",
    "| a |\n| - |\n| `x\\|y` |",
    'doc(table(tableRow(tableHeader(paragraph("a"))), tableRow(tableCell(paragraph(code("x|y"))))))',
  ],
  ["a table without a head", "|  |\n| - |\n| a |", 'doc(table(tableRow(tableCell(paragraph("a")))))'],
  ["badges", "[![npm](b.svg)](https://npm.test) ![x](c.svg)\ntext", 'doc(image, image, paragraph("text"))'],
  ["a picture in a sentence", "see ![x](c.svg) here", 'doc(paragraph("see"), image, paragraph("here"))'],
  [
    "details",
    "<details><summary>S</summary>\n\n- x\n\n</details>",
    'doc(paragraph("S"), bulletList(listItem(paragraph("x"))))',
  ],
  [
    "HTML lists",
    "<ul><li>a<ul><li>b</ul><li>c</ul>",
    'doc(bulletList(listItem(paragraph("a"), bulletList(listItem(paragraph("b")))), listItem(paragraph("c"))))',
  ],
  [
    "an HTML table",
    "<table><tr><td>a<td>b<tr><td>c</table>",
    'doc(table(tableRow(tableCell(paragraph("a")), tableCell(paragraph("b"))), tableRow(tableCell(paragraph("c")), tableCell(paragraph))))',
  ],
  ["HTML code", "<pre><code class='language-js'>a\n  &lt;</code></pre>", 'doc(codeBlock("a\\n  <"))'],
  [
    "HTML marks",
    "<b>a</b> <kbd>b</kbd> <u>c</u>",
    'doc(paragraph(bold("a"), " ", code("b"), " ", underline("c")))',
  ],
  ["generics", "a Promise<void> b", 'doc(paragraph("a Promise<void> b"))'],
  ["comments", "a <!-- b --> c\n\n<!-- d -->", 'doc(paragraph("a  c"))'],
  ["autolinks", "https://x.test, README.md", 'doc(paragraph(link("https://x.test"), ", README.md"))'],
  ["bold over a link over code", "**[`a`](b)**", 'doc(paragraph(link(bold(code("a")))))'],
])("%s comes in as it was meant", (_, markdown, expected) => {
  expect(body(markdown)).toBe(expected);
});

it.each([
  "javascript:alert(1)",
  "JaVa&#10;script:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  " javascript:x",
])("a link to %s comes in as its text, a picture as its alternative", (url) => {
  expect(body(`[a](<${url}>) ![b](<${url}>) <a href="${url}">c</a>`)).toMatch(
    /^doc\(paragraph\("a b c"\)\)$/,
  );
});

it("a page's own words never become markup", () => {
  const text = "<script>alert(1)</script> <img src=x onerror=y> [a](javascript:b) &lt;i&gt; `c` **d**";
  expect(exported({ type: "paragraph", content: [{ type: "text", text }] })).toBe(
    "\\<script>alert(1)\\</script> \\<img src=x onerror=y> \\[a\\](javascript:b) \\&lt;i\\&gt; \\`c\\` \\*\\*d\\*\\*\n",
  );
});

it("delimiters are used where they say it, tags where they cannot", () => {
  const bold = (text: string): JSONContent => ({ type: "text", text, marks: [{ type: "bold" }] });
  const plain = (text: string): JSONContent => ({ type: "text", text });
  expect(exported({ type: "paragraph", content: [bold("one "), plain("two")] })).toBe("**one** two\n");
  expect(exported({ type: "paragraph", content: [bold("one."), plain("two")] })).toBe(
    "<strong>one\\.</strong>two\n",
  );
});

it.each([
  ["lists", 32, (level: number) => `${"  ".repeat(level - 1)}- ${level};`],
  ["quotes", 64, (level: number) => `${"> ".repeat(level)}${level};\n${">".repeat(level)}`],
])("%s come in and go out as deep as a page goes, and deeper ones are refused", (_, deepest, line) => {
  const markdown = (levels: number) => Array.from({ length: levels }, (_, i) => line(i + 1)).join("\n");
  const page = pageFromMarkdown(markdown(deepest));
  expect(depthOf(pageSchema.nodeFromJSON(page.body))).toBe(64);
  expect(pageFromMarkdown(pageToMarkdown(page))).toEqual(page);
  expect(() => pageFromMarkdown(markdown(deepest + 1))).toThrow(UnreadableMarkdown);
});

it.each([
  ["quotes", `${">".repeat(5_000)} a`, /32 levels of lists/],
  ["lists", `${"- ".repeat(5_000)}a`, /32 levels of lists/],
  ["HTML lists", "<ul><li>".repeat(5_000), /32 levels of lists/],
  ["brackets", "![".repeat(500_000), /paragraph is longer/],
  ["emphasis", "*a **b ".repeat(150_000), /paragraph is longer/],
  ["text", "a\n\n".repeat(700_000), /longer than 2 million/],
])("a megabyte of hostile %s is refused with what to change", (_, markdown, message) => {
  expect(() => pageFromMarkdown(markdown)).toThrow(UnreadableMarkdown);
  expect(() => pageFromMarkdown(markdown)).toThrow(message);
});

it.each([
  "[",
  "*a **b_ ",
  "![",
  "<b>a ",
  "<a x='",
  "`a``",
  "<!--",
  "~~a",
  "&#",
  "[a](<",
  "\\[",
  "|",
  "http://",
])("twenty kilobytes of %j come in and go out", (part) => {
  const page = pageFromMarkdown(
    `${part.repeat(Math.floor(20_000 / part.length))}\n`.replace(/(.{5000})/g, "$1\n\n"),
  );
  expect(() => pageToMarkdown(page)).not.toThrow();
});

it("a paragraph too long to read back goes out escaped", () => {
  const markdown = exported({ type: "paragraph", content: [{ type: "text", text: "<b>*".repeat(40_000) }] });
  expect(markdown.startsWith("\\<b\\>\\*")).toBe(true);
});
