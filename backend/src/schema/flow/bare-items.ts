/**
 * Items that have lost all they say themselves, and only hold items: somebody deleted the one while somebody else
 * wrote below it. What is below is drawn in its place, rather than under an empty bullet. Where others' blocks part
 * an item from what is below it, that stands below what it follows now.
 */
import type { Frame } from "./drawing.js";
import { items, lists } from "./families.js";

/** Of one item, blocks that follow each other. */
interface Piece {
  own: boolean;
  /** What a bare piece stands in instead; null if in nothing; undefined until somebody asks. */
  host: Frame | null | undefined;
}
type Chain = readonly Frame[];
/** By the cell around them, "" where there is none: a table has an order of its own. */
type ByCell<T> = Map<string, T>;

const isList = (frame: Frame | undefined): boolean => frame !== undefined && lists.has(frame.type.name);
const isItem = (frame: Frame | undefined): boolean => frame !== undefined && items.has(frame.type.name);
const isCell = ({ type }: Frame): boolean => /cell/.test(String(type.spec.tableRole));

/** Takes items without blocks of their own out of the chains of all visible blocks, in place. */
export function settleBareItems(placed: readonly { chain: Chain }[]): void {
  const open: ByCell<Map<string, Piece>> = new Map();
  const owning = new Set<string>();
  const pieces = placed.map(({ chain }) => piecesOf(chain, open, owning));
  const last: ByCell<Chain> = new Map();
  placed.forEach((one, i) => {
    const own = pieces[i] ?? new Map<string, Piece>();
    if ([...own.values()].some((piece) => !piece.own)) one.chain = settled(one.chain, own, owning, last);
    last.set("", one.chain);
    for (const frame of one.chain) if (isCell(frame)) last.set(frame.id, one.chain);
  });
}

function piecesOf(chain: Chain, open: ByCell<Map<string, Piece>>, owning: Set<string>): Map<string, Piece> {
  const all = new Map<string, Piece>();
  let before = open.get("");
  let now = new Map<string, Piece>();
  open.set("", now);
  chain.forEach((frame, i) => {
    if (isCell(frame)) {
      before = open.get(frame.id);
      now = new Map();
      open.set(frame.id, now);
    }
    if (!isItem(frame)) return;
    const known = before?.get(frame.id);
    const owns = !isList(chain[i + 1]);
    // What somebody moved before the item's own words stands in nothing of its own either.
    const piece = known && (known.own || !owns) ? known : { own: false, host: undefined };
    if (owns) {
      piece.own = true;
      owning.add(frame.id);
    }
    now.set(frame.id, piece);
    all.set(frame.id, piece);
  });
  return all;
}

/** In the item before, or below the list that the item was in: in the own list where that is of another kind. */
function settled(
  chain: Chain,
  pieces: ReadonlyMap<string, Piece>,
  owning: ReadonlySet<string>,
  last: ByCell<Chain>,
): Chain {
  const kept: Frame[] = [];
  let before = last.get("");
  for (let i = 0; i < chain.length; i++) {
    const frame = chain[i] as Frame;
    const inner = chain[i + 1];
    const outer = kept.at(-1);
    if (isCell(frame)) before = last.get(frame.id);
    const piece = pieces.get(frame.id);
    if (piece === undefined || piece.own || inner === undefined || outer === undefined || !isList(outer)) {
      kept.push(frame);
      continue;
    }
    if (piece.host === undefined) {
      const next = before?.[kept.length];
      const follows = owning.has(frame.id) && before?.[kept.length - 1]?.id === outer.id && isItem(next);
      piece.host = follows ? (next ?? null) : null;
    }
    if (piece.host !== null) kept.push(piece.host);
    else {
      if (outer.type !== inner.type) kept[kept.length - 1] = inner;
      i++;
    }
  }
  return kept;
}
