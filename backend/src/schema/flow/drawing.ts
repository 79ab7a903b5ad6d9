/**
 * A page as it is drawn: what stands where, and which block or container it shows. Positions are sums, so that a block
 * that grows moves everything behind it at once.
 */
import type { Node, NodeType } from "@tiptap/pm/model";
import type { Block } from "./blocks.js";
import { sameValue } from "./json.js";
import type { Leaf } from "./leaf.js";
import { Sums } from "./sums.js";
import type { Attributes } from "./tokens.js";

/** A container as it is drawn. Virtual ones exist because the schema asks for them, and are in no registry. */
export interface Frame {
  readonly id: string;
  readonly type: NodeType;
  readonly attributes: Attributes;
  /** Which column a cell stands in. */
  readonly column: string | null;
  readonly virtual: boolean;
}

export const sameFrame = (a: Frame, b: Frame): boolean =>
  a === b || (a.type === b.type && a.column === b.column && sameValue(a.attributes, b.attributes));

/** A leaf block of the drawn page. */
export class DrawnLeaf {
  /** null for what the schema filled in. */
  readonly block: Block | null;
  /** The paragraph behind an atom, of what was typed in it: the atom has the marker. */
  readonly tail: boolean;
  /** It goes on with the text of the leaf before, in the same node: `pos` is where that would begin for this part. */
  readonly joined: boolean;
  /** Outermost first; as drawn. */
  readonly chain: readonly Frame[];
  readonly index: number;
  readonly #place: Place;

  constructor(index: number, { block, tail, joined, chain }: Omit<Found, "node" | "pos">, place: Place) {
    this.index = index;
    this.block = block;
    this.tail = tail;
    this.joined = joined;
    this.chain = chain;
    this.#place = place;
  }

  /** The node, or of several joined blocks the part that is this one's. */
  get node(): Node {
    return this.#place.nodes[this.index] as Node;
  }

  /** Position before the node. */
  get pos(): number {
    return this.#place.gaps.first(this.index + 1) - (this.joined ? 1 : 0);
  }
}

/** What all leaves of a drawing share. */
interface Place {
  readonly nodes: Node[];
  /** From the beginning of one leaf to the beginning of the next; the first from the beginning of the page. */
  readonly gaps: Sums;
}

/** One leaf, as whoever lays out a page finds it. */
export interface Found {
  readonly block: Block | null;
  readonly tail: boolean;
  readonly joined: boolean;
  readonly node: Node;
  readonly pos: number;
  readonly chain: readonly Frame[];
}

export class Drawing {
  readonly doc: Node;
  readonly leaves: readonly DrawnLeaf[];
  readonly #place: Place;
  readonly #byBlock: Map<Block, DrawnLeaf>;

  private constructor(doc: Node, leaves: readonly DrawnLeaf[], place: Place, byBlock: Map<Block, DrawnLeaf>) {
    this.doc = doc;
    this.leaves = leaves;
    this.#place = place;
    this.#byBlock = byBlock;
  }

  static of(doc: Node, found: readonly Found[]): Drawing {
    // A part of a node begins with its text, and a node before that.
    const begins = found.map(({ pos, joined }) => pos + (joined ? 1 : 0));
    const gaps = begins.map((begin, i) => begin - (begins[i - 1] ?? 0));
    const place = { nodes: found.map(({ node }) => node), gaps: new Sums(gaps) };
    const leaves = found.map((one, i) => new DrawnLeaf(i, one, place));
    const byBlock = new Map<Block, DrawnLeaf>();
    for (const leaf of leaves) {
      if (leaf.block !== null && !byBlock.has(leaf.block)) byBlock.set(leaf.block, leaf);
    }
    return new Drawing(doc, leaves, place, byBlock);
  }

  /** The leaf of this block; of an atom with a tail, the atom. */
  of(block: Block): DrawnLeaf | undefined {
    return this.#byBlock.get(block);
  }

  /** The leaf that holds the block's text; of an atom with a tail, the tail. */
  textOf(block: Block): DrawnLeaf | undefined {
    const first = this.#byBlock.get(block);
    if (first?.node.isLeaf !== true) return first;
    const next = this.leaves[first.index + 1];
    return next?.block === block ? next : first;
  }

  /** Whether its text is only a part of the node it stands in. */
  isJoined(leaf: DrawnLeaf): boolean {
    return leaf.joined || this.leaves[leaf.index + 1]?.joined === true;
  }

  /** The last leaf that begins at or before `pos`; the first one where none does; null in an empty drawing. */
  at(pos: number): DrawnLeaf | null {
    return this.leaves[this.#place.gaps.within(pos) - 1] ?? this.leaves[0] ?? null;
  }

  /** Index of the first leaf that begins at or behind `pos`; how many there are where none does. */
  firstFrom(pos: number): number {
    return this.#place.gaps.within(pos - 1);
  }

  /** The page after some leaves became other nodes and nothing else changed. It takes over the leaves of this one. */
  mended(doc: Node, changed: Iterable<readonly [DrawnLeaf, Node]>): Drawing {
    for (const [{ index }, node] of changed) {
      this.#place.gaps.add(index + 1, node.nodeSize - (this.#place.nodes[index] as Node).nodeSize);
      this.#place.nodes[index] = node;
    }
    return new Drawing(doc, this.leaves, this.#place, this.#byBlock);
  }
}

/** A container in the making. */
export interface Draft {
  readonly frame: Frame;
  readonly children: (Draft | DraftLeaf)[];
}
export interface DraftLeaf {
  readonly leaf: Leaf;
  readonly node: Node;
}
/** What each container holds, by id; a row, by column. */
export type Children = Map<Draft, Map<string, Draft>>;
export const isDraft = (child: Draft | DraftLeaf): child is Draft => "frame" in child;
