/**
 * `npm run fuzz -- --runs N --seed S --commands C`: run the seeds from S on. Prints each faulty run with the command
 * that repeats it; the last line is the figures. `--log` prints what everybody did. Exits ≠ 0 where a run is faulty.
 */
import { parseArgs } from "node:util";
import { type FuzzRun, fuzz, isFaulty } from "./fuzz.js";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    commands: { type: "string", default: "40" },
    log: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);
const commands = Number(values.commands);
const sum = { typed: 0, lost: 0, duplicated: 0, copied: 0, diverged: 0, invalid: 0 };

for (let seed = first; seed < first + runs; seed++) {
  const run = fuzz(seed, commands);
  sum.typed += run.typed;
  for (const kind of ["lost", "duplicated", "copied", "diverged", "invalid"] as const)
    sum[kind] += run[kind].length;
  if (values.log) console.log(run.log.join("\n"));
  if (isFaulty(run)) report(run);
}

const repeated = sum.duplicated + sum.copied;
console.log(
  `${runs} runs, ${sum.typed} characters typed, ${sum.lost} lost, ${repeated} duplicated (${sum.copied} of them as accepted), ${sum.diverged} diverged, ${sum.invalid} invalid`,
);
process.exitCode = sum.lost + sum.duplicated + sum.diverged + sum.invalid === 0 ? 0 : 1;

function report(run: FuzzRun): void {
  console.log(`seed ${run.seed}: npm run fuzz -- --runs 1 --seed ${run.seed} --commands ${commands} --log`);
  for (const kind of ["lost", "duplicated", "diverged", "invalid"] as const) {
    for (const what of run[kind]) console.log(`  ${kind}: ${what}`);
  }
}
