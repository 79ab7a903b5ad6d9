/**
 * Makes sure that there is a Chromium to test with. What is found is used; otherwise Debian's own is installed
 * where we may (root), or else one that comes inside an npm package is unpacked beside the dependency tree.
 * A browser counts only once Playwright has opened a page in it.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { findBrowser, ownBrowser, ownBrowserFolder } from "./find-browser.js";
import { root } from "./fingerprint.js";
import { npm, run } from "./run.js";

/** The last version that runs on Node 20. */
const packaged = "@sparticuz/chromium@147.0.0";
const packages = join(ownBrowserFolder, "packages");
const unpacked = join(ownBrowserFolder, "unpacked");

export class NoBrowser extends Error {
  name = "NoBrowser";
}

/** Resolves with the path of a browser. Throws `NoBrowser` with a sentence that says what to install. */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;
  console.log("No Chromium found to test with; installing one (once) …");
  for (const attempt of [installFromDebian, unpackFromNpm]) {
    const browser = await attempt();
    if (browser === null) continue;
    const fault = await whyItDoesNotWork(browser);
    if (fault === null) {
      console.log(`Tests will use ${browser}`);
      return browser;
    }
    console.error(`${browser} does not work: ${fault}`);
    if (browser === ownBrowser) rmSync(ownBrowserFolder, { recursive: true });
  }
  throw new NoBrowser(
    "The browser tests need a Chromium and none could be installed: install Chromium or Google Chrome, " +
      "or set CHROME to the path of one, and run the command again.",
  );
}

async function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = async (...args) => (await run("apt-get", ["-q", ...args], { env, stdio: noInput })) === 0;
  const done = (await apt("update")) && (await apt("install", "-y", "--no-install-recommends", "chromium"));
  return done ? findBrowser() : null;
}

const noInput = ["ignore", "inherit", "inherit"];

/** The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon's machines. */
async function unpackFromNpm() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  mkdirSync(packages, { recursive: true });
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(packages, "package.json"), "{}");
  const installed = await npm(["install", "--no-save", "--workspaces=false", "--prefix", packages, packaged]);
  if (installed !== 0) return null;
  const script = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  if ((await run(process.execPath, ["--eval", script], { cwd: packages, env })) !== 0) return null;
  writeFileSync(ownBrowser, await launcher(), { mode: 0o755 });
  return ownBrowser;
}

/** The machine's own libraries and fonts come first; the bundled ones are for a machine that has none. */
async function launcher() {
  const chromium = join(unpacked, "chromium");
  const bare = (await run("sh", ["-c", `ldd "${chromium}" | grep -q "not found"`])) === 0;
  return [
    "#!/bin/sh",
    bare ? `export LD_LIBRARY_PATH="${join(unpacked, "al2023", "lib")}:$LD_LIBRARY_PATH"` : null,
    existsSync("/etc/fonts/fonts.conf") ? null : `export FONTCONFIG_PATH="${join(unpacked, "fonts")}"`,
    `exec "${chromium}" "$@"`,
    "",
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** null where Playwright could open a page in it. */
async function whyItDoesNotWork(executablePath) {
  const { chromium } = createRequire(join(root, "frontend", "package.json"))("@playwright/test");
  let browser;
  try {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: 60_000 });
    const page = await browser.newPage();
    await page.setContent("<title>ready</title>");
    return (await page.title()) === "ready" ? null : "it opens no page";
  } catch (error) {
    return error.message;
  } finally {
    await browser?.close();
  }
}
