/**
 * Which ids the containers of a new page get: those they had, as far as somebody's first kept block says so, so
 * that a list that becomes another kind of list, or an item that moves in or out, stays what it is for everybody
 * who is adding to it.
 */
import type { Node } from "@tiptap/pm/model";
import { columnKeys } from "./columns.js";
import {
  type Container,
  columnKey,
  type IdMaker,
  type Registry,
  readAttribute,
  readContainer,
  updateContainer,
  wrapperPrefix,
} from "./containers.js";
import type { DrawnLeaf, Frame } from "./drawing.js";
import { lists, sameFamily } from "./families.js";
import { sameValue } from "./json.js";
import type { NewContainer, NewLeaf } from "./new-leaf.js";

/** Lists and quotes may be drawn in several pieces; an item or a cell is one. */
const divisible = new Set([...lists, "blockquote"]);

/**
 * Gives every container of `leaves` its id and writes what the registry does not say yet. What stands `elsewhere`
 * stays as it is, even where it is another piece of the same container.
 */
export function writeContainers(
  leaves: readonly NewLeaf[],
  elsewhere: () => readonly DrawnLeaf[],
  registry: Registry,
  ids: IdMaker,
): void {
  const frames = matchFrames(leaves);
  divide(leaves, frames, elsewhere);
  const changed = new Set<NewContainer>();
  for (const leaf of leaves) {
    const same = leaf.source !== null && sameChain(leaf, frames);
    if (!same) for (const container of leaf.chain) changed.add(container);
  }
  const columns = columnKeys(leaves, frames, ids.random);
  const written = new Set<NewContainer>();
  for (const { chain } of leaves) {
    for (const container of chain) {
      if (written.has(container)) continue;
      written.add(container);
      const frame = frames.get(container);
      const { parent } = container;
      // A wrapper is one of its parent's: within one that got an id of its own, it gets one too.
      const same = !isRemade(container, changed) && (parent === null || parent.id === frames.get(parent)?.id);
      if (frame !== undefined && (!frame.virtual || same)) container.id = frame.id;
      else container.id = ids.next();
      if (frame?.virtual && container.id === frame.id) continue;
      write(container, frame, columns.get(container), registry);
    }
  }
}

/** What a table is made of is written with it. */
const isRemade = (container: NewContainer, changed: ReadonlySet<NewContainer>): boolean =>
  changed.has(container) ||
  (/cell|row/.test(String(container.node.type.spec.tableRole)) &&
    container.parent !== null &&
    isRemade(container.parent, changed));

function write(
  container: NewContainer,
  frame: Frame | undefined,
  column: string | undefined,
  registry: Registry,
): void {
  const { node, parent } = container;
  const id = container.id ?? "";
  const known = readContainer(registry, id);
  // Below a wrapper that only the schema asked for, the stored parent still holds.
  const outer = parent === null ? "" : (parent.id ?? "");
  const wanted: Container = {
    id,
    // An item that is drawn as its list wants it stays stored as what it was made.
    name: known !== null && frame?.type === node.type ? known.name : node.type.name,
    parent: outer.startsWith(wrapperPrefix) ? (known?.parent ?? "") : outer,
    attributes: {
      ...changedAttributes(node, frame, known, registry),
      ...(column === undefined ? {} : { [columnKey]: column }),
    },
  };
  updateContainer(registry, wanted);
}

/** What differs from the schema's defaults; what is drawn otherwise than it is stored, and unchanged, stays stored. */
function changedAttributes(
  node: Node,
  frame: Frame | undefined,
  known: Container | null,
  registry: Registry,
): Record<string, unknown> {
  const defaults = node.type.spec.attrs ?? {};
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node.attrs)) {
    const standard: unknown = defaults[name]?.default;
    if (frame?.type === node.type && sameValue(frame.attributes[name] ?? standard, value)) continue;
    const stored = known === null ? undefined : readAttribute(registry, known, name);
    if (stored !== undefined || !sameValue(value, standard)) written[name] = value;
  }
  return written;
}

/**
 * From the inside out, so that a list put around an item does not take the place of the lists in it; and what was
 * moved comes last, so that it brings no container along that others stay in.
 */
function matchFrames(leaves: readonly NewLeaf[]): Map<NewContainer, Frame> {
  const frames = new Map<NewContainer, Frame>();
  const users = new Map<string, NewContainer>();
  const touching = neighbours(leaves);
  const mayUse = (frame: Frame, container: NewContainer) =>
    mayStandFor(frame, container, users.get(frame.id), frames, touching);
  for (const { chain, source } of [
    ...leaves.filter((one) => !one.moved),
    ...leaves.filter((one) => one.moved),
  ]) {
    if (source === null) continue;
    let outer = source.chain;
    for (const container of chain.toReversed()) {
      const known = frames.get(container);
      const free = outer.toReversed();
      const frame =
        known ??
        free.find((one) => one.type === container.node.type && mayUse(one, container)) ??
        free.find((one) => sameFamily(one.type, container.node.type) && mayUse(one, container));
      if (frame === undefined) continue;
      frames.set(container, frame);
      if (!users.has(frame.id)) users.set(frame.id, container);
      const at = outer.indexOf(frame);
      if (at !== -1) outer = outer.slice(0, at);
    }
  }
  return frames;
}

/** A piece that becomes something else than the pieces elsewhere is another container from then on. */
function divide(
  leaves: readonly NewLeaf[],
  frames: Map<NewContainer, Frame>,
  elsewhere: () => readonly DrawnLeaf[],
): void {
  const outer = new Map<string, string>();
  for (const { source } of leaves)
    source?.chain.forEach(({ id }, i, chain) => {
      outer.set(id, chain[i - 1]?.id ?? "");
    });
  let stay: Set<string> | null = null;
  for (const container of new Set(leaves.flatMap(({ chain }) => chain))) {
    const frame = frames.get(container);
    if (frame === undefined) continue;
    const { node, parent } = container;
    const inPlace = outer.get(frame.id) === (parent === null ? "" : frames.get(parent)?.id);
    if (inPlace && node.type === frame.type && sameValue(node.attrs, frame.attributes)) continue;
    stay ??= new Set(elsewhere().flatMap(({ chain }) => chain.map(({ id }) => id)));
    if (stay.has(frame.id)) frames.delete(container);
  }
}

function mayStandFor(
  frame: Frame,
  container: NewContainer,
  user: NewContainer | undefined,
  frames: ReadonlyMap<NewContainer, Frame>,
  touching: (a: NewContainer, b: NewContainer) => boolean,
): boolean {
  if (user === undefined) return true;
  if (!divisible.has(frame.type.name) || frame.type !== container.node.type) return false;
  const parentOf = (one: NewContainer) => (one.parent === null ? "" : frames.get(one.parent)?.id);
  return (
    user.node.type === container.node.type &&
    parentOf(user) === parentOf(container) &&
    !touching(user, container)
  );
}

/** Two neighbouring lists are two lists: of one id they would be drawn as one. */
function neighbours(leaves: readonly NewLeaf[]): (a: NewContainer, b: NewContainer) => boolean {
  const first = new Map<NewContainer, number>();
  const last = new Map<NewContainer, number>();
  leaves.forEach(({ chain }, i) => {
    for (const container of chain) {
      if (!first.has(container)) first.set(container, i);
      last.set(container, i);
    }
  });
  const follows = (a: NewContainer, b: NewContainer) => (last.get(a) ?? 0) + 1 === first.get(b);
  return (a, b) => a.parent === b.parent && (follows(a, b) || follows(b, a));
}

function sameChain(leaf: NewLeaf, frames: ReadonlyMap<NewContainer, Frame>): boolean {
  const old = leaf.source?.chain ?? [];
  return (
    old.length === leaf.chain.length &&
    leaf.chain.every((container, i) => {
      const frame = frames.get(container);
      if (frame === undefined || frame.id !== old[i]?.id || frame.type !== container.node.type) return false;
      return !frame.virtual || container.node.hasMarkup(frame.type);
    })
  );
}
