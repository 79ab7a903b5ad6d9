import { afterEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../test/merge/flow-writer.js";
import { Hand } from "../../test/merge/hand.js";
import { outline } from "../../test/merge/outline.js";
import { image, li, p, quote, rule, table, td, tl, ul } from "../../test/merge/page-words.js";
import { seed } from "./flow/seed.js";

afterEach(() => vi.restoreAllMocks());

function opened(...content: object[]): { writer: FlowWriter; hand: Hand } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const writer = new FlowWriter(doc, () => 0.25);
  return { writer, hand: new Hand(writer).setsPage(...content) };
}

it.each([
  ["a rule", ul(li("alpha", rule)), ["ul>li>p: alpha", "ul>li>rule:", "ul>li>p: †omega"]],
  ["a picture", ul(li("alpha", image("a.png"))), ["ul>li>p: alpha", "ul>li>image:", "ul>li>p: †omega"]],
  [
    "a table",
    ul(li("alpha", table([td("one")]))),
    ["ul>li>p: alpha", "ul>li>table>r0c0>p: one", "ul>li>p: †omega"],
  ],
  ["a quote", ul(li("alpha", quote("one"))), ["ul>li>p: alpha", "ul>li>quote>p: one", "ul>li>p: †omega"]],
  ["another list", tl({ type: "taskItem", content: [p("alpha"), ul("one")] }), null],
  ["text", ul("alpha"), ["ul>li>p: alpha†omega"]],
])("Backspace behind a list that ends with %s leaves the caret in text", (_what, list, page) => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { writer, hand } = opened(list, p("omega"));
  hand.at("omega", 0).presses("Backspace").types("†");
  const shown = outline(writer.editor.state.doc);
  expect(shown.join(" ")).toContain("†omega");
  if (page !== null) expect(shown).toEqual(page);
  expect(warn).not.toHaveBeenCalled();
  writer.close();
});

it("Backspace in an item takes it out of its list, and not into the next", () => {
  const { writer, hand } = opened(tl("alpha"), ul("omega"));
  hand.at("omega", 0).presses("Backspace");
  expect(outline(writer.editor.state.doc)).toEqual(["tl>ti>p: alpha", "p: omega"]);
  writer.close();
});
