import { describe, expect, it } from "vitest";
import { faultsIn } from "./faults-in.js";

describe("three people who are apart for long", () => {
  for (let first = 10_001; first <= 10_250; first += 50) {
    it(`lose nothing: seeds ${first} to ${first + 49}`, () => {
      expect(faultsIn(first, 50, 40)).toEqual([]);
    }, 600_000);
  }

  for (let seed = 20_001; seed <= 20_008; seed++) {
    it(`lose nothing in a long day: seed ${seed}`, () => {
      expect(faultsIn(seed, 1, 200)).toEqual([]);
    }, 600_000);
  }
});
