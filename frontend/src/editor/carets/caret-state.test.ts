import { describe, expect, it } from "vitest";
import { isDrawable } from "./caret-state.js";

const here = { type: null, tname: "flow", item: { client: 7, clock: 3 }, assoc: 0 };

describe("a caret is drawn only from a sane state", () => {
  it("draws a cursor of two positions in the flow", () => {
    expect(
      isDrawable({ user: { name: "Imani", color: "#be4363" }, cursor: { anchor: here, head: here } }),
    ).toBe(true);
    expect(isDrawable({ cursor: { anchor: here, head: { ...here, item: null } } })).toBe(true);
  });

  it.each([
    ["nothing", null],
    ["no cursor", { user: {} }],
    ["a user that is a string", { user: "eve", cursor: { anchor: here, head: here } }],
    ["a position that is a number", { cursor: { anchor: 3, head: here } }],
    ["a negative clock", { cursor: { anchor: { ...here, item: { client: 1, clock: -1 } }, head: here } }],
    [
      "a root of the first version",
      {
        cursor: { anchor: { ...here, tname: "default" }, head: here },
      },
    ],
    ["another root", { cursor: { anchor: { ...here, tname: "meta" }, head: here } }],
  ])("does not draw %s", (_, state) => {
    expect(isDrawable(state)).toBe(false);
  });
});
