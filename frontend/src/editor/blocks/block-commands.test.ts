import { pageSchema } from "@manyhands/backend/schema/page-schema";
import { type Command, EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { placeholderAt } from "../placeholder.js";
import {
  addRowBeside,
  clearFormatting,
  duplicateBlocks,
  insertDivider,
  leaveLastTable,
} from "./block-commands.js";

const text = (words: string, ...marks: { type: string; attrs?: object }[]) => ({
  type: "text",
  text: words,
  marks,
});
const paragraph = (words = "") => ({ type: "paragraph", content: words === "" ? [] : [text(words)] });
const item = (...content: object[]) => ({ type: "listItem", content });
const list = (...content: object[]) => ({ type: "bulletList", content });
const table = (...words: string[]) => ({
  type: "table",
  content: words.map((word) => ({
    type: "tableRow",
    content: [{ type: "tableCell", content: [paragraph(word)] }],
  })),
});

/** A page with the caret after the first occurrence of `at`, or the words from `at` to `to` chosen. */
function page(content: object[], at: string, to?: string): EditorState {
  const doc = pageSchema.nodeFromJSON({ type: "doc", content });
  const endOf = (words: string) => {
    let end = -1;
    doc.descendants((node, position) => {
      const found = node.isText && end < 0 ? (node.text ?? "").indexOf(words) : -1;
      if (found >= 0) end = position + found + words.length;
    });
    return end;
  };
  const selection =
    to === undefined
      ? TextSelection.create(doc, endOf(at))
      : TextSelection.create(doc, endOf(at) - at.length, endOf(to));
  return EditorState.create({ doc, selection });
}

function after(state: EditorState, command: Command): EditorState {
  let next = state;
  command(state, (tr) => {
    next = state.apply(tr);
  });
  next.doc.check();
  return next;
}

const words = (state: EditorState) => state.doc.textBetween(0, state.doc.content.size, "|");

describe("duplicating blocks", () => {
  it("puts the copy below and the caret into it", () => {
    const state = after(page([paragraph("one"), paragraph("two")], "on"), duplicateBlocks());
    expect(words(state)).toBe("one|one|two");
    expect(state.selection.$head.index(0)).toBe(1);
    expect(state.selection.$head.parentOffset).toBe(2);
  });
});

describe("clearing formats", () => {
  it("takes every mark but the link", () => {
    const bold = { type: "bold" };
    const link = { type: "link", attrs: { href: "https://example.org" } };
    const state = after(
      page([{ type: "paragraph", content: [text("word", bold, link)] }], "w", "d"),
      clearFormatting,
    );
    expect(state.doc.firstChild?.firstChild?.marks.map((mark) => mark.type.name)).toEqual(["link"]);
  });
});

describe("leaving a table that ends the page", () => {
  it("makes the paragraph below from the last row", () => {
    const state = after(page([table("a", "b")], "b"), leaveLastTable);
    expect(state.doc.lastChild?.type.name).toBe("paragraph");
    expect(state.selection.$head.depth).toBe(1);
  });

  it("does nothing in another row, or where something follows", () => {
    expect(leaveLastTable(page([table("a", "b")], "a"))).toBe(false);
    expect(leaveLastTable(page([table("a"), paragraph("b")], "a"))).toBe(false);
  });
});

describe("a row beside the caret", () => {
  const made = (side: "above" | "below", at: string, to?: string) => {
    const before = page([table("a", "b"), paragraph("c")], at, to);
    const { doc, selection } = after(before, addRowBeside(side));
    const rows = doc.firstChild?.children.map((row) =>
      row.eq(selection.$head.node(2)) ? "|" : row.textContent,
    );
    return rows?.join(" ");
  };

  it("is empty, takes the caret, and leaves what is chosen", () => {
    expect(made("below", "a")).toBe("a | b");
    expect(made("above", "a")).toBe("| a b");
    expect(made("below", "b")).toBe("a b |");
    expect(made("below", "a", "b")).toBe("a b |");
  });

  it("is for tables, and not for code in them", () => {
    expect(addRowBeside("below")(page([table("a"), paragraph("c")], "c"))).toBe(false);
    const code = { type: "codeBlock", content: [text("let")] };
    const row = { type: "tableRow", content: [{ type: "tableCell", content: [code] }] };
    expect(addRowBeside("below")(page([{ type: "table", content: [row] }], "let"))).toBe(false);
  });

  it("keeps the column of the caret", () => {
    const row = (...words: string[]) => ({
      type: "tableRow",
      content: words.map((word) => ({ type: "tableCell", content: [paragraph(word)] })),
    });
    const before = page([{ type: "table", content: [row("a", "b"), row("c", "d")] }], "b");
    const { selection } = after(before, addRowBeside("below"));
    expect([selection.$head.index(1), selection.$head.index(2)]).toEqual([1, 1]);
  });
});

describe("a divider", () => {
  const made = (content: object[], at: string) => {
    const state = after(page(content, at), insertDivider);
    const { parent, parentOffset } = state.selection.$head;
    const blocks = state.doc.children.map((block) => (block.isLeaf ? "---" : block.textContent));
    return [blocks.join("|"), `${parent.textContent}@${parentOffset}`];
  };

  it("is followed by an empty paragraph with the caret, which is made where there is none", () => {
    expect(made([paragraph("one"), paragraph("two")], "one")).toEqual(["one|---||two", "@0"]);
    expect(made([paragraph("one")], "one")).toEqual(["one|---|", "@0"]);
    expect(made([paragraph("one"), paragraph(), paragraph("two")], "one")).toEqual(["one|---||two", "@0"]);
  });

  it("takes the place of an empty paragraph, and parts the text around the caret", () => {
    const doc = pageSchema.nodeFromJSON({ type: "doc", content: [paragraph(), paragraph("two")] });
    const empty = EditorState.create({ doc, selection: TextSelection.create(doc, 1) });
    const { doc: parted, selection } = after(empty, insertDivider);
    expect(parted.children.map(({ type }) => type.name)).toEqual([
      "horizontalRule",
      "paragraph",
      "paragraph",
    ]);
    expect(selection.from).toBe(2);
    expect(made([paragraph("one two")], "one")).toEqual(["one|---| two", " two@0"]);
  });

  it("stands in an item behind its paragraph, and behind code", () => {
    expect(made([list(item(paragraph("one")))], "one")).toEqual(["one", "@0"]);
    const code = { type: "codeBlock", content: [text("let x")] };
    expect(made([code, paragraph("two")], "let")).toEqual(["let x|---||two", "@0"]);
  });
});

describe("the placeholder", () => {
  it("stands in the only paragraph of an empty page, and in the empty paragraph with the caret", () => {
    const empty = EditorState.create({ schema: pageSchema });
    expect(placeholderAt(empty)).toBe(0);
    const doc = pageSchema.nodeFromJSON({ type: "doc", content: [paragraph("a"), paragraph()] });
    const state = EditorState.create({ doc, selection: TextSelection.create(doc, 4) });
    expect(placeholderAt(state)).toBe(3);
  });

  it("stands nowhere where there is text, nor in lists", () => {
    expect(placeholderAt(page([paragraph("a")], "a"))).toBeNull();
    const doc = pageSchema.nodeFromJSON({ type: "doc", content: [list(item(paragraph()))] });
    expect(placeholderAt(EditorState.create({ doc, selection: TextSelection.create(doc, 3) }))).toBeNull();
  });
});
