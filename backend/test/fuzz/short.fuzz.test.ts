import { describe, expect, it } from "vitest";
import { fuzz, isFaulty } from "./fuzz.js";

/** A faulty seed is repeated by `npm run fuzz -- --runs 1 --seed … --commands …`. */
const faultsIn = (first: number, runs: number, commands: number) =>
  Array.from({ length: runs }, (_, i) => fuzz(first + i, commands))
    .filter(isFaulty)
    .map(({ seed, lost, duplicated, diverged, invalid }) => ({
      repeat: `npm run fuzz -- --runs 1 --seed ${seed} --commands ${commands} --log`,
      ...{ lost, duplicated, diverged, invalid },
    }));

describe("three people who meet often", () => {
  for (let first = 1; first <= 1500; first += 250) {
    it(`lose nothing: seeds ${first} to ${first + 249}`, () => {
      expect(faultsIn(first, 250, 15)).toEqual([]);
    }, 600_000);
  }

  // Seeds that have found something.
  it("follow the formatting of block markers", () => {
    expect(faultsIn(31, 1, 40)).toEqual([]);
    expect(faultsIn(43, 1, 40)).toEqual([]);
    expect(faultsIn(1109, 1, 40)).toEqual([]);
  });

  it("do the same for the same seed", () => {
    expect(fuzz(7, 30)).toEqual(fuzz(7, 30));
  });
});
