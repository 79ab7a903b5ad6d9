import { type Command, EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { code, li, p, page, quote, table, ul } from "../../../test/pages.js";
import { codeToText, intoTable } from "./block-edges.js";

/** The page with the caret in the text block of that number, at its start or end, after the command. */
function after(command: Command, block: number, edge: "start" | "end", ...content: object[]) {
  const doc = page(...content);
  const places: number[] = [];
  doc.descendants((child, pos) => {
    if (child.isTextblock) places.push(pos + 1 + (edge === "start" ? 0 : child.content.size));
  });
  let state = EditorState.create({ doc, selection: TextSelection.create(doc, places[block] as number) });
  const taken = command(state, (tr) => {
    state = state.apply(tr);
  });
  state.doc.check();
  const { $head, empty } = state.selection;
  return {
    taken,
    caret: empty ? `${$head.parent.textContent}@${$head.parentOffset}` : "a selection",
    blocks: state.doc.children.map(
      (block) => `${block.type.name}: ${block.textBetween(0, block.content.size, "|", "\n")}`,
    ),
  };
}

describe("Backspace behind a table", () => {
  const back = intoTable("before");

  it("puts the caret at the end of the last cell and deletes nothing", () => {
    expect(after(back, 2, "start", table("one", "two"), p("below"))).toEqual({
      taken: true,
      caret: "two@3",
      blocks: ["table: one|two", "paragraph: below"],
    });
  });

  it("takes an empty paragraph away, also the last of the page", () => {
    const { caret, blocks } = after(back, 1, "start", table("one"), p());
    expect([caret, blocks]).toEqual(["one@3", ["table: one"]]);
  });

  it("leaves to others what is not right behind it, or within the text", () => {
    expect(after(back, 1, "end", table("one"), p("below")).taken).toBe(false);
    expect(after(back, 1, "start", table("one"), quote("said")).taken).toBe(false);
    expect(after(back, 1, "start", table("one", "two")).taken).toBe(false);
    expect(after(back, 1, "start", p("one"), p("two")).taken).toBe(false);
  });
});

describe("Delete before a table", () => {
  const on = intoTable("after");

  it("puts the caret into the first cell and deletes nothing", () => {
    expect(after(on, 0, "end", p("above"), table("one", "two"))).toEqual({
      taken: true,
      caret: "one@0",
      blocks: ["paragraph: above", "table: one|two"],
    });
    expect(after(on, 0, "end", quote("said"), table("one")).caret).toBe("one@0");
  });

  it("takes an empty block away, with the list that it would leave empty", () => {
    expect(after(on, 0, "end", p(), table("one")).blocks).toEqual(["table: one"]);
    const { caret, blocks } = after(on, 0, "end", ul(li("")), table("one"));
    expect([caret, blocks]).toEqual(["one@0", ["table: one"]]);
  });

  it("keeps the paragraph that an item needs", () => {
    const item = li("", table("one"));
    expect(after(on, 0, "end", ul(item))).toEqual({
      taken: true,
      caret: "one@0",
      blocks: ["bulletList: |one"],
    });
  });

  it("stays in its cell", () => {
    const inCell = table("one");
    expect(after(on, 0, "end", inCell, table("two")).taken).toBe(false);
  });
});

describe("Backspace at the start of code", () => {
  it("makes text of it, line by line", () => {
    const { caret, blocks } = after(codeToText, 1, "start", p("above"), code("one\ntwo"));
    expect([caret.at(-1), blocks]).toEqual(["0", ["paragraph: above", "paragraph: one\ntwo"]]);
  });

  it("does nothing further in, nor in text", () => {
    expect(after(codeToText, 0, "end", code("one")).taken).toBe(false);
    expect(after(codeToText, 0, "start", p("one")).taken).toBe(false);
  });
});
