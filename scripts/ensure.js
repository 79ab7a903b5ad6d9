/**
 * Makes ready what a command needs and does nothing where it is ready already:
 *
 *   start      dependencies and the build          (before `npm start`)
 *   test       dependencies and a browser          (before `npm test`, which builds as one of its steps)
 *   dev        dependencies                        (before `npm run dev`)
 *   installed  notes that npm has just installed   (after every `npm ci` and `npm install`)
 *
 * Node built-ins only: it runs on a fresh clone. Exits ≠ 0 with one sentence that says what to do.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBrowser, NoBrowser } from "./ensure-browser.js";
import {
  buildFingerprint,
  buildStamp,
  installFingerprint,
  installStamp,
  isBuilt,
  isInstalled,
  root,
} from "./fingerprint.js";
import { withLock } from "./lock.js";
import { npm, tool } from "./run.js";
import { withSignOfLife } from "./sign-of-life.js";

const needs = {
  start: [install, build],
  test: [install, ensureBrowser],
  dev: [install],
  installed: [noteInstalled],
};

class NotReady extends Error {}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const needed = engines.node.replace(/^>=/, "");
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [neededMajor, neededMinor] = needed.split(".").map(Number);
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    throw new NotReady(
      `Manyhands needs Node ${needed} or newer, and this is ${process.versions.node}: install one from https://nodejs.org.`,
    );
  }
}

const sqliteTakesLonger =
  `Node ${process.versions.node} has no SQLite of its own, so npm compiles one (better-sqlite3) unless it can download it ` +
  "ready-made: some minutes, and it needs a C++ compiler, make and Python. With Node 22.13 or newer nothing is compiled.";

/** As backend/src/storage/sqlite/driver.ts decides it. */
function hasOwnSqlite() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

async function install() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    console.log("Installing dependencies (a minute or so, only when they changed) …");
    if (!hasOwnSqlite()) console.log(sqliteTakesLonger);
    // Where Node.js has SQLite no install script is of use to us, and better-sqlite3's would compile for minutes.
    const scripts = hasOwnSqlite() ? ["--ignore-scripts"] : [];
    const code = await withSignOfLife("Still installing", () => npm(["ci", "--include=dev", ...scripts]));
    if (code !== 0) {
      throw new NotReady(
        `\`npm ci\` failed with code ${code} (its output is above): check the network and the registry ` +
          "(`npm ping`), that this folder is writable, and try again.",
      );
    }
    // Also without its postinstall (`ignore-scripts`), or every start would install anew.
    noteInstalled();
  });
}

/** Without the development tools it would be no installation that can build or test. */
function noteInstalled() {
  if (existsSync(join(root, "node_modules", "typescript"))) writeFileSync(installStamp, installFingerprint());
}

async function build() {
  if (isBuilt()) return;
  await alone(async () => {
    if (isBuilt()) return;
    console.log("Building …");
    const fingerprint = buildFingerprint();
    // From nothing, or the output of a file that is gone would stay.
    rmSync(join(root, "backend", "dist"), { recursive: true, force: true });
    const steps = [
      ["the backend (tsc)", () => tool("tsc", ["-b", "backend", "--force"])],
      [
        "the page (vite)",
        () => npm(["run", "build", "--workspace", "frontend", "--silent", "--", "--logLevel", "warn"]),
      ],
    ];
    for (const [what, step] of steps) {
      const code = await step();
      if (code !== 0) throw new NotReady(`Building ${what} failed with code ${code}; its output is above.`);
    }
    writeFileSync(buildStamp, fingerprint);
  });
}

function alone(work) {
  const waiting = () => console.log("Another command is installing or building here; waiting for it …");
  return withLock(join(root, ".cache", "ensure.lock"), waiting, work);
}

const mode = process.argv[2];
try {
  if (!Object.hasOwn(needs, mode ?? "")) {
    throw new NotReady(`Usage: node scripts/ensure.js ${Object.keys(needs).join("|")}`);
  }
  checkNode();
  for (const need of needs[mode]) await need();
} catch (error) {
  console.error(error instanceof NotReady || error instanceof NoBrowser ? error.message : error);
  process.exitCode = 1;
}
