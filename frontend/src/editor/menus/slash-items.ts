/** What the slash menu offers for what somebody has typed: pure, so that the order can be argued about in a test. */
import { type Format, insertions, lists, styles } from "../formats.js";

export interface SlashGroup {
  readonly label: string;
  readonly items: readonly Format[];
}

const [text, heading1, heading2, heading3, quote, codeBlock] = styles;
const blocks = "Blocks";
const insert = "Insert";

/** In the order in which they are shown where nothing is typed. */
const offers: readonly { readonly group: string; readonly item: Format }[] = [
  { group: blocks, item: heading1 },
  { group: blocks, item: heading2 },
  { group: blocks, item: heading3 },
  { group: blocks, item: lists.bullet },
  { group: blocks, item: lists.ordered },
  { group: blocks, item: lists.task },
  { group: blocks, item: quote },
  { group: blocks, item: codeBlock },
  { group: blocks, item: text },
  { group: insert, item: insertions.table },
  { group: insert, item: insertions.image },
  { group: insert, item: insertions.divider },
];

/**
 * How well a name answers a query, higher is better; null where it does not. A beginning beats a later word, that beats
 * another name for the thing, and that beats letters in the right order.
 */
export function rank(item: Pick<Format, "label" | "also" | "markdown">, query: string): number | null {
  const wanted = query.toLowerCase();
  const label = item.label.toLowerCase();
  if (wanted === "") return 0;
  if (label.startsWith(wanted) || item.markdown === wanted) return 4;
  if (label.split(" ").some((word) => word.startsWith(wanted))) return 3;
  if (item.also?.split(" ").some((word) => word.startsWith(wanted))) return 2;
  return inOrder(label.replaceAll(" ", ""), wanted) ? 1 : null;
}

function inOrder(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}

/** Rows in groups, the best answer's group first; none where nothing answers. */
export function slashGroups(query: string): readonly SlashGroup[] {
  const found = offers
    .map(({ group, item }) => ({ group, item, score: rank(item, query) }))
    .filter((one): one is typeof one & { score: number } => one.score !== null)
    .toSorted((a, b) => b.score - a.score);
  const groups = new Map<string, Format[]>();
  for (const { group, item } of found) groups.set(group, [...(groups.get(group) ?? []), item]);
  return [...groups].map(([label, items]) => ({ label, items }));
}
