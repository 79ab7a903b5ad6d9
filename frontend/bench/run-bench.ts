/**
 * `npm run bench:editor`: our binding beside the stock one, in a real Chromium. Builds a page of its own, never part
 * of the product, and prints one table for each size. `--json` prints the figures, `--write` keeps them in
 * results.md, `--quick` does a tenth. Exits ≠ 0 where the replicas disagree: then the figures do not count.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build, defaultClientConditions, preview } from "vite";
import { argumentFault } from "../../scripts/argument-fault.js";
import { findBrowser } from "../../scripts/find-browser.js";
import { type Result, rowsOf, tableOf } from "./figures.js";
import type { Bench, Order } from "./page.js";
import type { Side } from "./replica.js";

const results = fileURLToPath(new URL("results.md", import.meta.url));
const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = fileURLToPath(new URL("../../node_modules/.cache/bench", import.meta.url));

const options = {
  blocks: { type: "string", default: "2000,10000" },
  seed: { type: "string", default: "1" },
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
} as const;
const values = readArguments();
const sizes = values.blocks.split(",").map(wholeNumber);
const seed = wholeNumber(values.seed);

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(
      `${argumentFault(error)}. npm run bench:editor -- [--blocks N,N] [--seed S] [--quick] [--json] [--write]`,
    );
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  return refuse(`${text} is not a number of blocks or a seed: give whole numbers from 1 on.`);
}

function refuse(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(2);
}

async function servePage(): Promise<{ url: string; close: () => Promise<void> }> {
  const common = { root, configFile: false as const, logLevel: "error" as const };
  await build({
    ...common,
    resolve: { conditions: ["manyhands-source", ...defaultClientConditions], dedupe: ["yjs"] },
    build: { outDir, emptyOutDir: true, target: "es2023", chunkSizeWarningLimit: 2000 },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("The bench's page is not served.");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

async function openBench(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("pageerror", (error) => console.error("bench: in the page:", error));
  await page.goto(url);
  await page.waitForFunction(() => "bench" in window);
  return page;
}

interface Alone {
  /** What the open page adds to the heap, after a collection of garbage before and after. */
  readonly heap: number;
  readonly typing: ReturnType<Bench["typeAlone"]>;
}

async function alone(browser: Browser, url: string, side: Side, { blocks, letters }: Order): Promise<Alone> {
  const page = await openBench(browser, url);
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize;
  };
  await page.evaluate(([which, order]) => window.bench.prepare(which, order), [
    side,
    { blocks, seed },
  ] as const);
  const before = await used();
  await page.evaluate((which) => window.bench.openAlone(which), side);
  const after = await used();
  const typing = await page.evaluate(([count, which]) => window.bench.typeAlone(count, which), [
    letters,
    seed,
  ] as const);
  await page.close();
  return { heap: after - before, typing };
}

async function benchOne(browser: Browser, url: string, blocks: number): Promise<Result> {
  const page = await openBench(browser, url);
  // The stock binding takes a third of a second for a letter in a page of 10,000 blocks.
  const share = (values.quick ? 0.1 : 1) * Math.min(1, 2000 / blocks);
  const order: Order = {
    blocks,
    seed,
    letters: Math.ceil(400 * share),
    others: Math.ceil(60 * share),
    opens: Math.ceil(5 * share),
  };
  const measured = await page.evaluate((wanted) => window.bench.measure(wanted), order);
  await page.close();
  if (measured.disagreements.length > 0) {
    throw new Error(`the figures do not count, the replicas disagree:\n${measured.disagreements.join("\n")}`);
  }
  const [ours, stock] = [await alone(browser, url, "ours", order), await alone(browser, url, "stock", order)];
  const { characters, bytes } = measured;
  const times = {
    ...measured.times,
    "letter, alone": { ours: ours.typing.shown, stock: stock.typing.shown },
    "letter, alone, laid out": { ours: ours.typing.laidOut, stock: stock.typing.laidOut },
  };
  return {
    blocks,
    characters,
    rows: rowsOf({ times }),
    bytes,
    heap: { ours: ours.heap, stock: stock.heap },
  };
}

async function bench(): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error("No Chromium was found: set CHROME to the path of one.");
  const served = await servePage();
  const browser = await chromium.launch({
    executablePath,
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  const found: Result[] = [];
  try {
    for (const blocks of sizes) {
      const result = await benchOne(browser, served.url, blocks);
      found.push(result);
      if (!values.json) console.log(`${tableOf(result)}\n`);
    }
  } finally {
    await browser.close();
    await served.close();
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, Chromium ${browser.version()}`;
  if (values.json) console.log(JSON.stringify({ machine, date: today(), results: found }, null, 2));
  if (values.write) writeResults(machine, found);
}

const today = (): string => new Date().toISOString().slice(0, 10);

function writeResults(machine: string, found: readonly Result[]): void {
  const text = readFileSync(results, "utf8");
  const [begin, end] = ["<!-- bench begin -->", "<!-- bench end -->"];
  const [head, tail] = [text.indexOf(begin), text.indexOf(end)];
  if (head === -1 || tail < head) throw new Error(`${results} has lost the marks ${begin} and ${end}.`);
  const command = `npm run bench:editor -- ${process.argv.slice(2).join(" ")}`;
  const body = [`${today()}, \`${command}\`, on ${machine}.`, ...found.map(tableOf)].join("\n\n");
  writeFileSync(results, `${text.slice(0, head + begin.length)}\n${body}\n${text.slice(tail)}`);
}

bench().catch((error: unknown) => {
  console.error("bench:", error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
