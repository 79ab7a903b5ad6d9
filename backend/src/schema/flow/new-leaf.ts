/** The new page of an edit, leaf by leaf, and what each has of the old one. */
import type { Node } from "@tiptap/pm/model";
import type { Block, Blocks } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import type { sides } from "./names.js";
import { mayStandAt } from "./nesting.js";
import type { Marker } from "./tokens.js";

/** An old leaf that shows a block. */
export type Source = DrawnLeaf & { readonly block: Block };

/** Tokens of a new leaf that are tokens of an old block; offsets count seen tokens. */
export interface Piece {
  readonly newOffset: number;
  readonly length: number;
  readonly source: Source;
  readonly oldOffset: number;
}

/** A container of the new page. */
export interface NewContainer {
  readonly node: Node;
  readonly pos: number;
  readonly parent: NewContainer | null;
  /** Set when ids are given out. */
  id: string | null;
}

export interface NewLeaf {
  /** The node, or a part of it where several blocks are drawn in one. */
  readonly node: Node;
  readonly pos: number;
  /** Outermost first. */
  readonly chain: readonly NewContainer[];
  /** The part before, whose text this one's goes on with. */
  readonly joinedTo: NewLeaf | null;
  pieces: Piece[];
  /** Whose marker it keeps; null gets a marker of its own. */
  source: Source | null;
  /** The marker made for it, where it keeps none. */
  marker: Marker | null;
  /** It was cut out here and put in there. */
  moved: boolean;
  /** It is the empty half before the text of the leaf behind it, which went on [Enter at the start]. */
  ahead: boolean;
  /** How it is written before what stands behind it in the text; of those in place of that, the first says so. */
  side: (typeof sides)[keyof typeof sides] | null;
}

/** The block that the leaf is, once it is written. */
export const blockOf = (blocks: Blocks, { source, marker }: NewLeaf): Block | null =>
  source?.block ?? (marker === null ? null : (blocks.of(marker) ?? null));

/** Whether its text goes on with that of the leaf before. */
export const isJoined = (leaf: DrawnLeaf | NewLeaf): boolean =>
  "moved" in leaf ? leaf.joinedTo !== null : leaf.joined;

/** What is known of a leaf before it is compared. */
export const blank = {
  joinedTo: null,
  source: null,
  marker: null,
  moved: false,
  ahead: false,
  side: null,
} as const;

/** What is nested deeper than a page goes stands in the innermost container that may be there. */
export function readNewLeaves(parent: Node, from: number, to: number, start: number): NewLeaf[] {
  const leaves: NewLeaf[] = [];
  const walk = (node: Node, pos: number, chain: readonly NewContainer[], tooDeep: boolean) => {
    if (node.isTextblock || node.isLeaf) {
      leaves.push({ ...blank, node, pos, chain, pieces: [] });
      return;
    }
    const stands = !tooDeep && mayStandAt(chain.length + 1, node.type);
    const inner = stands ? [...chain, { node, pos, parent: chain.at(-1) ?? null, id: null }] : chain;
    let at = pos + 1;
    for (const child of node.children) {
      walk(child, at, inner, !stands);
      at += child.nodeSize;
    }
  };
  let pos = start;
  for (const child of parent.children.slice(from, to)) {
    walk(child, pos, [], false);
    pos += child.nodeSize;
  }
  return leaves;
}
