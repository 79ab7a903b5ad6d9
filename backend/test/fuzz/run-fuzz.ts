/**
 * `npm run fuzz -- --runs N --seed S --commands C`: run the seeds from S on, C edits each. Prints each faulty run
 * with the command that repeats it; the last line is the figures. `--log` prints what everybody did. Exits with 1
 * where a run is faulty, with 2 where the arguments make no sense.
 */
import { parseArgs } from "node:util";
import { argumentFault } from "../../../scripts/argument-fault.js";
import { type FuzzRun, faults, fuzz, isFaulty } from "./fuzz.js";

const usage = "npm run fuzz -- [--runs N] [--seed S] [--commands C] [--log]";
const most = 2 ** 31 - 1;

interface Wish {
  readonly runs: number;
  readonly seed: number;
  readonly commands: number;
  readonly log: boolean;
}

/** What is asked for, or the sentence that says what is wrong with it. */
function readWish(args: readonly string[]): Wish | string {
  let values: { runs?: string; seed?: string; commands?: string; log?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: "string" },
        seed: { type: "string" },
        commands: { type: "string" },
        log: { type: "boolean" },
      },
    }));
  } catch (error) {
    return argumentFault(error);
  }
  const wish = { runs: 1000, seed: 1, commands: 40 };
  for (const name of ["runs", "seed", "commands"] as const) {
    const given = values[name];
    if (given === undefined) continue;
    const number = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
    const least = name === "seed" ? 0 : 1;
    if (!(number >= least && number <= most))
      return `--${name} is a whole number from ${least} to ${most}, not “${given}”`;
    wish[name] = number;
  }
  return { ...wish, log: values.log ?? false };
}

function report(run: FuzzRun, commands: number): void {
  console.log(`seed ${run.seed}: npm run fuzz -- --runs 1 --seed ${run.seed} --commands ${commands} --log`);
  for (const kind of faults) {
    for (const what of run[kind]) console.log(`  ${kind}: ${what}`);
  }
}

function runAll({ runs, seed, commands, log }: Wish): number {
  const sum = {
    typed: 0,
    lost: 0,
    duplicated: 0,
    copied: 0,
    diverged: 0,
    strayed: 0,
    interleaved: 0,
    invalid: 0,
  };
  for (let i = 0; i < runs; i++) {
    const run = fuzz(seed + i, commands);
    sum.typed += run.typed;
    for (const kind of [...faults, "copied"] as const) sum[kind] += run[kind].length;
    if (log) console.log(run.log.join("\n"));
    if (isFaulty(run)) report(run, commands);
  }
  console.log(
    `${runs} runs, ${sum.typed} characters typed, ${sum.lost} lost, ${sum.duplicated + sum.copied} duplicated (${sum.copied} of them as accepted), ${sum.diverged} diverged, ${sum.invalid} invalid, ${sum.strayed} not as meant, ${sum.interleaved} interleaved`,
  );
  return faults.some((kind) => sum[kind] > 0) ? 1 : 0;
}

const wish = readWish(process.argv.slice(2));
if (typeof wish === "string") {
  console.error(`${wish}.\n${usage}`);
  process.exitCode = 2;
} else process.exitCode = runAll(wish);
