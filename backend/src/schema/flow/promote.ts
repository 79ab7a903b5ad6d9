/**
 * Items that have lost all they say themselves, and only hold items: somebody deleted the one while somebody else
 * wrote below it. What is below is drawn in its place, rather than under an empty bullet.
 */
import type { Frame } from "./drawing.js";
import { items, lists } from "./families.js";

const isList = (frame: Frame | undefined): boolean => frame !== undefined && lists.has(frame.type.name);

/** Takes items without blocks of their own out of the chains of all visible blocks, in place. */
export function promote(placed: readonly { chain: readonly Frame[] }[]): void {
  const own = new Set<string>();
  const holding = new Set<string>();
  for (const { chain } of placed) {
    chain.forEach(({ id, type }, i) => {
      if (!items.has(type.name)) return;
      if (isList(chain[i + 1])) holding.add(id);
      else own.add(id);
    });
  }
  for (const id of own) holding.delete(id);
  if (holding.size === 0) return;
  for (const one of placed)
    if (one.chain.some(({ id }) => holding.has(id))) one.chain = promoted(one.chain, holding);
}

/** Below the list that the item was in, or in the own list where that is of another kind. */
function promoted(chain: readonly Frame[], empty: ReadonlySet<string>): readonly Frame[] {
  const kept: Frame[] = [];
  for (let i = 0; i < chain.length; i++) {
    const frame = chain[i] as Frame;
    const inner = chain[i + 1];
    const outer = kept.at(-1);
    if (!empty.has(frame.id) || inner === undefined || !isList(outer)) kept.push(frame);
    else {
      if (outer?.type !== inner.type) kept[kept.length - 1] = inner;
      i++;
    }
  }
  return kept;
}
