/**
 * The registry of containers (`c`): what lists, items, quotes, tables, rows and cells are, keyed by id.
 * A container is written once, and changes field by field afterwards; entries are never deleted, because
 * somebody may be adding a block to them right now. Reading is total.
 */
import type * as Y from "yjs";
import { sameValue } from "./json.js";
import { containerLetter, containerName } from "./names.js";

export interface Container {
  readonly id: string;
  readonly name: string;
  /** "" is the top level. */
  readonly parent: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export type Registry = Y.Map<unknown>;

/** Column key of a cell: which column it stands in, whatever the order of writing. */
export const columnKey = "$k";

/** Ids of containers that exist because the schema asks for them begin so, and no other ids do. */
export const wrapperPrefix = "v:";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
const prefixLength = 4;

/** What the registry says about `id`; null where there is no readable entry. */
export function readContainer(registry: Registry, id: string): Container | null {
  // The page itself, and wrappers, which the drawing makes: nobody may say what one of them is.
  if (id === "" || id.startsWith(wrapperPrefix)) return null;
  const made = readCreation(registry.get(id));
  if (made === null) return null;
  const type = registry.get(`${id}.t`);
  const parent = registry.get(`${id}.p`);
  return {
    id,
    name: typeof type === "string" ? containerName(type) : made.name,
    parent: typeof parent === "string" ? parent : made.parent,
    attributes: made.attributes,
  };
}

/** What the container was made in, if it stands in something else now; null if not. */
export function parentBefore(registry: Registry, id: string): string | null {
  if (typeof registry.get(`${id}.p`) !== "string") return null;
  return readCreation(registry.get(id))?.parent ?? null;
}

function readCreation(value: unknown): Omit<Container, "id"> | null {
  if (typeof value === "string" && value !== "") {
    return { name: containerName(value.charAt(0)), parent: value.slice(1), attributes: {} };
  }
  if (!Array.isArray(value)) return null;
  const [name, parent, attributes] = value as unknown[];
  if (typeof name !== "string" || typeof parent !== "string") return null;
  const given = typeof attributes === "object" && attributes !== null && !Array.isArray(attributes);
  return {
    name: containerName(name),
    parent,
    attributes: given ? (attributes as object as Record<string, unknown>) : {},
  };
}

/** The attribute as last written, or as the container was made with. */
export function readAttribute(registry: Registry, container: Container, name: string): unknown {
  const written = registry.get(`${container.id}.a.${name}`);
  return written === undefined ? container.attributes[name] : written;
}

export function createContainer(registry: Registry, container: Container): void {
  const letter = containerLetter(container.name);
  const plain = Object.keys(container.attributes).length === 0;
  if (letter !== undefined && plain) registry.set(container.id, letter + container.parent);
  else
    registry.set(container.id, [
      letter ?? container.name,
      container.parent,
      ...(plain ? [] : [container.attributes]),
    ]);
}

/** Writes what `wanted` says otherwise than the registry does; attributes that it does not name stay. */
export function updateContainer(registry: Registry, wanted: Container): void {
  const { id } = wanted;
  const now = readContainer(registry, id);
  if (now === null) {
    createContainer(registry, wanted);
    return;
  }
  if (now.name !== wanted.name) registry.set(`${id}.t`, containerLetter(wanted.name) ?? wanted.name);
  if (now.parent !== wanted.parent) registry.set(`${id}.p`, wanted.parent);
  for (const [name, value] of Object.entries(wanted.attributes))
    if (!sameValue(readAttribute(registry, now, name) ?? null, value ?? null))
      registry.set(`${id}.a.${name}`, value ?? null);
}

/**
 * Ids nobody else makes: a prefix of this session's own, with which no id that it knows of begins, and a counter.
 * Sessions that do not know of each other choose the same prefix once in 64⁴, 17 million pairs: among ten people who
 * begin apart at the same time, once in 370,000 such times. What they then made under one id is one container, of either's
 * type and place, and a block that either moved may stand where the other's does; no words are lost, and once they know
 * of each other's, they make different ones. A fifth character would cost a list item three bytes of 77.
 */
export class IdMaker {
  readonly random: () => number;
  readonly #registry: Registry;
  readonly #places: () => readonly string[];
  #prefix: string | null = null;
  #counter = 0;

  /** `places`: the keys of all places in the flow, which are ids of ours too. */
  constructor(registry: Registry, places: () => readonly string[], random: () => number = Math.random) {
    this.#registry = registry;
    this.#places = places;
    this.random = random;
  }

  next(): string {
    this.#prefix ??= this.#choose();
    const id = this.#prefix + digits(this.#counter++);
    if (!this.#registry.has(id)) return id;
    // Somebody else's, who has the same prefix.
    this.#prefix = null;
    return this.next();
  }

  #choose(): string {
    const taken = new Set(
      [...this.#registry.keys(), ...this.#places()].map((id) => id.slice(0, prefixLength)),
    );
    for (;;) {
      let prefix = "";
      for (let i = 0; i < prefixLength; i++)
        prefix += alphabet.charAt(Math.floor(this.random() * alphabet.length));
      if (!taken.has(prefix)) return prefix;
    }
  }
}

function digits(count: number): string {
  const last = alphabet.charAt(count % alphabet.length);
  return count < alphabet.length ? last : digits(Math.floor(count / alphabet.length)) + last;
}
