/**
 * Blocks whose text goes on in others. What was joined to a block that is not its neighbour in the text stays where it
 * is, for somebody may be writing in it, and is drawn at the end of that block.
 */
import { Fragment, type Node, type NodeType } from "@tiptap/pm/model";
import { push } from "./companions.js";
import type { Found } from "./drawing.js";
import type { Leaf } from "./leaf.js";
import type { Order } from "./order.js";

interface Composed {
  readonly joined: readonly Leaf[];
  readonly nodes: Map<NodeType, Node>;
}

const alone: readonly Leaf[] = [];

export class Compositions {
  #joined = new Map<Leaf, Leaf[]>();
  readonly #composed = new WeakMap<Leaf, Composed>();

  /**
   * Those of all leaves, visible or not and in their drawn order, that are visible and begin a block. The others are
   * joined to what is drawn right before them, which is what they were joined to: it may not be drawn any more.
   */
  beginnings(leaves: Iterable<Leaf>, { leaders, joined }: Order): Leaf[] {
    this.#joined = new Map();
    const begun: Leaf[] = [];
    let last: Leaf | undefined;
    for (const leaf of leaves) {
      if (!leaf.visible) continue;
      const { block } = leaf;
      const first = begun.at(-1);
      const follows = joined.has(block) && last !== undefined && leaders.get(block) === last.block;
      if (follows && first !== undefined && !first.type.isLeaf && !leaf.type.isLeaf)
        push(this.#joined, first, leaf);
      else begun.push(leaf);
      last = leaf;
    }
    return begun;
  }

  /** What a drawn node of the leaf shows: one block, or several that were joined. */
  found(leaf: Leaf | undefined, at: Pick<Found, "node" | "pos" | "chain">): Found[] {
    const { node, pos, chain } = at;
    const tail = leaf?.type.isLeaf === true && node.isTextblock;
    // Of every block at every drawing: a copy of `at` with more in it would cost many times as much.
    const found = { node, pos, chain, block: leaf?.block ?? null, tail, joined: false };
    const joined = leaf === undefined ? alone : this.#joinedTo(leaf);
    if (leaf === undefined || joined.length === 0) return [found];
    const first = leaf.node(node.type);
    let end = pos + first.content.size;
    const others = joined.map((one) => {
      const own = one.node(node.type);
      const part = { ...found, block: one.block, joined: true, node: own, pos: end };
      end += own.content.size;
      return part;
    });
    return [{ ...found, node: first }, ...others];
  }

  /** What is drawn behind the leaf's own text, in the same block. */
  #joinedTo(leaf: Leaf): readonly Leaf[] {
    return this.#joined.get(leaf) ?? alone;
  }

  /** The whole block, drawn as `type`; the same object until one of its leaves changes. */
  node(leaf: Leaf, type: NodeType): Node {
    if (!this.#joined.has(leaf)) return leaf.node(type);
    const { joined, nodes } = this.#of(leaf);
    const known = nodes.get(type);
    if (known !== undefined) return known;
    const first = leaf.node(type);
    const content = joined.flatMap((one) => one.node(type).content.content);
    const node = first.copy(Fragment.from(first.content).append(Fragment.fromArray(content)));
    nodes.set(type, node);
    return node;
  }

  /** `node` is equal to what is drawn and stands in somebody's document: from now on it is what is drawn. */
  adopt(leaf: Leaf, node: Node): void {
    if (this.#joined.has(leaf)) this.#of(leaf).nodes.set(node.type, node);
    else leaf.adopt(node);
  }

  #of(leaf: Leaf): Composed {
    const joined = this.#joinedTo(leaf);
    const known = this.#composed.get(leaf);
    if (known?.joined.length === joined.length && known.joined.every((one, i) => one === joined[i]))
      return known;
    const composed = { joined, nodes: new Map<NodeType, Node>() };
    this.#composed.set(leaf, composed);
    return composed;
  }
}
