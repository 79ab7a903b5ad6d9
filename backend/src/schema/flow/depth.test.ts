/** How deep a page goes: up to there everything is drawn as it was written, and beyond it nothing comes apart. */
import type { JSONContent } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { outline } from "../../../test/merge/outline.js";
import { h, li, ol, p, quote, table, td, ti, tl, ul } from "../../../test/merge/page-words.js";
import { fitPage, type Loose } from "../fit.js";
import { Losses } from "../losses.js";
import { readPage, writePage } from "../page.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { containersRoot, flowRoot } from "./names.js";
import { depthOf, maxContainers } from "./nesting.js";
import { seed } from "./seed.js";

const open: FlowWriter[] = [];
afterEach(() => {
  for (const writer of open.splice(0)) writer.close();
});

const levels = maxContainers / 2;

/** A list with one item on each level: `1`, in it `2` … */
function nested(count: number, list: typeof ul = ul, item: typeof li = li): JSONContent {
  let inner: JSONContent[] = [];
  for (let level = count; level >= 1; level--) inner = [list(item(p(`${level};`), ...inner))];
  return inner[0]!;
}

const pageOf = (...content: JSONContent[]): Node => pageSchema.nodeFromJSON({ type: "doc", content });

/** What the flow says to somebody who reads it anew after `body` was written into it. */
function written(body: Node): Node {
  const doc = new Y.Doc();
  writePage(doc, { title: "", body: body.toJSON() as JSONContent });
  return pageSchema.nodeFromJSON(readPage(doc).body);
}

const loose = (node: Node): Loose =>
  node.isText
    ? { text: node.text ?? "", marks: {} }
    : { name: node.type.name, attributes: node.attrs, children: node.children.map(loose) };

function opened(...content: JSONContent[]): { writer: FlowWriter; hand: Hand } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const writer = new FlowWriter(doc, () => 0.25);
  open.push(writer);
  return { writer, hand: new Hand(writer).setsPage(...content) };
}

const lists: [string, JSONContent, JSONContent][] = [
  ["bullets", nested(levels), nested(levels + 1)],
  ["numbers", nested(levels, ol), nested(levels + 1, ol)],
  ["tasks", nested(levels, tl, ti), nested(levels + 1, tl, ti)],
];

describe("a page as deep as pages go", () => {
  it.each(lists)("is drawn as it was written: %s", (_name, deepest) => {
    const page = pageOf(p("before"), deepest, p("after"));
    expect(depthOf(page)).toBe(maxContainers);
    expect(written(page).toJSON()).toEqual(page.toJSON());
  });

  it("may hold a table where there is room for its cells", () => {
    let body = table([td("one"), td("two")], [td("three"), td("four")]);
    for (let depth = 3; depth < maxContainers; depth++) body = quote(body);
    expect(written(pageOf(body)).toJSON()).toEqual(pageOf(body).toJSON());
    const { page, told } = fitted(pageOf(quote(body)));
    expect([outline(page).map((line) => line.split(">").at(-1)), told.length]).toEqual([
      ["p: one", "p: two", "p: three", "p: four"],
      1,
    ]);
  });
});

function fitted(page: Node): { page: Node; told: readonly string[] } {
  const losses = new Losses();
  const doc = fitPage(page.children.map(loose), losses);
  doc.check();
  return { page: doc, told: losses.sentences };
}

describe("a page deeper than pages go", () => {
  it.each(lists)(
    "keeps every level but the last, whose words go on in the item around it: %s",
    (_name, deepest, deeper) => {
      const page = written(pageOf(deeper, p("after")));
      const whole = outline(pageOf(deepest, p("after")));
      expect(outline(page)).toEqual([
        ...whole.slice(0, -1),
        whole.at(-2)!.replace(/[0-9]+;$/, `${levels + 1};`),
        "p: after",
      ]);
    },
  );

  it("comes out of an import as it will be drawn, and the import says so", () => {
    const { page, told } = fitted(pageOf(nested(levels + 10)));
    expect(told).toEqual([
      `Lists and quotes are nested more than ${maxContainers} deep; of what is deeper the text was kept.`,
    ]);
    expect(written(page).toJSON()).toEqual(page.toJSON());
    expect(outline(page)).toHaveLength(levels + 10);
  });

  it("round-trips, or is told to be too deep and round-trips from then on", () => {
    const leaf = fc.constantFrom(p("word"), p(), h(2, "word"));
    const around = [
      (...inner: JSONContent[]) => quote(...inner),
      (...inner: JSONContent[]) => ul(li("", ...inner), "beside"),
      (...inner: JSONContent[]) => ol(li("own", ...inner)),
      (...inner: JSONContent[]) => tl("before", ti("own", ...inner)),
      (...inner: JSONContent[]) => table([td(...inner), td("beside")]),
    ];
    const deep = fc
      .tuple(leaf, fc.array(fc.nat({ max: around.length - 1 }), { maxLength: 90 }))
      .map(([inner, kinds]) => kinds.reduce((body, kind) => around[kind]!(body), inner));
    fc.assert(
      fc.property(fc.array(deep, { minLength: 1, maxLength: 3 }), (content) => {
        const page = pageOf(...content);
        const { page: fit, told } = fitted(page);
        expect(told.length > 0).toBe(depthOf(page) > maxContainers);
        if (told.length === 0) expect(fit.toJSON()).toEqual(page.toJSON());
        expect(depthOf(fit)).toBeLessThanOrEqual(maxContainers);
        expect(fit.textContent).toBe(page.textContent);
        expect(written(fit).toJSON()).toEqual(fit.toJSON());
        expect(written(page).toJSON()).toEqual(fit.toJSON());
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it("which two people made of it together is cut from the inside", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    doc.transact(() => {
      const registry = doc.getMap(containersRoot);
      for (let i = 0; i < 2 * levels; i++) {
        registry.set(`u${i}`, `b${i === 0 ? "" : `l${i - 1}`}`);
        registry.set(`l${i}`, `lu${i}`);
        const text = doc.getText(flowRoot);
        text.insertEmbed(text.length, new Y.Map([["p", `l${i}`]]));
        text.insert(text.length, `${i + 1};`);
      }
    });
    const page = new Flow(doc, pageSchema).drawing.doc;
    page.check();
    const whole = outline(pageOf(nested(levels)));
    const rest = Array.from({ length: levels }, (_, i) =>
      whole.at(-1)!.replace(`${levels};`, `${levels + 1 + i};`),
    );
    // The seed's own block stands before.
    expect(outline(page)).toEqual(["p:", ...whole, ...rest]);
  });
});

describe("in an editor, at the deepest level", () => {
  /** The deepest level has two items. */
  function atTheEnd() {
    let list = ul("last;", "next;");
    for (let level = levels - 1; level >= 1; level--) list = ul(li(p(`${level};`), list));
    return opened(list);
  }

  it("Tab does nothing", () => {
    const { writer, hand } = atTheEnd();
    const before = writer.editor.state.doc;
    hand.at("next;").presses("Tab");
    expect(writer.editor.state.doc).toBe(before);
    hand.types("!");
    expect(writer.editor.state.doc.textContent).toBe(`${before.textContent}!`);
  });

  it("a quote around an item's paragraph is none", () => {
    const { writer, hand } = atTheEnd();
    const before = writer.editor.state.doc;
    hand.at("next;").runs((c) => c.setBlockquote());
    expect(writer.editor.state.doc).toBe(before);
  });

  it("what is pasted keeps its words", () => {
    const { writer, hand } = atTheEnd();
    hand.at("next;").pastes(ul("one;", li("two;", ul("three;"))));
    for (const word of ["one;", "two;", "three;"])
      expect(writer.editor.state.doc.textContent).toContain(word);
    expect(depthOf(writer.editor.state.doc)).toBe(maxContainers);
    expect(outline(new Flow(writer.doc, pageSchema).drawing.doc)).toEqual(outline(writer.editor.state.doc));
  });

  it("one level above it Tab and Shift-Tab go there and back", () => {
    const { writer, hand } = opened(nested(levels - 1));
    hand
      .at(`${levels - 1};`)
      .presses("Enter")
      .types("new")
      .presses("Tab");
    expect(outline(writer.editor.state.doc).at(-1)).toBe(`${"ul>li>".repeat(levels)}p: new`);
    hand.presses("Shift-Tab");
    expect(outline(writer.editor.state.doc).at(-1)).toBe(`${"ul>li>".repeat(levels - 1)}p: new`);
  });
});
