/**
 * `npm test`: builds, checks, runs the tests and then the browser tests, each to its end even where one before it failed.
 * The summary names what failed; the last line is `manyhands: 812 passed, 0 failed`. A check that failed, a step that
 * broke and a runner that ran nothing each count as one failed. `npm test -- --quick` leaves the browser out, but not in CI.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { runChecks } from "./check.js";
import { root } from "./fingerprint.js";
import { run, tool } from "./run.js";

const reports = join(root, "node_modules", ".cache", "manyhands-tests");
const quick = process.argv.includes("--quick") && !process.env.CI;

/** Each resolves with { passed, failed, skipped }, counted in tests, and perhaps the `names` of those that failed. */
const steps = {
  build: async () => {
    const code = await run(process.execPath, ["scripts/ensure.js", "start"]);
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
  check: async () => ({ passed: 0, failed: await runChecks(), skipped: 0 }),
  tests: async () => {
    const report = freshReport("vitest.json");
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await tool("vitest", args);
    return counted(report, code, (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
      names: json.testResults.flatMap(failedTests),
    }));
  },
  "browser tests": async () => {
    const report = freshReport("playwright.json");
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const args = ["test", "--config", "frontend/playwright.config.ts", "--reporter=list,json"];
    const code = await tool("playwright", args, { env });
    return counted(report, code, ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      names: suites.flatMap(failedSpecs),
    }));
  },
};

function freshReport(name) {
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

/** A runner that says "failed" without a failed test, or that ran none, is one failure of its own. */
function counted(report, code, count) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = count(JSON.parse(readFileSync(report, "utf8")));
  const broken = result.failed === 0 && (code !== 0 || result.passed === 0);
  return broken ? { ...result, failed: 1 } : result;
}

/** Of one file of Vitest's report: a line for each test that failed, with the beginning of its error. */
function failedTests({ name, assertionResults }) {
  return assertionResults
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages: [why = ""] }) => {
      return `${relative(root, name)} › ${fullName}\n      ${why.split("\n", 3).join("\n      ")}`;
    });
}

/** Of one suite of Playwright's report and those in it. */
function failedSpecs({ specs, suites = [] }) {
  const here = specs.filter(({ ok }) => !ok).map(({ file, line, title }) => `${file}:${line} › ${title}`);
  return [...here, ...suites.flatMap(failedSpecs)];
}

const summary = [];
for (const [name, step] of Object.entries(steps)) {
  if (quick && name === "browser tests") continue;
  console.log(`\n━━ ${name}`);
  const start = performance.now();
  const result = await step();
  summary.push({ name, ...result, seconds: (performance.now() - start) / 1000 });
}

console.log("\n━━ summary");
for (const { name, passed, failed, skipped, seconds, names = [] } of summary) {
  const counts = [`${failed} failed`];
  if (passed > 0) counts.unshift(`${passed} passed`);
  if (skipped > 0) counts.push(`${skipped} skipped`);
  console.log(
    `${failed === 0 ? "✓" : "✗"} ${name.padEnd(15)} ${`${seconds.toFixed(0)} s`.padStart(6)}  ${counts.join(", ")}`,
  );
  for (const failure of names) console.log(`    ${failure}`);
}
if (quick) console.log("- browser tests    left out (--quick)");
const total = (key) => summary.reduce((sum, step) => sum + step[key], 0);
console.log(`\nmanyhands: ${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;
