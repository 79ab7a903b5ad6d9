/**
 * Whole-product tests in a real Chromium against real servers (`e2e/kit/server.ts`). They test what is built:
 * `npm run build` first; `npm test` does it by itself.
 */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/find-browser.js";

const executablePath = findBrowser();
if (executablePath === null) throw new Error("No Chromium was found: set CHROME to the path of one.");

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/kit/built.ts",
  outputDir: "../node_modules/.cache/e2e",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    // What cannot be clicked fails with its name, and not with the test's whole time.
    actionTimeout: 30_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--disable-gpu",
        "--disable-background-networking",
        // Chromium refuses its sandbox to root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
});
