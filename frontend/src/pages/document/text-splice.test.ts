import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { fitBytes, mapPosition, rebase, type Splice, spliceBetween, type TextDelta } from "./text-splice.js";

const apply = (text: string, { index, removed, inserted }: Splice) =>
  text.slice(0, index) + inserted + text.slice(index + removed);

describe("finding the edit", () => {
  it("is null where nothing changed", () => {
    expect(spliceBetween("same", "same", 2)).toBeNull();
  });

  it("the caret tells which of several equal edits was made", () => {
    expect(spliceBetween("aaa", "aaaa", 1)).toEqual({ index: 0, removed: 0, inserted: "a" });
    expect(spliceBetween("aaa", "aaaa", 4)).toEqual({ index: 3, removed: 0, inserted: "a" });
    expect(spliceBetween("noon", "non", 1)).toEqual({ index: 1, removed: 1, inserted: "" });
  });

  it("replaces a whole emoji where only half of its code units differ", () => {
    expect(spliceBetween("a👋b", "a👍b", 3)).toEqual({ index: 1, removed: 2, inserted: "👍" });
    expect(spliceBetween("👋", "😋", 2)).toEqual({ index: 0, removed: 2, inserted: "😋" });
  });

  it("always makes the new text of the old one, whole characters at a time", () => {
    const characters = ["a", "b", "👋", "👍"];
    const texts = [""];
    for (let from = 0, length = 1; length <= 3; length++) {
      const longer = texts.slice(from).flatMap((text) => characters.map((character) => text + character));
      from = texts.length;
      texts.push(...longer);
    }
    let checked = 0;
    for (const before of texts) {
      for (const after of texts) {
        for (let caret = 0; caret <= after.length; caret++) {
          const splice = spliceBetween(before, after, caret);
          if (splice === null ? before === after : apply(before, splice) === after) checked++;
          expect(splice?.inserted ?? "").not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
        }
      }
    }
    expect(checked).toBe(texts.length * texts.reduce((sum, text) => sum + text.length + 1, 0));
  });
});

describe("positions under a remote edit", () => {
  it("move with what is before them and stay with what is after", () => {
    expect(mapPosition([{ insert: "ab" }], 3)).toBe(5);
    expect(mapPosition([{ retain: 4 }, { insert: "ab" }], 3)).toBe(3);
    expect(mapPosition([{ retain: 3 }, { insert: "ab" }], 3)).toBe(3);
    expect(mapPosition([{ retain: 1 }, { delete: 5 }], 3)).toBe(1);
    expect(mapPosition([{ delete: 1 }, { retain: 1 }, { insert: "xyz" }], 3)).toBe(5);
  });
});

describe("an edit held back while others wrote", () => {
  it("lands where it was meant, and removes only what its author saw", () => {
    const text = new Y.Doc().getText("t");
    text.insert(0, "Spring opening day");
    const deltas: TextDelta[] = [];
    text.observe((event) => deltas.push(event.delta));
    const held = { index: 7, removed: 7, inserted: "cleaning" };
    text.insert(0, "Our ");
    text.insert(text.length, "!");
    text.insert(13, "-NEW-");
    expect(apply(text.toString(), rebase(held, deltas))).toBe("Our Spring cleaning day!");
    text.delete(11, 12);
    expect(apply(text.toString(), rebase(held, deltas))).toBe("Our Spring cleaning day!");
  });
});

it("a title is cut between characters to fit its limit", () => {
  expect(fitBytes("ab👋c", 5)).toBe("ab");
  expect(fitBytes("ab👋c", 6)).toBe("ab👋");
  expect(fitBytes("äö", 3)).toBe("ä");
});
