/**
 * Chains as the schema lets them stand: wrappers where it asks for them, what can never stand where it is told to left
 * out, and nothing deeper than a page goes.
 */
import type { NodeType } from "@tiptap/pm/model";
import { wrapperPrefix } from "./containers.js";
import type { Frame } from "./drawing.js";
import { mayStandAt, wrapping } from "./nesting.js";
import { noAttributes } from "./tokens.js";

export interface LegalChain {
  readonly chain: readonly Frame[];
  /** What the leaf is drawn as. */
  readonly type: NodeType;
}

export class LegalChains {
  readonly #paragraph: NodeType;
  readonly #wrappers = new Map<string, Frame>();
  /** By chain and leaf type: most blocks of a page stand in few places. */
  readonly #known = new WeakMap<readonly Frame[], Map<NodeType, LegalChain>>();

  constructor(paragraph: NodeType) {
    this.#paragraph = paragraph;
  }

  /** The same one for the same chain. */
  of(chain: readonly Frame[], leaf: NodeType): LegalChain {
    let known = this.#known.get(chain);
    if (known === undefined) {
      known = new Map();
      this.#known.set(chain, known);
    }
    const legal = known.get(leaf) ?? this.#make(chain, leaf);
    known.set(leaf, legal);
    return legal;
  }

  #make(chain: readonly Frame[], leaf: NodeType): LegalChain {
    const legal: Frame[] = [];
    const current = () => legal.at(-1)?.type ?? this.#paragraph.schema.topNodeType;
    const enter = (path: readonly NodeType[]) => {
      for (const type of path) legal.push(this.#wrapper(legal.at(-1)?.id ?? "", type));
    };
    for (const frame of chain) {
      const path = wrapping(current(), frame.type);
      if (path === null) continue;
      if (!mayStandAt(legal.length + path.length + 1, frame.type)) break;
      enter(path);
      legal.push(frame);
    }
    for (const type of leaf === this.#paragraph ? [leaf] : [leaf, this.#paragraph]) {
      const path = wrapping(current(), type);
      if (path === null) continue;
      enter(path);
      return { chain: legal, type };
    }
    return { chain: [], type: leaf };
  }

  /** Blocks that stand in one container share the wrapper that they need there. */
  #wrapper(parent: string, type: NodeType): Frame {
    const id = `${wrapperPrefix}${parent}:${type.name}`;
    let frame = this.#wrappers.get(id);
    if (frame === undefined) {
      frame = { id, type, attributes: noAttributes, column: null, virtual: true };
      this.#wrappers.set(id, frame);
    }
    return frame;
  }
}
