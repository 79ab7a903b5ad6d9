/** Random bodies of pages with every node, mark and attribute of the schema, for properties about all pages. */
import type { JSONContent } from "@tiptap/core";
import fc from "fast-check";
import { pageSchema } from "../../src/schema/page-schema.js";

const words = fc.oneof(
  fc.constantFrom(
    "word",
    "two words",
    " ",
    "\t",
    "x\n",
    "\n",
    "é",
    "👍🏽",
    "a\u2028b",
    "<b>&amp;",
    "--q83vEjRW",
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
);
const href = fc.constantFrom("https://x.test/a?b=1&copy=2#c", "/d/x y", "mailto:a@b.test", "#q");
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const caption = maybe(fc.constantFrom("t", 'a "b" c', ""));
const mark = fc.oneof(
  fc
    .constantFrom("bold", "italic", "strike", "underline", "highlight", "code")
    .map((type): { type: string; attrs?: object } => ({ type })),
  fc.record({ type: fc.constant("link"), attrs: fc.record({ href, title: caption }) }),
);
const piece = fc
  .record({ text: words, marks: fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type }) })
  .map((made): JSONContent => ({ type: "text", ...made }));
const line = fc.array(
  fc.oneof({ weight: 6, arbitrary: piece }, { weight: 1, arbitrary: fc.constant({ type: "hardBreak" }) }),
  { maxLength: 5 },
);
const paragraph = line.map((content): JSONContent => ({ type: "paragraph", content }));
const leaf: fc.Arbitrary<JSONContent> = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  fc
    .record({ level: fc.integer({ min: 1, max: 6 }), content: line })
    .map(({ level, content }) => ({ type: "heading", attrs: { level }, content })),
  fc
    .record({ language: maybe(fc.constantFrom("js", "c++")), code: fc.array(words, { maxLength: 3 }) })
    .map(({ language, code }) => ({
      type: "codeBlock",
      attrs: { language },
      ...(code.length > 0 && { content: [{ type: "text", text: code.join("") }] }),
    })),
  fc.constant({ type: "horizontalRule" }),
  fc
    .record({
      src: fc.constantFrom("https://x.test/a.png", "a b.png"),
      alt: caption,
      title: caption,
      href: maybe(href),
    })
    .map((attrs) => ({ type: "image", attrs })),
);

const { block } = fc.letrec<{ block: JSONContent }>((tie) => {
  const items = (type: string, attrs: fc.Arbitrary<object>) =>
    fc.array(
      fc
        .record({ attrs, first: paragraph, others: fc.array(tie("block"), { maxLength: 2 }) })
        .map(({ attrs, first, others }): JSONContent => ({ type, attrs, content: [first, ...others] })),
      { minLength: 1, maxLength: 3 },
    );
  const cell = fc.record({
    type: fc.constantFrom("tableCell", "tableHeader"),
    align: maybe(fc.constantFrom("left", "center", "right")),
    content: fc.array(fc.oneof({ weight: 4, arbitrary: paragraph }, tie("block")), {
      minLength: 1,
      maxLength: 2,
    }),
  });
  /** Whole tables, the last row's first two cells merged in some. A column in which no cell begins is none in a flow. */
  const table = fc.integer({ min: 1, max: 3 }).chain((columns) =>
    fc
      .record({
        rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: 1,
          maxLength: 3,
        }),
        widths: maybe(fc.constant(50)),
        merged: fc.boolean(),
      })
      .map(
        ({ rows, widths, merged }): JSONContent => ({
          type: "table",
          content: rows.map((cells, at) => {
            const wide = merged && columns > 1 && at > 0 && at === rows.length - 1;
            return {
              type: "tableRow",
              content: cells.slice(wide ? 1 : 0).map(({ type, align, content }, column) => {
                const colspan = wide && column === 0 ? 2 : 1;
                const colwidth = widths === null ? null : Array.from({ length: colspan }, () => widths);
                return { type, attrs: { colspan, rowspan: 1, colwidth, align }, content };
              }),
            };
          }),
        }),
      ),
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
        .record({
          attrs: fc.record({ start: fc.constantFrom(0, 1, 7), type: maybe(fc.constantFrom("a", "I")) }),
          content: items("listItem", fc.constant({})),
        })
        .map((made) => ({ type: "orderedList", ...made })),
      items("taskItem", fc.record({ checked: fc.boolean() })).map((content) => ({
        type: "taskList",
        content,
      })),
      table,
    ),
  };
});

/** Valid for `pageSchema`, as ProseMirror writes it: equal neighbours joined, marks in order, defaults filled in. */
export const anyBody: fc.Arbitrary<JSONContent> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .map((content) => canonical({ type: "doc", content }));

function canonical(body: JSONContent): JSONContent {
  type Node = ReturnType<typeof pageSchema.nodeFromJSON>;
  const rebuild = (node: Node): Node =>
    node.isText
      ? node.mark(node.marks.reduce((set, one) => one.addToSet(set), pageSchema.text("x").marks))
      : node.type.create(node.attrs, node.children.map(rebuild));
  return rebuild(pageSchema.nodeFromJSON(body)).toJSON();
}
