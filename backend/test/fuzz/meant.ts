/** Whether an edit came out as whoever made it saw it, before the flow had its say. */
import type { Node } from "@tiptap/pm/model";
import { TableMap } from "@tiptap/pm/tables";
import type { DrawnLeaf } from "../../src/schema/flow/drawing.js";
import { items } from "../../src/schema/flow/families.js";
import { wholeCharacters } from "../../src/schema/flow/surrogates.js";
import { type Line, readLines } from "../merge/outline.js";

/**
 * Words for each difference that somebody would see, but for these: a span over rows or columns that nothing else
 * stands in is drawn without them, and one that there was no room for with them as soon as there is; pieces of one list,
 * item, quote or table become one where they meet; and a block that a list drew as a paragraph is again what it was when
 * it leaves the list.
 */
export function strays(before: readonly DrawnLeaf[], meant: Node, drawn: Node): string[] {
  if (tablesMeet(meant) || spansNothing(meant) || haveItemsInPieces(before)) return [];
  const [one, other] = [readLines(meant), readLines(drawn)];
  if (spansReturn(one, other)) return [];
  const spans = one.some(({ path }) => span.test(path));
  const found = one.length === other.length ? [] : [`${one.length} blocks became ${other.length}`];
  one.forEach((line, i) => {
    const there = other[i];
    if (there === undefined || isSame(line, there, spans)) return;
    found.push(`${line.path}: ${line.marked} became ${there.path}: ${there.marked}`);
  });
  const [held, holds] = [countItems(meant), countItems(drawn)];
  return held === holds ? found : [...found, `${held} items became ${holds}`];
}

const span = /\(\d+x\d+\)/;

function isSame(meant: Line, drawn: Line, spans: boolean): boolean {
  const [one, other] = [meant, drawn].map(({ path }) => ({
    around: path.slice(0, path.lastIndexOf(">") + 1),
    type: path.slice(path.lastIndexOf(">") + 1),
  }));
  const where = (around = "") => (spans ? around.replace(/>r\d+c\d+h?(\(\d+x\d+\))?/g, ">cell") : around);
  if (where(one?.around) !== where(other?.around)) return false;
  if (one?.type === other?.type && !/code/.test(one?.type ?? ""))
    return plain(meant.marked) === plain(drawn.marked);
  return (one?.type === other?.type || one?.type === "p") && plain(meant.text) === plain(drawn.text);
}

/** A row or a column in which no cell begins. */
function spansNothing(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    if (node.type.name !== "table") return !node.isTextblock;
    const { map, width, height } = TableMap.get(node);
    const begins = (at: number) => map.indexOf(map[at] as number) === at;
    const row = (r: number) => Array.from({ length: width }, (_, c) => r * width + c);
    const column = (c: number) => Array.from({ length: height }, (_, r) => r * width + c);
    const lines = [...column(0).map((_, r) => row(r)), ...row(0).map((_, c) => column(c))];
    if (lines.some((places) => !places.some(begins))) found = true;
    return true;
  });
  return found;
}

/** Of a cell that was drawn without one. */
const spansReturn = (meant: readonly Line[], drawn: readonly Line[]): boolean => {
  const before = new Set(meant.map(({ path }) => path));
  return drawn.some(({ path }) => span.test(path) && before.has(path.replace(span, "")));
};

/** Breaks of lines of either kind, and halves of characters, which have no look of their own. */
const plain = (text: string): string => wholeCharacters(text.replaceAll("\n", "↵"));

/** Nothing stands between two tables, whatever they are in. */
function tablesMeet(doc: Node): boolean {
  const tables: (Node | null)[] = [];
  const walk = (parent: Node, table: Node | null) => {
    for (const node of parent.children) {
      if (node.isTextblock || node.isLeaf) tables.push(table);
      else walk(node, table === null && node.type.name === "table" ? node : table);
    }
  };
  walk(doc, null);
  return tables.some((table, i) => i > 0 && table !== null && tables[i - 1] && table !== tables[i - 1]);
}

function haveItemsInPieces(leaves: readonly DrawnLeaf[]): boolean {
  const closed = new Set<string>();
  let open: readonly string[] = [];
  return leaves.some(({ chain }) => {
    const now = chain.filter(({ type }) => items.has(type.name)).map(({ id }) => id);
    for (const id of open) if (!now.includes(id)) closed.add(id);
    open = now;
    return now.some((id) => closed.has(id));
  });
}

function countItems(doc: Node): number {
  let count = 0;
  doc.descendants(({ type }) => {
    if (/^(list|task)Item$/.test(type.name)) count++;
  });
  return count;
}
