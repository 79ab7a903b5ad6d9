/** Characters of two code units are written whole or not at all: Yjs turns each half of a divided one into U+FFFD. */
import type { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { pageSchema } from "../page-schema.js";
import type { Kept } from "./align.js";
import { Flow } from "./flow.js";
import { keptRanges } from "./kept.js";
import { seed } from "./seed.js";
import { dividesCharacter } from "./surrogates.js";

const page = (...texts: string[]): Node =>
  pageSchema.node(
    "doc",
    null,
    texts.map((text) => pageSchema.node("paragraph", null, text === "" ? [] : [pageSchema.text(text)])),
  );

/** What a second replica says after the first one wrote `before` and then `after`. */
function written(before: Node, after: Node, kept: readonly Kept[]): string[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const flow = new Flow(doc, pageSchema);
  flow.write(before, [], "test");
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const follower = new Flow(other, pageSchema);
  flow.write(after, kept, "test");
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
  const texts = (drawn: Node) => drawn.children.map((child) => child.textContent);
  const said = texts(flow.drawing.doc);
  expect(texts(follower.drawing.doc)).toEqual(said);
  expect(texts(new Flow(fresh, pageSchema).drawing.doc)).toEqual(said);
  return said;
}

function edited(before: Node, edit: (tr: Transform) => void): string[] {
  const tr = new Transform(before);
  edit(tr);
  return written(before, tr.doc, keptRanges(tr.mapping.maps, before.content.size));
}

it("a half that stands alone is no character to divide", () => {
  expect([1, 2, 3].map((at) => dividesCharacter("a😀b", at))).toEqual([false, true, false]);
  expect(dividesCharacter("a\ude00", 1)).toBe(false);
  expect(dividesCharacter("\ud83da", 1)).toBe(false);
});

describe("[P2] a character of two code units is never divided", () => {
  it.each([
    ["one whose first half is the same", "😀", "😁"],
    ["one whose second half is the same", "\u{1f600}", "\u{1fa00}"],
    ["two that share their middle", "😀😁", "😁😀"],
  ])("when it gives way to %s", (_, one, other) => {
    expect(written(page(`a${one}b`, "c"), page(`a${other}b`, "c"), [])).toEqual([`a${other}b`, "c"]);
    const replace = (tr: Transform) => tr.replaceWith(2, 2 + one.length, pageSchema.text(other));
    expect(edited(page(`a${one}b`), replace)).toEqual([`a${other}b`]);
  });

  it("when a block is set anew with another one beside it", () => {
    expect(written(page("👩‍🌾👨‍🌾"), page("👩‍🌾👩‍🚀👨‍🌾"), [])).toEqual(["👩‍🌾👩‍🚀👨‍🌾"]);
  });

  it("when only one half of it is deleted: the other goes as well", () => {
    expect(edited(page("a😀b"), (tr) => tr.delete(3, 4))).toEqual(["ab"]);
    expect(edited(page("a😀b"), (tr) => tr.delete(2, 3))).toEqual(["ab"]);
  });

  it("when something is put between its halves, or a block ends there", () => {
    expect(edited(page("a😀b"), (tr) => tr.insert(3, pageSchema.text("x")))).toEqual(["axb"]);
    expect(edited(page("a😀b"), (tr) => tr.split(3))).toEqual(["a", "b"]);
  });

  it("when half of one is typed, which is not written", () => {
    expect(edited(page("ab"), (tr) => tr.insert(2, pageSchema.text("\ud83d")))).toEqual(["ab"]);
  });

  it("when its formatting changes in the middle", () => {
    const bold = (tr: Transform) => tr.addMark(3, 5, pageSchema.mark("bold"));
    expect(edited(page("a😀b"), bold)).toEqual(["a😀b"]);
  });
});
