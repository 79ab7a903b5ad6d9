/**
 * `npm run merge:table`: what merging does in each case, with our binding and with stock Tiptap's, computed.
 * `--json` prints `[{case, order, stock, ours}]`; `--write` brings docs/merging.md up to date. Exits with 1 where
 * anything of ours is not kept, with 2 where the arguments make no sense.
 */
import { fileURLToPath } from "node:url";
import { ComputedPart } from "../kit/computed-part.js";
import { allCases, caseGroups } from "./all-cases.js";
import { anomalies } from "./anomalies.js";
import type { Verdict } from "./merge-case.js";
import { type Order, orders, verdictOf } from "./run-case.js";

export const docs = new ComputedPart("merging.md", "merge:table");

export interface Row {
  readonly case: string;
  readonly order: Order;
  readonly stock: Verdict;
  readonly ours: Verdict;
}

export function readRows(): Row[] {
  return allCases.flatMap((test) =>
    orders.map((order) => ({
      case: test.name,
      order,
      stock: verdictOf(test, "stock", order),
      ours: verdictOf(test, "ours", order),
    })),
  );
}

/** Both tables as Markdown. */
export function writeTables(rows: readonly Row[]): string {
  const verdicts = (name: string, side: "stock" | "ours"): string => {
    const found = [...new Set(rows.filter((row) => row.case === name).map((row) => row[side]))];
    return found.map((verdict) => (verdict === "kept" ? verdict : `**${verdict}**`)).join(", ");
  };
  const lines: string[] = [];
  const count = (side: "stock" | "ours") => rows.filter((row) => row[side] === "kept").length;
  lines.push(
    `${allCases.length} cases, each in both orders of syncing: of ${rows.length} runs, this binding keeps`,
    `${count("ours")} and stock Tiptap ${count("stock")}.`,
  );
  for (const [group, cases] of Object.entries(caseGroups)) {
    lines.push("", `### ${group}`, "", "| Case | Stock | Here |", "|---|---|---|");
    for (const { name } of cases)
      lines.push(`| ${cell(name)} | ${verdicts(name, "stock")} | ${verdicts(name, "ours")} |`);
  }
  lines.push("", "### Accepted", "", "| Case | What comes out | Why it stays so |", "|---|---|---|");
  for (const { name, results, reason } of anomalies) {
    const outcomes = results.map((lines) => lines.map((line) => `\`${cell(line)}\``).join(" "));
    lines.push(`| ${cell(name)} | ${outcomes.join(" *or* ")} | ${cell(reason)} |`);
  }
  return lines.join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

function main(args: readonly string[]): number {
  const unknown = args.find((arg) => arg !== "--json" && arg !== "--write");
  if (unknown !== undefined) {
    console.error(`“${unknown}” means nothing here.\nnpm run merge:table -- [--json] [--write]`);
    return 2;
  }
  const rows = readRows();
  console.log(args.includes("--json") ? JSON.stringify(rows, null, 1) : writeTables(rows));
  if (args.includes("--write")) docs.write(writeTables(rows));
  const failed = rows.filter(({ ours }) => ours !== "kept");
  for (const row of failed) console.error(`${row.ours}: ${row.case} (${row.order})`);
  return failed.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
