/** Single times → what is said about them. */
import type { Measured } from "./page.js";
import type { Side } from "./replica.js";

export interface Figure {
  readonly p50: number;
  readonly p95: number;
}

export interface Row {
  readonly what: string;
  readonly runs: number;
  readonly ours: Figure;
  readonly stock: Figure;
  /** Ours to stock. */
  readonly ratio: Figure;
}

export interface Result {
  readonly blocks: number;
  readonly characters: number;
  readonly rows: readonly Row[];
  readonly bytes: Measured["bytes"];
  /** Bytes of JavaScript heap that one open page takes. */
  readonly heap: Readonly<Record<Side, number>>;
}

export function rowsOf({ times }: Pick<Measured, "times">): Row[] {
  return Object.entries(times).map(([what, { ours, stock }]) => {
    const own = figure(ours);
    const other = figure(stock);
    return {
      what,
      runs: ours.length,
      ours: own,
      stock: other,
      ratio: { p50: own.p50 / other.p50, p95: own.p95 / other.p95 },
    };
  });
}

function figure(times: readonly number[]): Figure {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const times = (value: number): string => `${value.toFixed(2)}×`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

/** As a Markdown table, which reads well in a terminal too. */
export function tableOf({ blocks, characters, rows, bytes, heap }: Result): string {
  const lines = [
    ["", "runs", "ours p50", "ours p95", "stock p50", "stock p95", "p50", "p95"],
    ...rows.map(({ what, runs, ours, stock, ratio }) => [
      what,
      String(runs),
      ms(ours.p50),
      ms(ours.p95),
      ms(stock.p50),
      ms(stock.p95),
      times(ratio.p50),
      times(ratio.p95),
    ]),
    compared("heap of one open page", heap, megabytes),
    compared("bytes", { ours: bytes.ours.before, stock: bytes.stock.before }, kilobytes),
    compared("bytes after the edits", { ours: bytes.ours.after, stock: bytes.stock.after }, kilobytes),
  ];
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const print = (line: readonly string[]) =>
    `| ${line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  const [head = [], ...body] = lines;
  const title = `${blocks.toLocaleString("en")} blocks, ${characters.toLocaleString("en")} characters; milliseconds`;
  return [title, "", print(head), rule, ...body.map(print)].join("\n");
}

const compared = (
  what: string,
  { ours, stock }: Readonly<Record<Side, number>>,
  say: (value: number) => string,
): string[] => [what, "", say(ours), "", say(stock), "", times(ours / stock), ""];
