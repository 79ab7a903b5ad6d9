import { describe, expect, it } from "vitest";
import { insertions, lists, styles } from "../formats.js";
import { rank, slashGroups } from "./slash-items.js";

const labels = (query: string) => slashGroups(query).flatMap(({ items }) => items.map(({ label }) => label));

describe("the slash menu", () => {
  it("shows every block when nothing is typed, in two groups", () => {
    const all = [...styles, ...Object.values(lists), ...Object.values(insertions)];
    expect(labels("").toSorted()).toEqual(all.map(({ label }) => label).toSorted());
    expect(slashGroups("").map(({ label }) => label)).toEqual(["Blocks", "Insert"]);
  });

  it("puts a beginning before a later word, that before another name, that before scattered letters", () => {
    const task = { label: "Task list", also: "todo", markdown: "[]" };
    const ranks = ["task", "list", "todo", "tsk", "xyz"].map((query) => rank(task, query));
    expect(ranks).toEqual([4, 3, 2, 1, null]);
  });

  it("finds every block by its first letters", () => {
    for (const name of ["Text", "Heading 3", "Divider", "Table", "Image", "Quote"]) {
      expect(labels(name.slice(0, 4).toLowerCase()), name).toContain(name);
    }
  });

  it("finds a block by what one would type in Markdown", () => {
    expect(labels("##")[0]).toBe("Heading 2");
    expect(labels("```")[0]).toBe("Code block");
  });

  it("puts the group of the best answer first", () => {
    expect(slashGroups("ta").map(({ label }) => label)).toEqual(["Blocks", "Insert"]);
    expect(slashGroups("tab").map(({ label }) => label)).toEqual(["Insert"]);
  });

  it("shows nothing when nothing answers", () => {
    expect(slashGroups("qqqq")).toEqual([]);
  });
});
