import { readFileSync } from "node:fs";
import type { JSONContent } from "@tiptap/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bodiesOf, canonical, maybe } from "../../test/kit/any-body.js";
import type { Page } from "../schema/page.js";
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
/** As Markdown has them: one line in each cell, columns aligned. */
function plainTable(paragraph: fc.Arbitrary<JSONContent>): fc.Arbitrary<JSONContent> {
  const cells = fc.record({ columns: fc.integer({ min: 1, max: 3 }), rows: fc.integer({ min: 2, max: 3 }) });
  return cells.chain(({ columns, rows }) =>
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
}

const page = fc.record({
  title: text.map((words) => words.replace(/\s+/g, " ").trim()),
  body: bodiesOf({
    words: text,
    href,
    caption: title,
    code: fc.constantFrom("", "a", "```\nb\n```", "\n", " x\n\n  y\n", "~~~", "<script>", "\ta", "- a\n# b"),
    src: fc.constantFrom("https://x.test/a.png", "a b.png", "x(1).svg"),
    alt: maybe(text.map((alt) => alt.replace(/\s+/g, " ").trim()).filter((alt) => alt !== "")),
    ordered: fc.record({ start: fc.constantFrom(0, 1, 7, 999_999_999), type: fc.constant(null) }),
    table: plainTable,
  }),
});

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
