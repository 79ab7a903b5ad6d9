/**
 * Finds a Chromium to test with: $CHROME, then Playwright's own download, then one on the PATH, then the one
 * that `ensure-browser.js` unpacked. Looks only; installs nothing.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { root } from "./fingerprint.js";

const names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** Where `ensure-browser.js` keeps its own, outside the dependency tree. */
export const ownBrowserFolder = join(root, "node_modules", ".cache", "manyhands-browser");
export const ownBrowser = join(ownBrowserFolder, "chrome");

/** The path of an executable, or null. Throws where $CHROME names one that is not there. */
export function findBrowser() {
  const told = process.env.CHROME;
  if (told !== undefined && told !== "") {
    const found = told.includes("/") ? told : onPath([told]);
    if (found === null || !isExecutable(found)) {
      throw new Error(`CHROME is set to ${told}, which cannot be executed: correct it or unset it.`);
    }
    return found;
  }
  return playwrightBrowser() ?? onPath(names) ?? (isExecutable(ownBrowser) ? ownBrowser : null);
}

function playwrightBrowser() {
  const frontend = createRequire(join(root, "frontend", "package.json"));
  const path = frontend("@playwright/test").chromium.executablePath();
  return existsSync(path) ? path : null;
}

function onPath(candidates) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const name of candidates) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
