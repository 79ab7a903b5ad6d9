import { readFileSync } from "node:fs";
import type { JSONContent } from "@tiptap/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { pageFromMarkdown, pageToMarkdown } from "./markdown.js";
import { exportPage } from "./snapshot.js";

const runs = Number(process.env.FUZZ_RUNS ?? 300);

const awkward = [
  "*",
  "**",
  "_",
  "__",
  "[",
  "]",
  "(x)",
  "<",
  ">",
  "<b>",
  "</u>",
  "<script>",
  "#",
  "# ",
  "|",
  "`",
  "``",
  "\\",
  "~~",
  "!",
  "![",
  "&",
  "&amp;",
  "&#35;",
  "- ",
  "+ ",
  "1. ",
  "2) ",
  "-",
  "---",
  "===",
  ":--",
  "[ ] ",
  "[x]: y",
  "https://x.test/a_b",
  "mailto:a@b.test",
  "$",
  "é",
  "👍🏽",
  "\u00a0",
  "  ",
  " ",
  "a",
  "word",
  "two words",
  "x_y",
  ".",
  ",",
  '"',
  "'",
  "\t",
  "==",
];
const text = fc
  .array(fc.constantFrom(...awkward), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));
const href = fc.constantFrom(
  "https://x.test/a?b=1&copy=2#c",
  "/d/x y",
  "a(b)c",
  "#<q>",
  "mailto:a@b.test",
  "b\\c",
  "é",
);
const title = fc.option(fc.constantFrom("t", 'a "b" c', "<i>&amp;\\", "(x)"), { nil: null });
const mark = fc.oneof(
  fc.constantFrom("bold", "italic", "strike", "underline", "highlight", "code").map((type) => ({ type })),
  fc.record({ type: fc.constant("link"), attrs: fc.record({ href, title }) }),
);
const piece = fc.record({
  text,
  marks: fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type }),
});
const line = fc
  .array(fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: fc.constant("break") }), {
    maxLength: 5,
  })
  .map((parts): JSONContent[] =>
    parts.map((part) => (typeof part === "string" ? { type: "hardBreak" } : { type: "text", ...part })),
  );
const paragraph = line.map((content): JSONContent => ({ type: "paragraph", content }));
const leaf: fc.Arbitrary<JSONContent> = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  fc
    .record({ level: fc.integer({ min: 1, max: 6 }), content: line })
    .map(({ level, content }) => ({ type: "heading", attrs: { level }, content })),
  fc
    .record({
      language: fc.constantFrom(null, "js", "c++"),
      code: fc.constantFrom(
        "",
        "a",
        "```\nb\n```",
        "\n",
        " x\n\n  y\n",
        "~~~",
        "<script>",
        "\ta",
        "- a\n# b",
      ),
    })
    .map(({ language, code }) => ({
      type: "codeBlock",
      attrs: { language },
      content: code === "" ? [] : [{ type: "text", text: code }],
    })),
  fc.constant({ type: "horizontalRule" }),
  fc
    .record({
      src: fc.constantFrom("https://x.test/a.png", "a b.png", "x(1).svg"),
      alt: fc.option(
        text.map((alt) => alt.replace(/\s+/g, " ").trim()).filter((alt) => alt !== ""),
        { nil: null },
      ),
      title,
      href: fc.option(href, { nil: null }),
    })
    .map((attrs) => ({ type: "image", attrs })),
);
const { block } = fc.letrec<{ block: JSONContent }>((tie) => {
  const items = (type: string, attrs: fc.Arbitrary<object>) =>
    fc.array(
      fc
        .record({ attrs, first: paragraph, others: fc.array(tie("block"), { maxLength: 2 }) })
        .map((item) => ({
          type,
          attrs: item.attrs,
          content: [item.first, ...item.others],
        })),
      { minLength: 1, maxLength: 3 },
    );
  const cells = fc.record({ columns: fc.integer({ min: 1, max: 3 }), rows: fc.integer({ min: 2, max: 3 }) });
  const table = cells.chain(({ columns, rows }) =>
    fc
      .record({
        // A head without a single word stands for none.
        head: fc.option(
          fc.array(
            text.filter((words) => words.trim() !== "" && !/^\s|\s$/.test(words)),
            { minLength: columns, maxLength: columns },
          ),
          { nil: null },
        ),
        body: fc.array(fc.array(paragraph, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
        align: fc.array(fc.constantFrom(null, "left", "center", "right"), {
          minLength: columns,
          maxLength: columns,
        }),
      })
      .map(({ head, body, align }) => {
        const row = (type: string, contents: JSONContent[]) => ({
          type: "tableRow",
          content: contents.map((content, column) => ({
            type,
            attrs: { align: align[column] },
            content: [content],
          })),
        });
        const headRow = head?.map((words) => ({
          type: "paragraph",
          content: [{ type: "text", text: words }],
        }));
        return {
          type: "table",
          content: [
            ...(headRow ? [row("tableHeader", headRow)] : []),
            ...body.map((one) => row("tableCell", one)),
          ],
        };
      }),
  );
  return {
    block: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 6, arbitrary: leaf },
      fc
        .array(tie("block"), { minLength: 1, maxLength: 3 })
        .map((content) => ({ type: "blockquote", content })),
      items("listItem", fc.constant({})).map((content) => ({ type: "bulletList", content })),
      fc
        .record({ start: fc.constantFrom(0, 1, 7, 999_999_999), content: items("listItem", fc.constant({})) })
        .map(({ start, content }) => ({ type: "orderedList", attrs: { start, type: null }, content })),
      items("taskItem", fc.record({ checked: fc.boolean() })).map((content) => ({
        type: "taskList",
        content,
      })),
      table,
    ),
  };
});

/** As ProseMirror writes it: equal neighbours joined, defaults filled in. */
function canonical(body: JSONContent): JSONContent {
  const read = (json: JSONContent): JSONContent => ({
    ...json,
    ...(json.content && { content: json.content.map(read) }),
  });
  const rebuild = (
    node: ReturnType<typeof pageSchema.nodeFromJSON>,
  ): ReturnType<typeof pageSchema.nodeFromJSON> =>
    node.isText
      ? node.mark(node.marks.reduce((set, one) => one.addToSet(set), pageSchema.text("x").marks))
      : node.type.create(node.attrs, node.children.map(rebuild));
  return rebuild(pageSchema.nodeFromJSON(read(body))).toJSON();
}

const page = fc
  .record({
    title: text.map((words) => words.replace(/\s+/g, " ").trim()),
    content: fc.array(block, { minLength: 1, maxLength: 4 }),
  })
  .map(({ title, content }): Page => ({ title, body: canonical({ type: "doc", content }) }));

/** What Markdown does not say, and nobody sees: bold blanks at an edge, empty paragraphs at the end of a page. */
function visible({ title, body }: Page): Page {
  const nodes = (parent: JSONContent): JSONContent => {
    let content = (parent.content ?? []).map(nodes);
    if (content.some(({ type }) => type === "text")) {
      const pieces = content.flatMap((node) =>
        node.type !== "text" || node.marks?.some(({ type }) => type === "code")
          ? [node]
          : (node.text?.match(/\s+|\S+/g) ?? []).map((part) => ({ ...node, text: part })),
      );
      for (const name of ["bold", "italic", "strike"]) {
        for (let pass = 0; pass < 2; pass += 1) {
          let inside = false;
          pieces.reverse();
          for (const [index, node] of pieces.entries()) {
            const marked = node.marks?.some(({ type }) => type === name) ?? false;
            const isBlank =
              node.type === "text" &&
              node.text?.trim() === "" &&
              !node.marks?.some(({ type }) => type === "code");
            inside = marked && (inside || !isBlank);
            if (marked && !inside)
              pieces[index] = { ...node, marks: (node.marks ?? []).filter(({ type }) => type !== name) };
          }
        }
      }
      content = pieces;
    }
    return { ...parent, ...(content.length > 0 && { content }) };
  };
  const kept = nodes(body).content ?? [];
  const last = kept.findLastIndex(({ type, content }) => type !== "paragraph" || content);
  return {
    title,
    body: canonical({
      type: "doc",
      content: last === -1 ? [{ type: "paragraph" }] : kept.slice(0, last + 1),
    }),
  };
}

it("a page that goes to Markdown comes back as it was", () => {
  fc.assert(
    fc.property(page, (original) => {
      const markdown = pageToMarkdown(original);
      expect(pageFromMarkdown(markdown), markdown).toEqual(visible(original));
    }),
    { numRuns: runs },
  );
});

it.each([" \t ", "  ", " \t", " a ", "`"])("code of %j comes back from Markdown as it was", (text) => {
  const content = [{ type: "paragraph", content: [{ type: "text", marks: [{ type: "code" }], text }] }];
  const original = { title: "", body: { type: "doc", content } };
  expect(pageFromMarkdown(pageToMarkdown(original))).toEqual(visible(original));
});

it.each(["yjs", "lib0", "fast-check", "wouter"])(
  "the README of %s comes in, goes out and comes in the same, word for word",
  (name) => {
    const source = readFileSync(new URL(`../../../node_modules/${name}/README.md`, import.meta.url), "utf8");
    const page = pageFromMarkdown(source);
    const markdown = pageToMarkdown(page);
    const again = pageFromMarkdown(markdown);
    expect(again).toEqual(page);
    expect(pageToMarkdown(again)).toBe(markdown);
    const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    expect(words(exportPage(page, "text").body)).toBeGreaterThan(1_000);
  },
);
