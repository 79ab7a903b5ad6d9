/** What tests look at: the faulty ones of some seeds, each with the command that repeats it. */
import { faults, fuzz, isFaulty } from "./fuzz.js";

export const faultsIn = (first: number, runs: number, commands: number) =>
  Array.from({ length: runs }, (_, i) => fuzz(first + i, commands))
    .filter(isFaulty)
    .map((run) => ({
      repeat: `npm run fuzz -- --runs 1 --seed ${run.seed} --commands ${commands} --log`,
      ...Object.fromEntries(faults.map((kind) => [kind, run[kind]])),
    }));
