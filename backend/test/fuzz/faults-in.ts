/** What tests look at: the faulty ones of some seeds, each with the command that repeats it. */
import { fuzz, isFaulty } from "./fuzz.js";

export const faultsIn = (first: number, runs: number, commands: number) =>
  Array.from({ length: runs }, (_, i) => fuzz(first + i, commands))
    .filter(isFaulty)
    .map(({ seed, lost, duplicated, diverged, invalid }) => ({
      repeat: `npm run fuzz -- --runs 1 --seed ${seed} --commands ${commands} --log`,
      ...{ lost, duplicated, diverged, invalid },
    }));
