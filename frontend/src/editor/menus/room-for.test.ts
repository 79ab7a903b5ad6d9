import { createChainableState } from "@tiptap/core";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { code, head, li, p, page, quote, shape, table, ul } from "../../../test/pages.js";
import { makeRoom } from "./room-for.js";

/** Asks for a `kind` with the caret behind these words, or in the first empty block. */
function roomFor(kind: string, words: string, ...content: object[]): string {
  const doc = page(...content);
  let caret = -1;
  doc.descendants((child, pos) => {
    if (caret >= 0 || !child.isTextblock || child.textContent !== words) return;
    caret = pos + 1 + words.length;
  });
  const state = EditorState.create({ doc, selection: TextSelection.create(doc, caret) });
  const { tr: transaction } = state;
  const isDone = makeRoom(createChainableState({ state, transaction }), kind);
  transaction.doc.check();
  return shape(transaction.doc, transaction.selection.head) + (isDone ? " done" : "");
}

describe("a block asked for with “+”", () => {
  it("goes into the empty block with the caret, else below what stands there, whose words stay", () => {
    expect(roomFor("heading1", "", p("a"), p(), p("b"))).toBe("p(a) p(|) p(b)");
    expect(roomFor("heading1", "a", p("a"), p("b"))).toBe("p(a) p(|) p(b)");
    expect(roomFor("table", "a", code("a"))).toBe("code(a) p(|)");
    const cell = table("a");
    expect(roomFor("taskList", "a", cell)).toBe("table(row(cell(p(a) p(|))))");
  });

  it("is the next item where the list is of that kind, on the item's own level", () => {
    expect(roomFor("bulletList", "a", ul(li("a"), li("b")))).toBe("ul(li(p(a)) li(p(|)) li(p(b))) done");
    const nested = ul(li(p("a"), ul(li("b"))));
    expect(roomFor("bulletList", "b", nested)).toBe("ul(li(p(a) ul(li(p(b)) li(p(|))))) done");
    expect(roomFor("bulletList", "", ul(li("a"), li(p())))).toBe("ul(li(p(a)) li(p(|))) done");
  });

  it("comes behind the whole list where it is another kind, however deep the item", () => {
    const nested = ul(li(p("a"), ul(li("b"))), li("c"));
    for (const kind of ["heading1", "taskList", "table"])
      expect(roomFor(kind, "b", nested, p("d"))).toBe("ul(li(p(a) ul(li(p(b)))) li(p(c))) p(|) p(d)");
  });

  it("is a paragraph where text is asked for, also below one and behind a list", () => {
    expect(roomFor("text", "a", p("a"), p("b"))).toBe("p(a) p(|) p(b) done");
    expect(roomFor("text", "a", ul(li("a"), li("b")))).toBe("ul(li(p(a)) li(p(b))) p(|) done");
    expect(roomFor("text", "", ul(li("a"), li(p())))).toBe("ul(li(p(a))) p(|) done");
    expect(roomFor("text", "a", quote("a"))).toBe("quote(p(a) p(|))");
    expect(roomFor("text", "", head(""))).toBe("h2(|)");
  });

  it("takes the place of an empty item, which parts the list", () => {
    const list = ul(li("a"), li(p()), li("b"));
    expect(roomFor("heading1", "", list)).toBe("ul(li(p(a))) p(|) ul(li(p(b)))");
  });

  it("is another paragraph of a quote, also behind a list in it", () => {
    expect(roomFor("quote", "a", quote("a"))).toBe("quote(p(a) p(|)) done");
    expect(roomFor("quote", "a", quote(ul(li("a"))))).toBe("quote(ul(li(p(a))) p(|)) done");
  });
});
