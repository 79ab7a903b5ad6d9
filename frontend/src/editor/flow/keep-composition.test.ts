/** Which changes of others have to wait while an input method composes in the same text. */
import { describe, expect, it } from "vitest";
import { touchesComposed } from "./keep-composition.js";

/** “is” is composed in the text, and the caret stands behind it. */
const touches = (at: number, removed: number, text: string) =>
  touchesComposed("this is it", 7, [{ at, removed, text }], "is");

describe("a change of others touches what is composed", () => {
  it.each([
    ["put in inside", 6, 0, "x"],
    ["put in right before, which a browser counts as composed", 5, 0, "x"],
    ["put in right before in place of a letter", 4, 1, "x"],
    ["deleted inside", 5, 1, ""],
    ["deleted over its start", 4, 2, ""],
  ])("when it is %s", (_, at, removed, text) => {
    expect(touches(at, removed, text)).toBe(true);
  });

  it.each([
    ["put in right behind", 7, 0, "x"],
    ["put in further before", 4, 0, "x"],
    ["deleted right before", 4, 1, ""],
    ["deleted right behind", 7, 1, ""],
  ])("and does not when it is %s", (_, at, removed, text) => {
    expect(touches(at, removed, text)).toBe(false);
  });

  it("where it stands after the changes before", () => {
    const before = { at: 0, removed: 0, text: "xyz" };
    expect(touchesComposed("this is it", 7, [before, { at: 8, removed: 0, text: "x" }], "is")).toBe(true);
    expect(touchesComposed("this is it", 7, [before, { at: 7, removed: 0, text: "x" }], "is")).toBe(false);
  });
});
