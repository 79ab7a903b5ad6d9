import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import { rebase } from "./rebase.js";

const page = (...texts: string[]): Node =>
  pageSchema.node(
    "doc",
    null,
    texts.map((text) => pageSchema.node("paragraph", null, text === "" ? [] : [pageSchema.text(text)])),
  );

/** What comes of both edits of one page; `mine` was made without knowing of `theirs`. */
function both(start: Node, mine: (tr: Transform) => void, theirs: (tr: Transform) => void): string[] {
  const own = new Transform(start);
  mine(own);
  const others = new Transform(start);
  theirs(others);
  const steps = own.steps.map((step, i) => ({ step, before: own.docs[i] as Node }));
  return rebase(steps, others).doc.children.map((child) => child.textContent);
}

const text = (words: string) => pageSchema.text(words);

describe("[P2] a step made without knowing what others wrote", () => {
  it("goes to where its place is now", () => {
    const mine = (tr: Transform) => tr.insert(4, text("M"));
    expect(both(page("abcdef"), mine, (tr) => tr.insert(2, text("<1>")))).toEqual(["a<1>bcMdef"]);
  });

  it("leaves what others put into the stretch that it replaces", () => {
    const mine = (tr: Transform) => tr.replaceWith(2, 6, text("M"));
    const theirs = (tr: Transform) => tr.insert(4, text("<1>"));
    expect(both(page("abcdef"), mine, theirs)).toEqual(["aM<1>f"]);
    expect(both(page("abcdef"), (tr) => tr.delete(2, 6), theirs)).toEqual(["a<1>f"]);
  });

  it("leaves each of several", () => {
    const mine = (tr: Transform) => tr.delete(1, 7);
    const theirs = (tr: Transform) => tr.insert(5, text("<2>")).insert(3, text("<1>"));
    expect(both(page("abcdef"), mine, theirs)).toEqual(["<1><2>"]);
  });

  it("leaves a block that others put between those it deletes", () => {
    const block = pageSchema.node("paragraph", null, [text("<1>")]);
    const mine = (tr: Transform) => tr.delete(2, 8);
    const theirs = (tr: Transform) => tr.insert(5, block);
    expect(both(page("abc", "def"), mine, theirs).join("|")).toContain("<1>");
    expect(both(page("abc", "def"), mine, theirs).join("")).toBe("a<1>f");
  });

  it("takes what others have deleted as gone", () => {
    const mine = (tr: Transform) => tr.replaceWith(2, 6, text("M"));
    expect(both(page("abcdef"), mine, (tr) => tr.delete(1, 7))).toEqual(["M"]);
  });

  it("goes on from the one before it", () => {
    const mine = (tr: Transform) => tr.insert(4, text("M")).insert(5, text("N"));
    expect(both(page("abcdef"), mine, (tr) => tr.insert(2, text("<1>")))).toEqual(["a<1>bcMNdef"]);
  });
});
