/**
 * What stands where it does by its neighbours alone, or by a container that is not drawn there, and would now stand
 * somewhere else, is written where it was seen.
 */
import type { NodeType } from "@tiptap/pm/model";
import type { Block } from "./blocks.js";
import {
  type Container,
  columnKey,
  createContainer,
  type Registry,
  readAttribute,
  readContainer,
  updateContainer,
  wrapperPrefix,
} from "./containers.js";
import type { Drawing, DrawnLeaf } from "./drawing.js";
import { readParent } from "./leaf.js";
import { markerKeys } from "./names.js";
import { isJoined, type NewLeaf } from "./new-leaf.js";
import type { FlowParts } from "./write.js";

interface Link {
  readonly id: string;
  readonly type: NodeType;
}

const isReal = ({ id }: Link): boolean => !id.startsWith(wrapperPrefix);

/**
 * Writes every drawn block that does not stand in the containers it is to stand in, or goes on with another's text and is
 * not to. Those that say their containers already and stand in others all the same, because they go along with what was
 * moved there, are to be moved themselves.
 */
export function holdParents(
  parts: FlowParts,
  drawing: Drawing,
  wanted: ReadonlyMap<Block, DrawnLeaf | NewLeaf>,
): ReadonlySet<Block> {
  const dragged = new Set<Block>();
  const links = new Map([...wanted].map(([block, leaf]) => [block, linksOf(leaf)]));
  const holder = new Holder(parts, links.values());
  for (const { block, chain, joined } of drawing.leaves) {
    const own = block === null ? undefined : links.get(block);
    const leaf = block === null ? undefined : wanted.get(block);
    if (own === undefined || leaf === undefined || block?.marker == null) continue;
    // What stood between it and what it had been joined to is gone.
    if (joined && !isJoined(leaf)) {
      block.marker.delete(markerKeys.joined);
      parts.blocks.touch(block.marker);
    }
    if (stands(own, chain)) continue;
    const now = readParent(block.marker);
    const parent = holder.hold(own, now);
    if (now === parent) {
      dragged.add(block);
      continue;
    }
    block.marker.set(markerKeys.parent, parent);
    parts.blocks.touch(block.marker);
  }
  return dragged;
}

const linksOf = (leaf: DrawnLeaf | NewLeaf): Link[] =>
  "moved" in leaf
    ? leaf.chain.map(({ id, node }) => ({ id: id ?? "", type: node.type }))
    : leaf.chain.map(({ id, type }) => ({ id, type }));

/** Of the containers that only the schema asked for, there have to be as many around the block itself. */
function stands(wanted: readonly Link[], drawn: readonly Link[]): boolean {
  const [one, other] = [wanted.filter(isReal), drawn.filter(isReal)];
  if (one.length !== other.length || one.some(({ id }, i) => id !== other[i]?.id)) return false;
  return wanted.findLastIndex(isReal) + 1 === wanted.length || drawn.findLastIndex(isReal) + 1 < drawn.length;
}

class Holder {
  readonly #parts: FlowParts;
  /** In how many containers each is to stand. */
  readonly #parents = new Map<string, Set<string>>();
  readonly #made = new Map<string, string>();

  constructor(parts: FlowParts, all: Iterable<readonly Link[]>) {
    this.#parts = parts;
    for (const links of all) {
      let parent = "";
      for (const { id } of links.filter(isReal)) {
        this.#parents.set(id, (this.#parents.get(id) ?? new Set()).add(parent));
        parent = id;
      }
    }
  }

  /**
   * The id of the innermost of these containers, each of which stands in the one before from now on. Those that only the
   * schema asked for are asked for again there, and shared with the neighbours: they are made where that was not enough.
   */
  hold(links: readonly Link[], now: unknown): string {
    const inside = links.findLastIndex(isReal) + 1;
    let parent = "";
    for (const link of links.slice(0, inside)) if (isReal(link)) parent = this.#put(link, parent);
    if (parent !== now) return parent;
    for (const link of links.slice(inside)) parent = this.#another(link, parent);
    return parent;
  }

  #put(link: Link, parent: string): string {
    const { registry } = this.#parts;
    const known = readContainer(registry, link.id);
    if (known === null || known.parent === parent) return link.id;
    if ((this.#parents.get(link.id)?.size ?? 0) > 1) return this.#another(link, parent);
    updateContainer(registry, { ...known, parent, attributes: {} });
    return link.id;
  }

  /** One like this; the same for all that stand in it there. */
  #another({ id, type }: Link, parent: string): string {
    const { registry, ids } = this.#parts;
    const key = `${id} ${parent}`;
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const own = ids.next();
    this.#made.set(key, own);
    const known = readContainer(registry, id);
    const attributes = known === null ? {} : attributesOf(registry, known, type);
    createContainer(registry, { id: own, name: type.name, parent, attributes });
    return own;
  }
}

function attributesOf(registry: Registry, container: Container, type: NodeType): Record<string, unknown> {
  const names = [...Object.keys(type.spec.attrs ?? {}), columnKey];
  const entries = names.map((name) => [name, readAttribute(registry, container, name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
