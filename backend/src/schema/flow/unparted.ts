/**
 * A quote, a list or a cell that something was moved into stays in one piece: what others put in beside that, who knew
 * nothing of the quote, stands there with it. The half of a block that was split is one of them.
 */
import type { Block } from "./blocks.js";
import { commonLength } from "./companions.js";
import type { Frame } from "./drawing.js";
import type { Order } from "./order.js";

type Chain = readonly Frame[];

interface Placed {
  readonly leaf: { readonly block: Block };
  chain: Chain;
}

/** Mends, in place, the chains of visible blocks in their drawn order. */
export function keepWhole(placed: readonly Placed[], { elsewhere, companions, leaders }: Order): void {
  if (elsewhere.size === 0) return;
  const chains = new Map(placed.map((one) => [one.leaf.block, one]));
  for (let from = 0; from < placed.length; from++) {
    if (!elsewhere.has((placed[from] as Placed).leaf.block)) continue;
    let to = from;
    const last = new Map<string, number>();
    // Up to the block that stands where its text is: what is in one container with that is in one piece with it.
    for (; to < placed.length; to++) {
      const { leaf, chain } = placed[to] as Placed;
      for (const { id } of chain) last.set(id, to);
      if (!elsewhere.has(leaf.block)) break;
    }
    for (let i = Math.max(1, from); i < to; i++) {
      const one = placed[i] as Placed;
      const leader = companions.has(one.leaf.block) ? leaders.get(one.leaf.block) : undefined;
      if (leader === undefined) continue;
      const within = around((placed[i - 1] as Placed).chain, chains.get(leader)?.chain ?? []);
      const own = commonLength(idsOf(one.chain), idsOf(within));
      const open = openEnd(within, own, (id) => (last.get(id) ?? -1) > i);
      if (own < open) one.chain = [...within.slice(0, open), ...one.chain.slice(own)];
    }
    from = to;
  }
}

const idsOf = (chain: Chain): string[] => chain.map(({ id }) => id);

const role = (frame: Frame | undefined): string => String(frame?.type.spec.tableRole);
const around = (chain: Chain, other: Chain): Chain =>
  chain.slice(0, commonLength(idsOf(chain), idsOf(other)));

/** How many, from `own` on, go on behind; of a table that does, also the cell. A table has an order of its own. */
function openEnd(chain: Chain, own: number, goesOn: (id: string) => boolean): number {
  const isPart = (at: number) => /row|cell/.test(role(chain[at]));
  const completes = (at: number) => at > own && isPart(at) && /^(table|row)$/.test(role(chain[at - 1]));
  let end = own;
  if (isPart(own)) return end;
  while (end < chain.length && (goesOn((chain[end] as Frame).id) || completes(end))) end++;
  return end;
}
