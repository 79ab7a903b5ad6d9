/**
 * `npm run merge:sizes`: what each thing on a page takes in Yjs v1 bytes, here and as stock Tiptap keeps it, computed.
 * `--write` brings docs/document-format.md up to date. Exits with 1 where something takes more than it may, with 2
 * where the arguments make no sense.
 */
import { fileURLToPath } from "node:url";
import type { JSONContent } from "@tiptap/core";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { writePage } from "../../src/schema/page.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { ComputedPart } from "../kit/computed-part.js";
import { FlowWriter } from "../merge/flow-writer.js";
import { Hand } from "../merge/hand.js";
import { StockWriter, stockRoot } from "../merge/stock-writer.js";
import { type Construct, constructs, pages } from "./size-constructs.js";

export const docs = new ComputedPart("document-format.md", "merge:sizes");

/** Bytes by both encodings. */
interface Pair {
  readonly stock: number;
  readonly ours: number;
}
type Side = keyof Pair;

export interface Row {
  readonly name: string;
  readonly most: number;
  /** Written as a whole, as an import does it. */
  readonly made: Pair;
  readonly typed: Pair | null;
}

export const ratio = ({ stock, ours }: Pair): number => ours / stock;

export function readRows(): { readonly constructs: readonly Row[]; readonly pages: readonly Row[] } {
  return {
    constructs: constructs.map((one) => row(one, onesMore)),
    pages: pages.map((one) => row(one, whole)),
  };
}

const row = ({ name, most, ...construct }: Construct, measure: (write: Write) => Pair): Row => ({
  name,
  most,
  made: measure((side, count) => make(construct.made(count), side)),
  typed: construct.typed === null ? null : measure((side, count) => type(construct, side, count)),
});

type Write = (side: Side, count: number) => Y.Doc;

const both = (measure: (side: Side) => number): Pair => ({ stock: measure("stock"), ours: measure("ours") });
const bytes = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).length;
const whole = (write: Write) => both((side) => bytes(write(side, 100)));
/** The mean of the second hundred. */
const onesMore = (write: Write) => both((side) => (bytes(write(side, 200)) - bytes(write(side, 100))) / 100);

/** With an id as long as most are: Yjs draws them out of 32 bits. */
function someones(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 3_123_456_789;
  return doc;
}

export function make(content: readonly JSONContent[], side: Side): Y.Doc {
  const doc = someones();
  const body = { type: "doc", content: [...content] };
  if (side === "ours") writePage(doc, { title: "", body });
  else prosemirrorToYXmlFragment(pageSchema.nodeFromJSON(body), doc.getXmlFragment(stockRoot));
  return doc;
}

export function type({ begun, typed }: Pick<Construct, "begun" | "typed">, side: Side, count: number): Y.Doc {
  const doc = make([{ type: "paragraph" }], side);
  const chance = new Chance(1);
  const writer =
    side === "ours" ? new FlowWriter(doc, () => chance.below(2 ** 30) / 2 ** 30) : new StockWriter(doc);
  const hand = new Hand(writer);
  begun?.(hand);
  for (let i = 0; i < count; i++) typed?.(hand);
  writer.close();
  return doc;
}

/** Both tables as Markdown. */
export function writeTables(rows: ReturnType<typeof readRows>): string {
  const number = (bytes: number) => bytes.toLocaleString("en", { maximumFractionDigits: 1 });
  const cells = (pair: Pair | null) =>
    pair === null
      ? ["", "", ""]
      : [
          number(pair.stock),
          number(pair.ours),
          `${ratio(pair).toFixed(2)}${pair.ours > pair.stock ? " ↑" : ""}`,
        ];
  const table = (title: string, some: readonly Row[]) => [
    `| ${title} | stock | here | × | typed: stock | here | × |`,
    "|---|--:|--:|--:|--:|--:|--:|",
    ...some.map(({ name, made, typed }) => `| ${[name, ...cells(made), ...cells(typed)].join(" | ")} |`),
  ];
  return [
    "",
    ...table("One more, bytes", rows.constructs),
    "",
    ...table("A page, bytes", rows.pages),
    "",
  ].join("\n");
}

/** What takes more than it may, one line each. */
export function excesses({ constructs, pages }: ReturnType<typeof readRows>): string[] {
  return [...constructs, ...pages].flatMap(({ name, most, made, typed }) =>
    [made, ...(typed === null ? [] : [typed])]
      .filter((pair) => ratio(pair) > most)
      .map((pair) => `${name}: ${ratio(pair).toFixed(2)} times stock, and may be ${most}`),
  );
}

function main(args: readonly string[]): number {
  const unknown = args.find((arg) => arg !== "--write");
  if (unknown !== undefined) {
    console.error(`“${unknown}” means nothing here.\nnpm run merge:sizes -- [--write]`);
    return 2;
  }
  const rows = readRows();
  console.log(writeTables(rows));
  if (args.includes("--write")) docs.write(writeTables(rows));
  const faults = excesses(rows);
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
