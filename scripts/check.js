/**
 * `npm run check`: everything that can be judged without running the product. All checks run even where one
 * fails; what they said comes first and a table last. Exits ≠ 0 where one of them failed.
 */
import { fileURLToPath } from "node:url";
import { root } from "./fingerprint.js";
import { judgeLockfile } from "./lockfile.js";
import { judgeRules, notYetDue } from "./rules.js";
import { captureTool } from "./run.js";
import { judgeSize } from "./size.js";
import { brokenWalls } from "./walls.js";

/** Each resolves with { said: lines to show, note: a few words for the table, ok }. */
const checks = {
  "types (tsc)": () => outside("tsc", ["-b", "--pretty"]),
  "format and lint (biome)": () => outside("biome", ["ci", "--colors=force"]),
  "dead code (knip)": () => outside("knip", []),
  "import walls": () => {
    const broken = brokenWalls(root);
    return judged(broken.map(({ file, line, wall, message }) => `${file}:${line} ${message} [${wall}]`));
  },
  "rules and tests": () => {
    const { stated, tested, faults, early } = judgeRules(root);
    const waiting = [...notYetDue].map(([rule, why]) => `${rule} (${why})`).join(", ");
    const said = [`Not yet due: ${waiting}.`];
    if (early.length > 0) said.push(`Tested though not yet due: ${early.join(", ")}.`);
    const kept = [...stated].filter((rule) => tested.has(rule)).length;
    return judged(faults, `${kept} of ${stated.size} rules tested, ${notYetDue.size} not yet due`, said);
  },
  "size budget": () => {
    const { totals, faults } = judgeSize(root);
    return judged(faults, totals.join(", "));
  },
  lockfile: () => {
    const { production, faults } = judgeLockfile(root);
    return judged(faults, `one Yjs, ${production} production packages under free licences`);
  },
};

async function outside(name, args) {
  const { code, output } = await captureTool(name, args);
  return { ok: code === 0, said: output.trim() === "" ? [] : [output.trim()], note: "" };
}

function judged(faults, note = "", said = []) {
  return { ok: faults.length === 0, said: [...said, ...faults], note };
}

/** Runs all checks; resolves with how many failed. */
export async function runChecks() {
  const rows = [];
  for (const [name, check] of Object.entries(checks)) {
    const start = performance.now();
    let result;
    try {
      result = await check();
    } catch (error) {
      result = { ok: false, said: [error.stack], note: "could not run" };
    }
    rows.push({ name, ...result, seconds: (performance.now() - start) / 1000 });
    const show = !result.ok || name === "rules and tests";
    if (show && result.said.length > 0) console.log(`\n── ${name}\n${result.said.join("\n")}`);
  }
  console.log();
  for (const { name, ok, seconds, note } of rows) {
    const faults = ok ? note : note === "could not run" ? note : "see above";
    console.log(`${ok ? "✓" : "✗"} ${name.padEnd(25)} ${`${seconds.toFixed(1)} s`.padStart(7)}  ${faults}`);
  }
  return rows.filter(({ ok }) => !ok).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await runChecks()) === 0 ? 0 : 1;
}
