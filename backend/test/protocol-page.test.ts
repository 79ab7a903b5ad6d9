/** docs/protocol.md keeps its word: its example runs as printed, its close codes are those of the program. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { closeReasons, isFinal } from "../src/protocol/close-reason.js";
import { House } from "./kit/house.js";
import { until } from "./kit/until.js";

const page = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");
/** Below the packages that the example imports. */
const folder = fileURLToPath(new URL(`../../node_modules/.cache/example-${process.pid}/`, import.meta.url));

let house: House | null = null;
const ends: (() => void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
  await house?.stop();
});

it("[P4] the ten-line example shares a document as printed", async () => {
  house = await House.open();
  const [, printed = ""] = /```js\n(.*?)```/s.exec(page) ?? [];
  expect(printed.match(/^(?!$)/gm)?.length).toBeLessThanOrEqual(10);
  mkdirSync(folder, { recursive: true });
  const file = `${folder}list.mjs`;
  writeFileSync(file, printed.replace("127.0.0.1:3000", `127.0.0.1:${house.port}`));

  const run = () => {
    const child = spawn(process.execPath, [file]);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (output += bytes));
    ends.push(() => child.kill("SIGKILL"));
    return { pid: child.pid, output: () => output };
  };
  const first = run();
  await until(
    () => first.output().includes(`milk for ${first.pid}`),
    () => `first: ${first.output()}`,
  );
  const second = run();
  for (const { output } of [first, second]) {
    const both = [`milk for ${first.pid}`, `milk for ${second.pid}`];
    await until(
      () => both.every((item) => output().includes(item)),
      () => `both in: ${output()}`,
    );
  }
});

it("[W4] every close code of the program stands on the page, with its text and what to do", () => {
  const rows = [...page.matchAll(/^\| (\d{4}) \| (.+?) \| (.+?) \|$/gm)].map(([, code, text = "", todo]) => ({
    code: Number(code),
    text,
    final: todo === "stop",
  }));
  const reasons = Object.values(closeReasons).map(({ code, text }) => ({ code, text, final: isFinal(code) }));
  const byText = (a: { text: string }, b: { text: string }) => a.text.localeCompare(b.text);
  expect(rows.sort(byText)).toEqual(reasons.sort(byText));
});
