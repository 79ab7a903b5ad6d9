/**
 * Every rule has a test, and every test that quotes a rule quotes one that exists. The rules are those that the
 * documents below state in the form **W1**; a test quotes them in its title: `[R3] a viewer's update …`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, readSource } from "./source.js";

const statedIn = ["docs/protocol.md", "docs/storage.md", "docs/architecture.md"];
const testEndings = [".test.ts", ".test.tsx", ".contract.ts", ".spec.ts"];
const quote = /\[((?:[WRSBXP]\d+)(?:[ ,]+[WRSBXP]\d+)*)\]/g;

/** Stated already, kept later. A rule leaves this list with its first test. */
export const notYetDue = new Map([
  ["R5", "budgets for slow peers"],
  ["B1", "more nodes"],
  ["B2", "more nodes"],
  ["B3", "more nodes"],
  ["P3", "bad networks"],
  ["P5", "every format, at any revision"],
  ["P6", "history"],
  ["P8", "more nodes"],
  ["P9", "accounts, roles, hostile peers"],
  ["P10", "benchmarks"],
]);

/** Returns { stated, tested: Map(id → count), faults, early }; `early` are rules not yet due that have tests. */
export function judgeRules(root) {
  const faults = statedIn
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => `${file} is not there`);
  const documents = statedIn.filter((file) => existsSync(join(root, file)));
  const stated = new Set(documents.flatMap((file) => rulesIn(readFileSync(join(root, file), "utf8"))));
  const tested = new Map();
  if (stated.size === 0) faults.push(`no rule is stated in ${statedIn.join(", ")}`);
  for (const side of ["backend", "frontend", "scripts"]) {
    for (const file of filesUnder(root, side, testEndings)) {
      for (const { title, line } of readSource(root, file).titles) {
        for (const rule of quotedIn(title)) {
          if (!stated.has(rule)) faults.push(`${file}:${line} quotes ${rule}, which no document states`);
          tested.set(rule, (tested.get(rule) ?? 0) + 1);
        }
      }
    }
  }
  for (const rule of stated) {
    if (!tested.has(rule) && !notYetDue.has(rule))
      faults.push(`${rule} is stated and no test title quotes it`);
  }
  for (const rule of notYetDue.keys()) {
    if (!stated.has(rule))
      faults.push(`${rule} is listed as not yet due in scripts/rules.js, but no document states it`);
  }
  return { stated, tested, faults, early: [...notYetDue.keys()].filter((rule) => tested.has(rule)) };
}

function rulesIn(markdown) {
  return [...markdown.matchAll(/\*\*([WRSBXP]\d+)\*\*/g)].map((match) => match[1]);
}

function quotedIn(title) {
  return [...title.matchAll(quote)].flatMap((match) => match[1].split(/[ ,]+/));
}
