import { pageSchema } from "@manyhands/backend/schema/page-schema";
import { createChainableState } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { makeRoom } from "./room-for.js";

const node = (type: string, ...content: object[]) => ({ type, content });
const paragraph = (words = "") => node("paragraph", ...(words === "" ? [] : [{ type: "text", text: words }]));
const item = (...content: object[]) => node("listItem", ...content);
const bullets = (...items: object[]) => node("bulletList", ...items);

/** "p(one) bulletList(listItem(p(apple|)))", the caret as "|". */
function shape(parent: Node, caret: number, from = 0): string {
  const parts: string[] = [];
  parent.forEach((child, offset) => {
    const at = from + offset + 1;
    const name = child.type.name === "paragraph" ? "p" : child.type.name;
    const mark = child.isTextblock && caret >= at && caret <= at + child.content.size ? "|" : "";
    parts.push(
      child.isTextblock ? `${name}(${child.textContent}${mark})` : `${name}(${shape(child, caret, at)})`,
    );
  });
  return parts.join(" ");
}

/** Asks for a `kind` with the caret behind these words, or in the first empty block. */
function roomFor(kind: string, words: string, ...content: object[]): string {
  const doc = pageSchema.nodeFromJSON({ type: "doc", content });
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
    expect(roomFor("heading1", "", paragraph("a"), paragraph(), paragraph("b"))).toBe("p(a) p(|) p(b)");
    expect(roomFor("heading1", "a", paragraph("a"), paragraph("b"))).toBe("p(a) p(|) p(b)");
    expect(roomFor("table", "a", node("codeBlock", { type: "text", text: "a" }))).toBe("codeBlock(a) p(|)");
    const cell = node("table", node("tableRow", node("tableCell", paragraph("a"))));
    expect(roomFor("taskList", "a", cell)).toBe("table(tableRow(tableCell(p(a) p(|))))");
  });

  it("is the next item where the list is of that kind, on the item's own level", () => {
    expect(roomFor("bulletList", "a", bullets(item(paragraph("a")), item(paragraph("b"))))).toBe(
      "bulletList(listItem(p(a)) listItem(p(|)) listItem(p(b))) done",
    );
    const nested = bullets(item(paragraph("a"), bullets(item(paragraph("b")))));
    expect(roomFor("bulletList", "b", nested)).toBe(
      "bulletList(listItem(p(a) bulletList(listItem(p(b)) listItem(p(|))))) done",
    );
    expect(roomFor("bulletList", "", bullets(item(paragraph("a")), item(paragraph())))).toBe(
      "bulletList(listItem(p(a)) listItem(p(|))) done",
    );
  });

  it("comes behind the whole list where it is another kind, however deep the item", () => {
    const nested = bullets(item(paragraph("a"), bullets(item(paragraph("b")))), item(paragraph("c")));
    for (const kind of ["heading1", "taskList", "table"])
      expect(roomFor(kind, "b", nested, paragraph("d"))).toBe(
        "bulletList(listItem(p(a) bulletList(listItem(p(b)))) listItem(p(c))) p(|) p(d)",
      );
  });

  it("takes the place of an empty item, which parts the list", () => {
    const list = bullets(item(paragraph("a")), item(paragraph()), item(paragraph("b")));
    expect(roomFor("heading1", "", list)).toBe("bulletList(listItem(p(a))) p(|) bulletList(listItem(p(b)))");
  });

  it("is another paragraph of a quote, also behind a list in it", () => {
    expect(roomFor("quote", "a", node("blockquote", paragraph("a")))).toBe("blockquote(p(a) p(|)) done");
    expect(roomFor("quote", "a", node("blockquote", bullets(item(paragraph("a")))))).toBe(
      "blockquote(bulletList(listItem(p(a))) p(|)) done",
    );
  });
});
