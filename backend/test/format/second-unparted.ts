/** What goes along parts nothing that it was taken into, written from docs/document-format.md §6.4 alone. */
import type { Container } from "./second-chains.js";
import type { SecondOrder } from "./second-order.js";
import type { Block } from "./second-reader.js";

type Chains = ReadonlyMap<Block, readonly Container[]>;

/** The chains of the blocks that are drawn, in their order. */
export function unparted(drawn: readonly Block[], chains: Chains, { waitsFor, along }: SecondOrder): Chains {
  const all = new Map(chains);
  for (let from = 0; from < drawn.length; from++) {
    if (!waitsFor.has(drawn[from]!)) continue;
    let end = from;
    while (end < drawn.length && waitsFor.has(drawn[end]!)) end++;
    const before = new Map(all);
    for (let i = from; i < end; i++) {
      const [block, last] = [drawn[i]!, drawn[i - 1]];
      const taken = along.get(block);
      if (taken === undefined || last === undefined || !drawn.includes(taken)) continue;
      const around = alike(all.get(taken)!, all.get(last)!);
      const later = drawn.slice(i + 1, end + 1).flatMap((other) => before.get(other)!);
      all.set(
        block,
        putInto(all.get(block)!, around, (id) => later.some((one) => one.id === id)),
      );
    }
    from = end;
  }
  return all;
}

function alike(one: readonly Container[], other: readonly Container[]): readonly Container[] {
  const differs = one.findIndex(({ id }, i) => id !== other[i]?.id);
  return differs === -1 ? one : one.slice(0, differs);
}

/** A neighbour's chain, with more of what is around it. */
function putInto(
  own: readonly Container[],
  around: readonly Container[],
  goesOn: (id: string) => boolean,
): readonly Container[] {
  const left = alike(own, around).length;
  const isPart = (container: Container) => /^table(Row|Cell|Header)$/.test(container.type);
  const put: Container[] = [];
  for (const container of around.slice(left)) {
    const last = put.at(-1)?.type;
    const completes = isPart(container) && (last === "table" || last === "tableRow");
    const begins = goesOn(container.id) && !(put.length === 0 && isPart(container));
    if (!begins && !completes) break;
    put.push(container);
  }
  return [...own.slice(0, left), ...put, ...own.slice(left)];
}
