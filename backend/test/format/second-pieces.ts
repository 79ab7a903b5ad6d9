/** Items that are left without words of their own, written from docs/document-format.md §6.4 alone. */
import { type Container, isList } from "./second-chains.js";

type Chain = readonly Container[];

const isItem = (one: Container | undefined) => /^(list|task)Item$/.test(one?.type ?? "");

/** Where an item stands in a chain, with this cell as the innermost around it; -1 where it does not. */
const placeIn = (chain: Chain, id: string, cell: string | undefined): number =>
  chain.findIndex((one, i) => one.id === id && cellAround(chain, i) === cell);

const cellAround = (chain: Chain, at: number): string | undefined =>
  chain.slice(0, at).findLast((one) => /^table(Cell|Header)$/.test(one.type))?.id;

/** Where the piece of the item begins that holds the block at `at`, and where it ends. */
function pieceAround(
  chains: readonly Chain[],
  id: string,
  cell: string | undefined,
  at: number,
): [number, number] {
  let from = 0;
  let bare = true;
  for (let i = 0; i <= chains.length; i++) {
    const place = placeIn(chains[i] ?? [], id, cell);
    const isBare = isList(chains[i]?.[place + 1]?.type);
    const ends = place === -1 || (bare && !isBare && i > from);
    if (ends && i > at) return [from, i];
    if (ends) {
      from = place === -1 ? i + 1 : i;
      bare = true;
    }
    bare &&= isBare || place === -1;
  }
  return [from, chains.length];
}

/** The chains of blocks, as they are drawn. */
export function withoutEmptyPieces(all: readonly Chain[]): Container[][] {
  const has = (id: string) => (chain: Chain) => chain.some((one) => one.id === id);
  const holdsList = (id: string) => (chain: Chain) =>
    isList(chain[chain.findIndex((one) => one.id === id) + 1]?.type);
  const stands = new Map<string, Container | null>();
  const placed: Container[][] = [];
  all.forEach((chain, n) => {
    const kept: Container[] = [];
    for (let i = 0; i < chain.length; i++) {
      const item = chain[i]!;
      const [list, outer] = [chain[i + 1], kept.at(-1)];
      const cell = cellAround(chain, i);
      const near = all.flatMap((other, at) => (cell === undefined || has(cell)(other) ? [at] : []));
      const at = near.indexOf(n);
      const [from, behind] = pieceAround(
        near.map((other) => all[other]!),
        item.id,
        cell,
        at,
      );
      const piece = near.slice(from, behind).map((other) => all[other]!);
      if (!isItem(item) || !isList(outer?.type) || !list || !piece.every(holdsList(item.id))) {
        kept.push(item);
        continue;
      }
      const key = `${item.id} ${near[from]}`;
      if (!stands.has(key)) {
        const before = placed[near[from - 1] ?? -1];
        const parted = !all.filter(has(item.id)).every(holdsList(item.id));
        const next = before?.[kept.length - 1]?.id === outer!.id ? before[kept.length] : undefined;
        stands.set(key, parted && isItem(next) ? next! : null);
      }
      const host = stands.get(key)!;
      if (host !== null) kept.push(host);
      else {
        if (outer!.type !== list.type) kept[kept.length - 1] = list;
        i++;
      }
    }
    placed.push(kept);
  });
  return placed;
}
