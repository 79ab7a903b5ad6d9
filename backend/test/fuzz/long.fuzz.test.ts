import { describe, expect, it } from "vitest";
import { fuzz, isFaulty } from "./fuzz.js";

describe("three people who are apart for long", () => {
  for (let first = 10_001; first <= 10_500; first += 100) {
    it(`lose nothing: seeds ${first} to ${first + 99}`, () => {
      const faulty = Array.from({ length: 100 }, (_, i) => fuzz(first + i, 50)).filter(isFaulty);
      const repeats = faulty.map(({ seed }) => `npm run fuzz -- --runs 1 --seed ${seed} --commands 50 --log`);
      expect(repeats).toEqual([]);
    }, 600_000);
  }
});
