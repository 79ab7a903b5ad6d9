/**
 * Column keys of a table's cells. A key says where a column stands, by order of text, so that two people who each
 * add a column get two columns, and a cell stays in its own.
 */
import type { Node } from "@tiptap/pm/model";
import { TableMap } from "@tiptap/pm/tables";
import type { Frame } from "./drawing.js";
import { increasing } from "./increasing.js";
import type { NewContainer, NewLeaf } from "./new-leaf.js";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const role = (node: Node): unknown => node.type.spec.tableRole;

/** The key of every cell in `leaves`; kept where the cell had one that still fits its column. */
export function columnKeys(
  leaves: readonly NewLeaf[],
  frames: ReadonlyMap<NewContainer, Frame>,
  random: () => number,
): Map<NewContainer, string> {
  const keys = new Map<NewContainer, string>();
  const tables = new Map<NewContainer, Set<NewContainer>>();
  for (const { chain } of leaves) {
    chain.forEach((container, i) => {
      const table = container.parent?.parent;
      if (!table || role(table.node) !== "table" || i < 2) return;
      const cells = tables.get(table) ?? new Set();
      tables.set(table, cells.add(container));
    });
  }
  for (const [table, containers] of tables) {
    const map = TableMap.get(table.node);
    // By position: one node object may stand at two places.
    const cells = [...containers].map((container) => ({
      container,
      column: map.colCount(container.pos - table.pos - 1),
    }));
    const columns = chooseKeys(cells, frames, random);
    for (const { container, column } of cells) keys.set(container, columns[column] ?? "");
  }
  return keys;
}

interface PlacedCell {
  readonly container: NewContainer;
  readonly column: number;
}

/** Each column keeps the key most of its cells have, as long as the keys stay in order; others get one between. */
function chooseKeys(
  cells: readonly PlacedCell[],
  frames: ReadonlyMap<NewContainer, Frame>,
  random: () => number,
): string[] {
  const width = Math.max(0, ...cells.map(({ column }) => column + 1));
  const votes = Array.from({ length: width }, () => new Map<string, number>());
  for (const { container, column } of cells) {
    const key = frames.get(container)?.column;
    if (key) votes[column]?.set(key, (votes[column]?.get(key) ?? 0) + 1);
  }
  const wished = votes.map((keys) => [...keys].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null);
  const known = wished.flatMap((key, i) => (key === null ? [] : [{ key, i }]));
  const kept: (string | null)[] = wished.map(() => null);
  for (const n of increasing(known.map(({ key }) => key))) {
    const { key, i } = known[n] as { key: string; i: number };
    kept[i] = key;
  }
  const chosen: string[] = [];
  for (let i = 0; i < width; i++) {
    const own = kept[i];
    const next = kept.slice(i + 1).find((key) => key !== null) ?? null;
    chosen.push(own ?? keyBetween(chosen[i - 1] ?? "", next, random));
  }
  return chosen;
}

/** A text between two others, with two random digits so that two people do not choose the same. */
export function keyBetween(before: string, after: string | null, random: () => number): string {
  let key = "";
  for (let i = 0; ; i++) {
    const low = i < before.length ? digits.indexOf(before.charAt(i)) : 0;
    const high = after !== null && i < after.length ? digits.indexOf(after.charAt(i)) : digits.length;
    if (high - low > 1) {
      key += digits.charAt((low + high) >> 1);
      break;
    }
    key += digits.charAt(low);
    // Below the upper bound already: it no longer limits what follows.
    if (low < high) return key + keyBetween(before.slice(i + 1), null, random);
  }
  // The last digit is never 0, so that there is always room before a key.
  return key + digits.charAt(1 + Math.floor(random() * (digits.length - 1)));
}
