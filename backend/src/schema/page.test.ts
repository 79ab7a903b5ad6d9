import type { JSONContent } from "@tiptap/core";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import { expect, it, vi } from "vitest";
import * as Y from "yjs";
import { seed } from "./flow/seed.js";
import { convertPage, excerpt, needsConversion, readPage, readTitle, writePage, writeTitle } from "./page.js";
import { pageSchema } from "./page-schema.js";

const text = (words: string, ...marks: { type: string }[]): JSONContent => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks }),
});
const link = (href: string) => ({ type: "link", attrs: { href, title: null } });
const paragraph = (...content: JSONContent[]) => ({ type: "paragraph", content });
const body: JSONContent = {
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 2 }, content: [text("Plan")] },
    paragraph(
      text("see "),
      text("here", link("/d/x")),
      { type: "hardBreak" },
      text("x", { type: "bold" }, { type: "code" }),
    ),
    {
      type: "taskList",
      content: [{ type: "taskItem", attrs: { checked: true }, content: [paragraph(text("done"))] }],
    },
    { type: "codeBlock", attrs: { language: "js" }, content: [text("a\nb")] },
    { type: "image", attrs: { src: "https://x.test/a.png", alt: "a", title: null, href: null } },
    { type: "horizontalRule" },
  ],
};

function reopened(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

it("a written page reads back the same, from a doc nobody typed", () => {
  const doc = new Y.Doc();
  writePage(doc, { title: "Plan", body });
  const page = readPage(reopened(doc));
  expect(page.title).toBe("Plan");
  expect(page.body).toEqual(body);
});

it("a new page is one update of the client that writes it, and Yjs has nothing to say about it", () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  const doc = new Y.Doc();
  const { clientID } = doc;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  writePage(doc, { title: "Plan", body });
  expect([said.mock.calls, doc.clientID, updates.length]).toEqual([[], clientID, 1]);
  said.mockRestore();
  const other = new Y.Doc();
  for (const update of updates) Y.applyUpdate(other, update);
  expect(readPage(other)).toEqual({ title: "Plan", body });
  const empty = new Y.Doc();
  writePage(empty, { title: "", body: { type: "doc", content: [paragraph()] } });
  expect(Y.encodeStateAsUpdate(empty)).toEqual(seed);
});

it("what somebody typed in the seed's block stays a paragraph of its own where a new page is written", () => {
  for (const [one, other] of [
    [10, 20],
    [20, 10],
  ] as const) {
    const here = new Y.Doc();
    here.clientID = one;
    writePage(here, { title: "", body });
    const there = new Y.Doc();
    there.clientID = other;
    Y.applyUpdate(there, seed);
    there.getText("flow").insert(1, "hello");
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    expect(readPage(here).body.content).toEqual([...(body.content ?? []), paragraph(text("hello"))]);
  }
});

it("a page of our first version shows the same, and becomes one of this in one update", () => {
  const doc = new Y.Doc();
  prosemirrorToYXmlFragment(pageSchema.nodeFromJSON(body), doc.getXmlFragment("default"));
  doc.getText("title").insert(0, "Plan");
  const first = reopened(doc);
  expect(readPage(first)).toEqual({ title: "Plan", body });
  expect(needsConversion(first)).toBe(true);
  const updates: Uint8Array[] = [];
  first.on("update", (update: Uint8Array) => updates.push(update));
  convertPage(first);
  expect(updates).toHaveLength(1);
  expect(needsConversion(first)).toBe(false);
  expect(readPage(reopened(first))).toEqual({ title: "Plan", body });
  expect(first.getXmlFragment("default").length).toBe(0);
  convertPage(first);
  expect(updates).toHaveLength(1);
});

it("writing replaces what was there, in one transaction", () => {
  const doc = new Y.Doc();
  writePage(doc, { title: "Old", body });
  let transactions = 0;
  doc.on("afterTransaction", () => {
    transactions += 1;
  });
  const next = { type: "doc", content: [paragraph(text("new"))] };
  writePage(doc, { title: "New", body: next });
  expect(transactions).toBe(1);
  expect(readPage(doc)).toEqual({ title: "New", body: next });
});

it("a body that is no page is refused and changes nothing", () => {
  const doc = new Y.Doc();
  writePage(doc, { title: "Old", body });
  const wrong = { type: "doc", content: [{ type: "listItem" }] };
  expect(() => writePage(doc, { title: "New", body: wrong })).toThrow(RangeError);
  expect(readPage(doc).body).toEqual(body);
});

it("an empty document is a page with one empty paragraph", () => {
  expect(readPage(new Y.Doc())).toEqual({
    title: "",
    body: { type: "doc", content: [{ type: "paragraph" }] },
  });
});

it("typing in the title survives a rename at the same moment", () => {
  const here = new Y.Doc();
  writeTitle(here, "Plan for May");
  const there = reopened(here);
  there.getText("title").insert(4, "s");
  writeTitle(here, "Plan for June");
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  expect(readTitle(there)).toBe("Plans for June");
});

it.each([
  ["👍🏽 a", "👍🏾 a"],
  ["😀", "😁"],
  ["\u{1f600}", "\u{1fa00}"],
  ["a\u{1f600}b", "a\u{1fa00}\u{1f600}b"],
  ["aa", "aaa"],
  ["abab", "ab"],
  ["", "x"],
])("a title goes from %j to %j without halving a character", (from, to) => {
  const doc = new Y.Doc();
  writeTitle(doc, from);
  writeTitle(doc, to);
  expect(readTitle(reopened(doc))).toBe(to);
});

it("a title of more than 1,000 characters is cut before one that it would halve", () => {
  const doc = new Y.Doc();
  writeTitle(doc, `${"x".repeat(999)}😀`);
  expect(readTitle(doc)).toBe("x".repeat(999));
});

it("a title is one line without control characters", () => {
  const doc = new Y.Doc();
  writeTitle(doc, " a\r\nb\u0000\tc\u2028d ");
  expect(readTitle(doc)).toBe("a b c d");
});

it("a title with something embedded in it is read as its text and can be replaced", () => {
  const doc = new Y.Doc();
  doc.getText("title").insert(0, "ab");
  doc.getText("title").insertEmbed(1, { image: "x" });
  expect(readTitle(doc)).toBe("ab");
  writeTitle(doc, "new");
  expect(readTitle(doc)).toBe("new");
});

it("an excerpt is one line of at most 160 characters that never halves a character", () => {
  const doc = new Y.Doc();
  writePage(doc, {
    title: "t",
    body: {
      type: "doc",
      content: [
        paragraph(),
        paragraph(text("one"), { type: "hardBreak" }, text("two  three")),
        paragraph(text("😀".repeat(100))),
      ],
    },
  });
  const words = excerpt(reopened(doc));
  expect(words.startsWith("one two three 😀😀")).toBe(true);
  expect(words.length).toBeLessThanOrEqual(160);
  expect(() => encodeURIComponent(words)).not.toThrow();
});

it("a page of a newer encoding is neither read nor written, until it says otherwise", () => {
  const doc = new Y.Doc();
  writePage(doc, { title: "Plan", body });
  doc.getMap("meta").set("v", 2);
  const newer = reopened(doc);
  const before = Y.encodeStateAsUpdate(newer);
  expect(() => readPage(newer)).toThrow(/newer version/);
  expect(() => writePage(newer, { title: "x", body })).toThrow(/newer version/);
  expect(Y.encodeStateAsUpdate(newer)).toEqual(before);
  expect(readTitle(newer)).toBe("Plan");
  newer.getMap("meta").set("v", "garbage");
  expect(readPage(newer)).toEqual({ title: "Plan", body });
});

it("reading leaves the document's bytes as they are", () => {
  const doc = new Y.Doc();
  const stranger = new Y.XmlElement("unheardOf");
  doc.getXmlFragment("default").insert(0, [stranger, new Y.XmlElement("heading")]);
  const before = Y.encodeStateAsUpdate(doc);
  readPage(doc);
  excerpt(doc);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
