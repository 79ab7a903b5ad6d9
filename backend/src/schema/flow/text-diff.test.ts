import { expect, it } from "vitest";
import { Chance } from "../../../../scripts/chance.js";
import { changesBetween, type TextChange } from "./text-diff.js";

function applied(before: string, after: string, changes: readonly TextChange[]): string {
  let result = "";
  let at = 0;
  for (const { oldFrom, oldTo, newFrom, newTo } of changes) {
    result += before.slice(at, oldFrom) + after.slice(newFrom, newTo);
    at = oldTo;
  }
  return result + before.slice(at);
}

it("finds each stretch that changed", () => {
  expect(changesBetween("before after", "<1>before <2>after<3>")).toEqual([
    { oldFrom: 0, oldTo: 0, newFrom: 0, newTo: 3 },
    { oldFrom: 7, oldTo: 7, newFrom: 10, newTo: 13 },
    { oldFrom: 12, oldTo: 12, newFrom: 18, newTo: 21 },
  ]);
  expect(changesBetween("abcdef", "bcdXf")).toEqual([
    { oldFrom: 0, oldTo: 1, newFrom: 0, newTo: 0 },
    { oldFrom: 4, oldTo: 5, newFrom: 3, newTo: 4 },
  ]);
  expect(changesBetween("same", "same")).toEqual([]);
});

it("counts in code units and divides no character", () => {
  expect(changesBetween("x😀y", "x😁y")).toEqual([{ oldFrom: 1, oldTo: 3, newFrom: 1, newTo: 3 }]);
});

it("says nothing where most is new", () => {
  expect(changesBetween("a".repeat(500), "b".repeat(500))).toBeNull();
});

it("makes the new text of the old one, with changes that do not touch", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const chance = new Chance(seed);
    const text = () => Array.from({ length: chance.below(30) }, () => "ab😀c"[chance.below(3)]).join("");
    const [before, after] = [text(), text()];
    const changes = changesBetween(before, after) ?? [];
    expect(applied(before, after, changes), `seed ${seed}`).toBe(after);
    changes.slice(1).forEach((change, i) => {
      expect(change.oldFrom).toBeGreaterThan(changes[i]!.oldTo);
    });
  }
});
