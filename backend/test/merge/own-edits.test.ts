/** What somebody did is what they see afterwards, whatever others have done before. */
import { afterEach, expect, it } from "vitest";
import * as Y from "yjs";
import { containersRoot, flowRoot } from "../../src/schema/flow/names.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { outline } from "./outline.js";
import { table, td } from "./page-words.js";
import { network } from "./writer.js";

type Marker = Record<string, unknown> | null;

let writer: FlowWriter | null = null;
afterEach(() => {
  writer?.close();
  writer = null;
});

/** Blocks as others may have left them: words and what their markers say; the first may have none. */
function openFlow(containers: Record<string, unknown>, ...blocks: [string, Marker][]): Hand {
  const doc = new Y.Doc();
  for (const [id, entry] of Object.entries(containers)) doc.getMap(containersRoot).set(id, entry);
  const text = doc.getText(flowRoot);
  for (const [words, marker] of blocks) {
    if (marker !== null) text.insertEmbed(text.length, new Y.Map(Object.entries(marker)));
    text.insert(text.length, words);
  }
  writer = new FlowWriter(doc, () => 0.25);
  return new Hand(writer);
}

/** The page, which is what whoever edited it last saw before the flow had its say. */
function shown(): string[] {
  const lines = outline(writer!.editor.state.doc);
  expect(lines).toEqual(outline(writer!.wanted));
  return lines;
}

it("what is put in before text that no marker begins is followed by that text", () => {
  openFlow({}, ["first", null], ["second", {}]).inserts(table([td("x")]), "first");
  expect(shown()).toEqual(["table>r0c0>p: x", "p: first", "p: second"]);
});

it("what is put in between a rule and words typed in it is followed by these words", () => {
  openFlow({}, ["words", { t: "r" }], ["end", {}]).inserts(table([td("x")]), "words");
  expect(shown()).toEqual(["rule:", "table>r0c0>p: x", "p: words", "p: end"]);
});

it("what is moved in between a rule and words typed in it is followed by these words", () => {
  openFlow({}, ["first", {}], ["words", { t: "r" }], ["end", {}]).drags("first", { before: "words" });
  expect(shown()).toEqual(["rule:", "p: first", "p: words", "p: end"]);
});

it("words typed in a rule stay where they are when the rule becomes part of a quote", () => {
  openFlow({ Q: "q" }, ["one", { p: "Q" }], ["words", { t: "r", p: "" }], ["end", {}])
    .at("one")
    .presses("Delete");
  expect(shown()).toEqual(["quote>p: one", "quote>rule:", "p: words", "p: end"]);
});

it("words typed in a rule that was deleted do not bring it back", () => {
  openFlow({}, ["words", { t: "r", d: 1 }], ["end", {}])
    .at("words")
    .types("†");
  expect(shown()).toEqual(["p: words†", "p: end"]);
});

it("text that no marker begins becomes a heading", () => {
  openFlow({}, ["first", null], ["second", {}])
    .at("first")
    .runs((c) => c.setHeading({ level: 1 }));
  expect(shown()).toEqual(["h1: first", "p: second"]);
});

it("a heading takes the level it is given, whatever else its marker says", () => {
  openFlow({}, ["first", { t: "h2", "a.level": 3 }])
    .at("first")
    .runs((c) => c.setHeading({ level: 1 }));
  expect(shown()).toEqual(["h1: first"]);
});

it("an item that is done no more stays so while the list changes", () => {
  const task = { L: "k", a: ["c", "L", { checked: true }], b: "cL", "a.a.checked": false };
  openFlow(task, ["one", { p: "a" }], ["two", { p: "b" }])
    .at("two")
    .presses("Enter")
    .types("three");
  expect(shown()).toEqual(["tl>ti>p: one", "tl>ti>p: two", "tl>ti>p: three"]);
});

it("a part of a list that becomes another kind leaves the parts elsewhere what they are", () => {
  openFlow({ L: "b", a: "lL", b: "lL" }, ["one", { p: "a" }], ["other", { p: "" }], ["two", { p: "b" }])
    .at("two")
    .runs((c) => c.toggleTaskList());
  expect(shown()).toEqual(["ul>li>p: one", "p: other", "tl>ti>p: two"]);
});

/** What was written below `two`, whose words are deleted. */
const below = { L: "b", a: "lL", b: "lL", N: "bb", n: "lN" };

it("an item whose own item is gone stays where it was drawn when that is another kind of list", () => {
  openFlow(
    { ...below, m: "lN" },
    ["one", { p: "b" }],
    ["two", { p: "m" }],
    ["other", { p: "" }],
    ["three", { p: "n" }],
  )
    .at("two")
    .presses("Shift-Tab")
    .runs((c) => c.toggleTaskList());
  expect(shown()).toEqual(["ul>li>p: one", "tl>ti>p: two", "p: other", "ul>li>p: three"]);
});

it("an item that was below a deleted one does not slip below another when what parts them goes", () => {
  const four: [string, Marker][] = [
    ["one", { p: "a" }],
    ["two", { p: "b" }],
    ["other", { p: "" }],
    ["three", { p: "n" }],
  ];
  openFlow(below, ...four).deletesNode("other");
  expect(shown()).toEqual(["ul>li>p: one", "ul>li>p: two", "ul>li>p: three"]);
});

it("an item that only its neighbours put in a list stays in it without them", () => {
  openFlow({ a: "l", b: "l" }, ["one", { p: "a" }], ["two", { p: "b" }])
    .at("one")
    .presses("Shift-Tab");
  expect(shown()).toEqual(["p: one", "ul>li>p: two"]);
});

it("a cell that was only filled in is written in, and another like it elsewhere is not", () => {
  const cell = (row: string, column: string) => ["d", row, { $k: column }];
  const left = { a: cell("r", "V1"), b: cell("s", "V1"), d: cell("r", "V1"), e: cell("u", "V1") };
  const hand = openFlow(
    { T: "t", r: "rT", s: "rT", u: "rT", ...left },
    ...["a", "b", "c"].map((cell): [string, Marker] => [cell, { p: cell }]),
    ["other", { p: "" }],
    ...["d", "e", "f"].map((cell): [string, Marker] => [cell, { p: cell }]),
  );
  const containers = writer!.doc.getMap(containersRoot);
  writer!.doc.transact(() => {
    containers.set("c", cell("s", "k1"));
    containers.set("f", cell("u", "k1"));
  }, network);
  hand
    .atEmpty()
    .runs((c) => c.toggleTaskList())
    .at("b")
    .runs((c) => c.setBlockquote())
    .at("d")
    .runs((c) => c.addColumnAfter());
  expect(shown().filter((line) => /r0c1/.test(line))).toEqual(["table>r0c1>tl>ti>p:", "table>r0c1>p:"]);
});

it("a row is added to a table whose cells only the schema asked for", () => {
  openFlow({ T: "t" }, ["one", { p: "T" }], ["end", { p: "" }])
    .at("one")
    .presses("Tab");
  expect(shown()).toEqual(["table>r0c0>p: one", "table>r1c0>p:", "p: end"]);
});

it("two cells that came to stand in one column are one", () => {
  const cells = { T: "t", r: "rT", a: ["d", "r", { $k: "V1" }], b: ["d", "r", { $k: "V1" }] };
  openFlow(cells, ["one", { p: "a" }], ["two", { p: "b" }], ["end", { p: "" }])
    .at("one")
    .runs((c) => c.addRowAfter());
  expect(shown()).toEqual(["table>r0c0>p: one", "table>r0c0>p: two", "table>r1c0>p:", "p: end"]);
});

it("a paragraph behind a table stays there when a block of a cell is split whose row was moved up", () => {
  const cells = { T: "t", r: "rT", s: "rT", a: ["d", "r", { $k: "V1" }], b: ["d", "s", { $k: "V1" }] };
  const hand = openFlow(cells, ["one", { p: "a" }], ["two", { p: "b", m: ["K"] }], ["three", {}]);
  writer!.doc.transact(() => writer!.doc.getText(flowRoot).insertEmbed(3, { m: "K" }), network);
  hand.at("one").presses("Enter").types("and");
  expect(shown()).toEqual(["table>r0c0>p: one", "table>r0c0>p: and", "table>r1c0>p: two", "p: three"]);
});

it("nothing but what is moved gets a place, though a table's cells are drawn in another order than they were written", () => {
  const cells = { T: "t", r: "rT", a: ["d", "r", { $k: "k1" }], b: ["d", "r", { $k: "V1" }] };
  openFlow(cells, ["two", { p: "a" }], ["one", { p: "b" }], ["three", { p: "" }], ["four", { p: "" }]).drags(
    "four",
    { before: "three" },
  );
  expect(shown()).toEqual(["table>r0c0>p: one", "table>r0c1>p: two", "p: four", "p: three"]);
  expect(writer!.flow.blocks.list.filter(({ move }) => move !== null)).toHaveLength(1);
});
