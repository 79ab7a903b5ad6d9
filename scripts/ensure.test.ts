/**
 * `ensure.js` on a small project of its own: the real scripts, a lockfile without downloads, and a compiler and a
 * bundler that only write their output. What a fresh clone of the real thing does is shown by `.ci/run`.
 */
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const scripts = import.meta.dirname;
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "manyhands-ensure-"));
  for (const name of [
    "ensure",
    "ensure-browser",
    "find-browser",
    "fingerprint",
    "lock",
    "run",
    "sign-of-life",
  ]) {
    cpSync(join(scripts, `${name}.js`), join(project, "scripts", `${name}.js`));
  }
  const compiler = "tools/typescript";
  const root = {
    name: "small",
    type: "module",
    engines: { node: ">=20.19" },
    workspaces: ["frontend"],
    devDependencies: { typescript: `file:${compiler}` },
  };
  const frontend = { name: "frontend", version: "1.0.0", scripts: { build: "node build.cjs" } };
  const typescript = { name: "typescript", version: "1.0.0", bin: { tsc: "tsc.js" } };
  write("package.json", json(root));
  write("frontend/package.json", json(frontend));
  write("frontend/build.cjs", bundler);
  write(`${compiler}/package.json`, json(typescript));
  write(
    `${compiler}/tsc.js`,
    "#!/usr/bin/env node\nrequire('fs').mkdirSync('backend/dist', { recursive: true });\n",
  );
  chmodSync(join(project, compiler, "tsc.js"), 0o755);
  write("tsconfig.json", "{}");
  write("backend/src/main.ts", "export {};\n");
  const packages = {
    "": { ...root, type: undefined },
    frontend: { version: "1.0.0" },
    "node_modules/frontend": { resolved: "frontend", link: true },
    "node_modules/typescript": { resolved: compiler, link: true },
    [compiler]: { ...typescript, dev: true },
  };
  write("package-lock.json", json({ name: "small", lockfileVersion: 3, requires: true, packages }));
});

afterEach(() => rmSync(project, { recursive: true }));

const bundler = `
  const fs = require("fs");
  fs.mkdirSync("dist", { recursive: true });
  fs.writeFileSync("dist/index.html", "");
`;
const json = (value: unknown) => JSON.stringify(value, null, 2);

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function ensure(mode: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["scripts/ensure.js", mode], { cwd: project });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

test("[P7] a fresh clone is installed and built once, and then left alone", async () => {
  const first = await ensure("start");
  expect(first.output).toMatch(/Installing[\s\S]*Building/);
  expect(first.code).toBe(0);
  expect(await ensure("start")).toEqual({ code: 0, output: "" });
});

test("[P7] who has to compile SQLite is told that it takes long, and what it needs", async () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const { output } = await ensure("dev");
  const told = /npm compiles one \(better-sqlite3\).*C\+\+ compiler, make and Python/.test(output);
  expect(told).toBe(major < 22 || (major === 22 && minor < 13));
});

test("[P7] a changed source is built anew, a changed lockfile installed anew, a changed test neither", async () => {
  await ensure("start");

  write("backend/src/main.ts", "export const changed = true;\n");
  const afterSource = await ensure("start");
  expect(afterSource.output).toContain("Building");
  expect(afterSource.output).not.toContain("Installing");

  write("backend/src/main.test.ts", "export {};\n");
  expect((await ensure("start")).output).toBe("");

  write("package-lock.json", `${readFileSync(join(project, "package-lock.json"), "utf8")}\n`);
  expect((await ensure("start")).output).toMatch(/Installing[\s\S]*Building/);
});

test("[P7] a build that was deleted is made again", async () => {
  await ensure("start");
  rmSync(join(project, "backend/dist"), { recursive: true });
  expect((await ensure("start")).output).toContain("Building");
  rmSync(join(project, "frontend/dist"), { recursive: true });
  expect((await ensure("start")).output).toContain("Building");
});

test("[P7] of two commands at once, one installs and builds, and both go on", async () => {
  const both = await Promise.all([ensure("start"), ensure("start")]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const output = both.map((each) => each.output).join("");
  expect(output.match(/Installing/g)).toHaveLength(1);
  expect(output.match(/Building …/g)).toHaveLength(1);
});

test("[P7] a lock that a killed command left behind is taken over", async () => {
  write(".cache/ensure.lock", "somebody");
  const { code, output } = await ensure("dev");
  expect(output).toMatch(/waiting for it[\s\S]*Installing/);
  expect(code).toBe(0);
});

test("[P7] a Node that is too old is told which one is needed", async () => {
  const root = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  write("package.json", json({ ...root, engines: { node: ">=99.1" } }));
  const { code, output } = await ensure("start");
  expect(output.trim()).toBe(
    `Manyhands needs Node 99.1 or newer, and this is ${process.versions.node}: install one from https://nodejs.org.`,
  );
  expect(code).toBe(1);
});

test("[P7] an installation that fails shows npm's words and says what to try", async () => {
  const root = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  write("package.json", json({ ...root, dependencies: { nowhere: "file:nowhere" } }));
  const { code, output } = await ensure("start");
  expect(output).toContain("npm error");
  expect(output).toContain("`npm ci` failed with code");
  expect(code).toBe(1);
});

test("[P7] a build that fails says so, and is tried again the next time", async () => {
  const compiler = join(project, "tools/typescript/tsc.js");
  const works = readFileSync(compiler, "utf8");
  writeFileSync(compiler, "#!/usr/bin/env node\nprocess.exit(2);\n");
  const failed = await ensure("start");
  expect(failed.output).toContain("Building the backend (tsc) failed with code 2");
  expect(failed.code).toBe(1);
  writeFileSync(compiler, works);
  expect((await ensure("start")).code).toBe(0);
});
