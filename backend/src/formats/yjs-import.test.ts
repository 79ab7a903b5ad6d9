/** Documents of other programs become pages: everything that a page knows is kept, the rest is text and a sentence. */
import { yXmlFragmentToProsemirrorJSON } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { oldPage } from "../../test/kit/old-page.js";
import { richBody } from "../../test/kit/rich-page.js";
import { writePage } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { maxNodes, maxText, pageFromYjs } from "./yjs-import.js";

type Xml =
  | string
  | readonly [name: string, attributes?: Record<string, unknown>, ...content: Xml[]]
  | Y.XmlText;

function built(xml: Xml): Y.XmlElement | Y.XmlText {
  if (xml instanceof Y.XmlText) return xml;
  if (typeof xml === "string") return new Y.XmlText(xml);
  const [name, attributes = {}, ...content] = xml;
  const element = new Y.XmlElement<Record<string, never>>(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as never);
  element.insert(0, content.map(built));
  return element as Y.XmlElement;
}

function docWith(roots: Record<string, readonly Xml[]>): Y.Doc {
  const doc = new Y.Doc();
  for (const [name, content] of Object.entries(roots)) doc.getXmlFragment(name).insert(0, content.map(built));
  return reopened(doc);
}

/** As it comes from the network: nobody has said what its roots are. */
function reopened(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function marked(text: string, marks: Record<string, unknown>): Y.XmlText {
  const line = new Y.XmlText();
  line.insert(0, text, marks);
  return line;
}

const read = (doc: Y.Doc, root: string | null = null, title: string | null = null) =>
  pageFromYjs(doc, { root, title, mayBeTitle: () => true });
const texts = (doc: Y.Doc, root: string | null = null) =>
  read(doc, root).page.body.content?.map(({ content }) => content?.map(({ text }) => text).join(""));
const paragraph = (text: string) => ["paragraph", {}, text] as const;

describe("what is read", () => {
  it("a document of stock Tiptap is taken over whole", () => {
    const { doc } = oldPage();
    const body = pageSchema
      .nodeFromJSON(yXmlFragmentToProsemirrorJSON(doc.getXmlFragment("default")))
      .toJSON();
    expect(read(reopened(doc))).toEqual({ page: { title: "Beds", body }, warnings: [] });
    const unchanged = richBody.content?.slice(0, -1) ?? [];
    expect(body.content.slice(0, unchanged.length)).toEqual(unchanged);
  });

  it("a page of ours is taken over whole, whatever else stands in it", () => {
    const doc = new Y.Doc();
    writePage(doc, { title: "Beds", body: richBody });
    expect(read(reopened(doc))).toEqual({ page: { title: "Beds", body: richBody }, warnings: [] });
  });

  it.each([
    ["default before prosemirror and others", { other: "c", prosemirror: "b", default: "a" }, "a"],
    ["prosemirror before others", { other: "c", prosemirror: "b" }, "b"],
    ["the only one", { "document-store": "d" }, "d"],
  ] as const)("the root: %s", (_case, roots, first) => {
    const named = Object.entries(roots).map(([name, text]) => [name, [paragraph(text)]]);
    expect(texts(docWith(Object.fromEntries(named)))).toEqual([first]);
  });

  it("the root that is asked for is read, and no other", () => {
    const doc = () => docWith({ default: [paragraph("a")], other: [paragraph("b")] });
    expect(texts(doc(), "other")).toEqual(["b"]);
    expect(() => read(doc(), "third")).toThrow("no text under the name “third”. It has: “default”, “other”.");
  });

  it("several texts are named, to choose from", () => {
    const doc = docWith({ b: [paragraph("b")], a: [paragraph("a")] });
    doc.getMap("settings").set("x", 1);
    expect(() => read(doc)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("“a”, “b”. Choose one"),
        roots: ["a", "b"],
      }),
    );
  });

  it.each<[string, (doc: Y.Doc) => void]>([
    ["nothing", () => {}],
    ["a map", (doc) => doc.getMap("default").set("a", 1)],
    ["a plain text", (doc) => doc.getText("default").insert(0, "words")],
    ["an array of maps", (doc) => doc.getArray("default").insert(0, [new Y.Map()])],
    [
      "an emptied fragment",
      (doc) => {
        doc.getXmlFragment("default").insert(0, [new Y.XmlText("a")]);
        doc.getXmlFragment("default").delete(0, 1);
      },
    ],
  ])("a document that holds %s is no text, and says so", (_what, fill) => {
    const doc = new Y.Doc();
    fill(doc);
    expect(() => read(reopened(doc))).toThrow(/holds no XmlFragment/);
  });
});

describe("a text that would take too long", () => {
  it.each([
    ["characters", () => [paragraph("x".repeat(maxText + 1))]],
    ["blocks", () => Array.from({ length: maxNodes + 1 }, () => ["horizontalRule"] as const)],
  ])("has too many %s, and is refused with a sentence", (what, content) => {
    expect(() => read(docWith({ default: content() }))).toThrow(new RegExp(`over [\\d,]+ ${what}.*parts`));
  });
});

describe("the title", () => {
  const headed = () => docWith({ default: [["heading", { level: 1 }, "The plan"], paragraph("text")] });

  it("is the first heading, which leaves the text", () => {
    const { page } = read(headed());
    expect([page.title, page.body.content?.length]).toEqual(["The plan", 1]);
  });

  it("is what was asked for, and another heading then stays", () => {
    expect(read(headed(), null, "Mine").page).toMatchObject({ title: "Mine", body: { content: [{}, {}] } });
    expect(read(headed(), null, "The plan").page.body.content).toHaveLength(1);
  });

  it("is what the document says under that name, and the heading then stays", () => {
    const doc = headed();
    doc.getText("title").insert(0, "Own");
    expect(read(reopened(doc)).page).toMatchObject({ title: "Own", body: { content: [{}, {}] } });
  });
});

describe("what pages do not have", () => {
  it("gives way to its text, and each sort is told once", () => {
    const doc = docWith({
      default: [
        ["callout", { color: "red" }, paragraph("one"), ["callout", {}, paragraph("two")]],
        [
          "paragraph",
          { textAlign: "center" },
          marked("red", { textStyle: { color: "red" } }),
          ["drawing", { id: 1 }],
        ],
        [
          "paragraph",
          { textAlign: "left" },
          marked("bad", { link: { href: "javascript:alert(1)", target: "_blank" } }),
        ],
      ],
    });
    expect(texts(doc)).toEqual(["one", "two", "red", "bad"]);
    expect(read(doc).warnings).toEqual([
      "“callout” is nothing a page knows; its text was kept (2 times).",
      "The format “textStyle” is nothing a page knows; the text under it was kept.",
      "“drawing” is nothing a page knows, and held no text; it was left out.",
      "“textAlign” of “paragraph” is not kept by a page (2 times).",
      "“href” of “link” has a value that a page does not take.",
    ]);
  });

  it("names of strangers are cut short, and only so many sorts are told", () => {
    const content = Array.from(
      { length: 200 },
      (_, i) => [`${"n\n".repeat(200)}${i}`, {}, paragraph("x")] as const,
    );
    const numbered = Array.from({ length: 200 }, (_, i) => [`n${i}`, {}, paragraph("x")] as const);
    expect(read(docWith({ default: content })).warnings.join("").length).toBeLessThan(200);
    const { warnings } = read(docWith({ default: numbered }));
    expect([warnings.length, warnings.at(-1)]).toEqual([51, "There is more of this sort (150 times)."]);
  });

  it("what nests too deeply comes out as text, and is told", () => {
    let inner: Xml = paragraph("at the bottom");
    for (let depth = 0; depth < 150; depth++) inner = ["blockquote", {}, inner];
    const { page, warnings } = read(docWith({ default: [inner] }));
    expect(JSON.stringify(page.body)).toContain("at the bottom");
    expect(warnings).toEqual([
      "Lists and quotes are nested more than 64 deep; of what is deeper the text was kept.",
    ]);
  });

  it("a thing in a line that is no text is left out, and told", () => {
    const line = new Y.XmlText("before ");
    const doc = docWith({ default: [["paragraph", {}, line]] });
    (doc.getXmlFragment("default").get(0) as Y.XmlElement).forEach((text) => {
      (text as Y.XmlText).insertEmbed(7, { cursor: 1 });
    });
    expect([texts(reopened(doc)), read(reopened(doc)).warnings.length]).toEqual([["before "], 1]);
  });
});

describe("what others call otherwise", () => {
  it("the names of prosemirror-schema-basic are known", () => {
    const doc = docWith({
      prosemirror: [
        ["ordered_list", { order: 4, tight: true }, ["list_item", {}, paragraph("four")]],
        ["code_block", { params: "js" }, "let x"],
        ["paragraph", {}, marked("strong", { strong: {}, em: {} }), ["hard_break"], "end"],
        ["horizontal_rule"],
      ],
    });
    const { page, warnings } = read(doc);
    expect(warnings).toEqual(["“tight” of “orderedList” is not kept by a page."]);
    expect(page.body.content).toMatchObject([
      { type: "orderedList", attrs: { start: 4 }, content: [{ type: "listItem" }] },
      { type: "codeBlock", attrs: { language: "js" } },
      {
        content: [{ marks: [{ type: "bold" }, { type: "italic" }] }, { type: "hardBreak" }, { text: "end" }],
      },
      { type: "horizontalRule" },
    ]);
  });

  it("mentions, emoji and formulas stay as words", () => {
    const doc = docWith({
      default: [
        ["paragraph", {}, "by ", ["mention", { id: 7, label: "Ada" }], ["emoji", { name: "smile" }]],
        ["blockMath", { latex: "x^2" }],
      ],
    });
    expect(texts(doc)).toEqual(["by @Ada:smile:", "x^2"]);
  });

  it("pictures that stand in a line of text stand between its pieces", () => {
    const image = (name: string) => ["image", { src: `https://x.test/${name}.png` }] as const;
    const doc = docWith({
      default: [
        ["paragraph", {}, "before ", image("a"), " after"],
        ["paragraph", {}, image("b")],
        ["bulletList", {}, ["listItem", {}, ["paragraph", {}, image("c"), "words"]]],
      ],
    });
    const { page, warnings } = read(doc);
    expect(warnings).toEqual([]);
    expect(page.body.content?.map(({ type }) => type)).toEqual([
      "paragraph",
      "image",
      "paragraph",
      "image",
      "bulletList",
    ]);
    const item = page.body.content?.[4]?.content?.[0];
    expect(item?.content?.map(({ type }) => type)).toEqual(["paragraph", "image", "paragraph"]);
  });
});
