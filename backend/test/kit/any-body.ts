/** Random bodies of pages with every node, mark and attribute of the schema, for properties about all pages. */
import type { JSONContent } from "@tiptap/core";
import fc from "fast-check";
import { pageSchema } from "../../src/schema/page-schema.js";

type Any<T = JSONContent> = fc.Arbitrary<T>;

/** What bodies are made of, where a format is to be tried by what is awkward in it. */
export interface Matter {
  /** Of one stretch of text with the same marks; never empty. */
  readonly words: Any<string>;
  readonly href: Any<string>;
  /** Titles of links and images. */
  readonly caption: Any<string | null>;
  /** Of a code block; "" for one that is empty. */
  readonly code: Any<string>;
  readonly src: Any<string>;
  readonly alt: Any<string | null>;
  /** Attributes of an ordered list. */
  readonly ordered: Any<{ readonly start: number; readonly type: string | null }>;
  readonly table: (paragraph: Any, block: Any) => Any;
}

/** Random blocks of these bodies, of every kind, in each other. */
function blocksOf({ words, href, caption, code, src, alt, ordered, table }: Matter): Any {
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
  const leaf: Any = fc.oneof(
    { weight: 4, arbitrary: paragraph },
    fc
      .record({ level: fc.integer({ min: 1, max: 6 }), content: line })
      .map(({ level, content }) => ({ type: "heading", attrs: { level }, content })),
    fc.record({ language: fc.constantFrom(null, "js", "c++"), code }).map(({ language, code }) => ({
      type: "codeBlock",
      attrs: { language },
      ...(code !== "" && { content: [{ type: "text", text: code }] }),
    })),
    fc.constant({ type: "horizontalRule" }),
    fc.record({ src, alt, title: caption, href: maybe(href) }).map((attrs) => ({ type: "image", attrs })),
  );
  return fc.letrec<{ block: JSONContent }>((tie) => {
    const items = (type: string, attrs: Any<object>) =>
      fc.array(
        fc
          .record({ attrs, first: paragraph, others: fc.array(tie("block"), { maxLength: 2 }) })
          .map(({ attrs, first, others }): JSONContent => ({ type, attrs, content: [first, ...others] })),
        { minLength: 1, maxLength: 3 },
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
          .record({ attrs: ordered, content: items("listItem", fc.constant({})) })
          .map((made) => ({ type: "orderedList", ...made })),
        items("taskItem", fc.record({ checked: fc.boolean() })).map((content) => ({
          type: "taskList",
          content,
        })),
        table(paragraph, tie("block")),
      ),
    };
  }).block;
}

export const maybe = <T>(value: Any<T>): Any<T | null> => fc.option(value, { nil: null });

/** Whole tables, the last row's first two cells merged in some. A column in which no cell begins is none in a flow. */
function wholeTable(paragraph: Any, block: Any): Any {
  const cell = fc.record({
    type: fc.constantFrom("tableCell", "tableHeader"),
    align: maybe(fc.constantFrom("left", "center", "right")),
    content: fc.array(fc.oneof({ weight: 4, arbitrary: paragraph }, block), {
      minLength: 1,
      maxLength: 2,
    }),
  });
  return fc.integer({ min: 1, max: 3 }).chain((columns) =>
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
}

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
const caption = maybe(fc.constantFrom("t", 'a "b" c', ""));

/** Valid for `pageSchema`, as ProseMirror writes it: equal neighbours joined, marks in order, defaults filled in. */
export const bodiesOf = (matter: Matter): Any =>
  fc
    .array(blocksOf(matter), { minLength: 1, maxLength: 4 })
    .map((content) => canonical({ type: "doc", content }));

export const anyBody: Any = bodiesOf({
  words,
  href: fc.constantFrom("https://x.test/a?b=1&copy=2#c", "/d/x y", "mailto:a@b.test", "#q"),
  caption,
  code: fc.array(words, { maxLength: 3 }).map((code) => code.join("")),
  src: fc.constantFrom("https://x.test/a.png", "a b.png"),
  alt: caption,
  ordered: fc.record({ start: fc.constantFrom(0, 1, 7), type: maybe(fc.constantFrom("a", "I")) }),
  table: wholeTable,
});

export function canonical(body: JSONContent): JSONContent {
  type Node = ReturnType<typeof pageSchema.nodeFromJSON>;
  const rebuild = (node: Node): Node =>
    node.isText
      ? node.mark(node.marks.reduce((set, one) => one.addToSet(set), pageSchema.text("x").marks))
      : node.type.create(node.attrs, node.children.map(rebuild));
  return rebuild(pageSchema.nodeFromJSON(body)).toJSON();
}
