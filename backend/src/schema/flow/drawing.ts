/** A page as it is drawn: what stands where, and which block or container it shows. */
import type { Node, NodeType } from "@tiptap/pm/model";
import type { Attributes, Block } from "./blocks.js";
import type { Leaf } from "./leaf.js";

/** A container as it is drawn. Virtual ones exist because the schema asks for them, and are in no registry. */
export interface Frame {
  readonly id: string;
  readonly type: NodeType;
  readonly attributes: Attributes;
  /** Which column a cell stands in. */
  readonly column: string | null;
  readonly virtual: boolean;
}

/** A leaf block of the drawn page. */
export interface DrawnLeaf {
  /** null for what the schema filled in. */
  readonly block: Block | null;
  readonly node: Node;
  /** The paragraph behind an atom, of what was typed in it: the atom has the marker. */
  readonly tail: boolean;
  /** Position before the node. */
  readonly pos: number;
  /** Outermost first; as drawn. */
  readonly chain: readonly Frame[];
}

export interface Drawing {
  readonly doc: Node;
  readonly leaves: readonly DrawnLeaf[];
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
/** What each container holds, by id. */
export type Children = Map<Draft, Map<string, Draft>>;
export const isDraft = (child: Draft | DraftLeaf): child is Draft => "frame" in child;

/** The last leaf that begins at or before `pos`; null in an empty drawing. */
export function leafAt(leaves: readonly DrawnLeaf[], pos: number): DrawnLeaf | null {
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((leaves[middle] as DrawnLeaf).pos <= pos) low = middle + 1;
    else high = middle;
  }
  return leaves[low - 1] ?? leaves[0] ?? null;
}
