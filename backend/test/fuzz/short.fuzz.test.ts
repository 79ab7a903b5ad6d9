import { describe, expect, it } from "vitest";
import { faultsIn } from "./faults-in.js";
import { fuzz } from "./fuzz.js";

describe("three people who meet soon", () => {
  for (let first = 1; first <= 2_500; first += 250) {
    it(`lose nothing: seeds ${first} to ${first + 249}`, () => {
      expect(faultsIn(first, 250, 10)).toEqual([]);
    }, 600_000);
  }

  it("do the same for the same seed", () => {
    expect(fuzz(7, 30)).toEqual(fuzz(7, 30));
  });
});
