/** How a flow is drawn that an editor of ours would not write, or not in this schema. */
import { Schema } from "@tiptap/pm/model";
import { TableMap } from "@tiptap/pm/tables";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { outline } from "../../../test/merge/outline.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { containersRoot, flowRoot } from "./names.js";

type Told = readonly [
  keys: Readonly<Record<string, unknown>>,
  text?: string,
  marks?: Record<string, unknown>,
];

/** Blocks one after the other, each a marker's keys and a text; and what the registry says. */
function flowOf(schema: Schema, blocks: readonly Told[], registry: Readonly<Record<string, unknown>> = {}) {
  const doc = new Y.Doc();
  const text = doc.getText(flowRoot);
  const ops = blocks.flatMap(([keys, words, attributes]) => [
    { insert: new Y.Map(Object.entries(keys)) },
    ...(words === undefined ? [] : [{ insert: words, attributes }]),
  ]);
  text.applyDelta(ops);
  for (const [key, value] of Object.entries(registry)) doc.getMap(containersRoot).set(key, value);
  return new Flow(doc, schema, () => 0.5);
}

function drawn(flow: Flow): string {
  const { doc } = flow.drawing;
  doc.check();
  return doc.toString();
}

describe("in a schema of narrow contents", () => {
  const schema = new Schema({
    nodes: {
      doc: { content: "block+" },
      paragraph: { content: "text*", group: "block" },
      caption: { content: "text*" },
      picture: { attrs: { src: {} } },
      wall: { content: "picture*", group: "block" },
      alone: { content: "paragraph+" },
      quote: { content: "block+", group: "block" },
      card: { content: "caption? entry*", group: "block" },
      entry: { content: "caption+" },
      titled: { content: "caption picture?", group: "block" },
      figure: { content: "(picture caption)*", group: "block" },
      text: {},
    },
  });
  const page = (blocks: readonly Told[], registry: Readonly<Record<string, unknown>>) =>
    drawn(flowOf(schema, blocks, registry));

  it("a container that can stand nowhere is left out, and what is around and in it stays", () => {
    expect(page([[{ p: "q2" }, "a"]], { q1: ["quote", ""], x: ["alone", "q1"], q2: ["quote", "x"] })).toBe(
      'doc(quote(quote(paragraph("a"))))',
    );
  });

  it("a block that can stand nowhere as what it is is a paragraph", () => {
    const orphan = new Schema({
      nodes: {
        doc: { content: "(paragraph | quote)+" },
        paragraph: { content: "text*" },
        quote: { content: "paragraph+" },
        caption: { content: "text*" },
        text: {},
      },
    });
    const flow = flowOf(orphan, [[{ t: "caption", p: "q" }, "a"]], { q: ["quote", ""] });
    expect(drawn(flow)).toBe('doc(quote(paragraph("a")))');
  });

  it("a block that does not fit where it is told to stands at the top level", () => {
    const blocks: Told[] = [
      [{ p: "w" }, "a"],
      [{ p: "q" }, "b"],
    ];
    expect(page(blocks, { w: ["wall", ""], q: ["quote", ""] })).toBe(
      'doc(paragraph("a"), quote(paragraph("b")))',
    );
  });

  it("what comes too late is wrapped, where something that may come can hold it", () => {
    const blocks: Told[] = [
      [{ t: "caption", p: "c" }, "a"],
      [{ t: "caption", p: "c" }, "b"],
    ];
    expect(page(blocks, { c: ["card", ""] })).toBe('doc(card(caption("a"), entry(caption("b"))))');
  });

  it("a container is closed and another begun, where nothing more fits", () => {
    const blocks: Told[] = [
      [{ t: "caption", p: "c" }, "a"],
      [{ t: "caption", p: "c" }, "b"],
    ];
    expect(page(blocks, { c: ["titled", ""] })).toBe('doc(titled(caption("a")), titled(caption("b")))');
  });

  it("where nothing can be made to fit, all words stand in plain paragraphs", () => {
    const blocks: Told[] = [
      [{}, "a"],
      [{ t: "caption", p: "f" }, "b"],
    ];
    expect(page(blocks, { f: ["figure", ""] })).toBe('doc(paragraph("a"), paragraph("b"))');
  });
});

describe("in a page", () => {
  it("a mark is known by its name before two dashes", () => {
    const flow = flowOf(pageSchema, [[{}, "a", { "bold--1": true, "bold--2": true }]]);
    expect(drawn(flow)).toBe('doc(paragraph(bold("a")))');
  });

  it("of two cells that reach into one place, the first one has it", () => {
    const flow = flowOf(
      pageSchema,
      [
        [{ p: "a" }, "a"],
        [{ p: "b" }, "b"],
        [{ p: "c" }, "c"],
      ],
      {
        t: "t",
        r1: "rt",
        r2: "rt",
        a: ["d", "r1", { $k: "1" }],
        b: ["d", "r1", { $k: "2", rowspan: 2 }],
        c: ["d", "r2", { $k: "1", colspan: 2 }],
      },
    );
    expect(outline(flow.drawing.doc)).toEqual(["table>r0c0>p: a", "table>r0c1(1x2)>p: b", "table>r1c0>p: c"]);
    expect(TableMap.get(flow.drawing.doc.child(0)).problems).toBe(null);
  });

  it("both pieces of a list stay what they were when something else changes", () => {
    const blocks: Told[] = [
      [{ p: "i" }, "a"],
      [{ p: "" }, "b"],
      [{ p: "j" }, "c"],
      [{}, "d"],
    ];
    const flow = flowOf(pageSchema, blocks, { l: "b", i: "ll", j: "ll" });
    const [first, , second] = flow.drawing.doc.children;
    flow.text.insertEmbed(flow.text.length, new Y.Map());
    const [before, , behind] = flow.drawing.doc.children;
    expect(drawn(flow)).toContain('bulletList(listItem(paragraph("a"))), paragraph("b"), bulletList(');
    expect([before === first, behind === second]).toEqual([true, true]);
  });
});
