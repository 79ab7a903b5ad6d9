/** The containers of a registry as they are drawn, and which of them stand around what. */
import type { NodeType, Schema } from "@tiptap/pm/model";
import { Ancestry } from "./ancestry.js";
import { type Container, columnKey, type Registry, readAttribute, readContainer } from "./containers.js";
import type { Frame } from "./drawing.js";
import { items, lists, sameFamily } from "./families.js";
import { fitAttributes } from "./leaf.js";
import { isContainer, mayContain } from "./nesting.js";

const topLevel: readonly Frame[] = [];

export class Frames {
  readonly #schema: Schema;
  readonly #registry: Registry;
  readonly #ancestry: Ancestry;
  /** Chains by innermost id; emptied when the registry changes. */
  readonly #chains = new Map<string, readonly Frame[]>();
  #frames = new Map<string, Frame | null>();

  constructor(schema: Schema, registry: Registry) {
    this.#schema = schema;
    this.#registry = registry;
    this.#ancestry = new Ancestry(registry);
  }

  registryChanged(): void {
    this.#ancestry.registryChanged();
    this.#chains.clear();
    this.#frames = new Map();
  }

  /** The containers around what stands in `id`, outermost first. Those of unknown types are skipped. */
  around(id: string): readonly Frame[] {
    if (id === "") return topLevel;
    const known = this.#chains.get(id);
    if (known !== undefined) return known;
    const chain: Frame[] = [];
    for (const container of this.#ancestry.of(id)) {
      const frame = this.#frame(container);
      if (frame !== null) chain.unshift(frame);
    }
    this.#chains.set(id, chain);
    return chain;
  }

  #frame(container: Container): Frame | null {
    const known = this.#frames.get(container.id);
    if (known !== undefined) return known;
    const type = this.#typeOf(container);
    let frame: Frame | null = null;
    if (type !== undefined) {
      const given: Record<string, unknown> = {};
      for (const name of Object.keys(type.spec.attrs ?? {}))
        given[name] = readAttribute(this.#registry, container, name);
      const column = readAttribute(this.#registry, container, columnKey);
      frame = {
        id: container.id,
        type,
        attributes: fitAttributes(type, given),
        column: typeof column === "string" ? column : null,
        virtual: false,
      };
    }
    this.#frames.set(container.id, frame);
    return frame;
  }

  /** An item is what its list holds: one person may have made it what the list was, and another changed the list. */
  #typeOf({ name, parent }: Container): NodeType | undefined {
    const type = this.#containerType(name);
    if (type === undefined || !items.has(name)) return type;
    const list = this.#containerType(readContainer(this.#registry, parent)?.name ?? "");
    const held = list !== undefined && lists.has(list.name) ? [...mayContain(list)] : [];
    return held.find((one) => sameFamily(one, type)) ?? type;
  }

  #containerType(name: string): NodeType | undefined {
    const { nodes } = this.#schema;
    const type = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
    return type !== undefined && isContainer(type) ? type : undefined;
  }
}
