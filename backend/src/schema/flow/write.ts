/**
 * Page → flow: what somebody did to a drawn page, as changes of the flow. Call it in a Yjs transaction. Only what
 * was drawn is ever deleted, a block that turns into something else stays the same block, and one that only
 * changes its place stays where it is and gets a new place.
 */
import type { Node } from "@tiptap/pm/model";
import type * as Y from "yjs";
import { align, type Kept, type NewLeaf, readNewLeaves } from "./align.js";
import type { Block, Blocks, Changed } from "./blocks.js";
import { writeContainers } from "./chains.js";
import { type IdMaker, type Registry, wrapperPrefix } from "./containers.js";
import type { Drawing, DrawnLeaf } from "./drawing.js";
import { emit } from "./emit.js";
import { sameValue } from "./json.js";
import { fitAttributes } from "./leaf.js";
import { markerKeys, readLeafType, spellLeafType } from "./names.js";
import { drawnOrder } from "./order.js";
import type { Renderer } from "./render.js";
import { newPlaces } from "./reorder.js";
import type { DeltaOp } from "./tokens.js";

export interface FlowParts {
  readonly text: Y.Text;
  readonly registry: Registry;
  readonly blocks: Blocks;
  readonly renderer: Renderer;
  readonly ids: IdMaker;
}

interface Written {
  /** What the text's part of the change did; the rest of it is in the transaction. */
  readonly changed: Changed;
  /** The id of the container each drawn block is to stand in; "" is the top level. */
  readonly parents: () => ReadonlyMap<Block, string>;
}

export function writeChange(parts: FlowParts, before: Drawing, after: Node, kept: readonly Kept[]): Written {
  const parents = new Map<Block, string>();
  const drawnIn = () => {
    for (const { block, chain } of before.leaves)
      if (block !== null && !parents.has(block)) parents.set(block, chain.at(-1)?.id ?? "");
    return parents;
  };
  const change = findChange(before.doc, after);
  if (change === null) return { changed: [], parents: drawnIn };
  const from = before.firstFrom(change.start);
  const to = Math.max(from, before.firstFrom(change.oldEnd));
  const oldLeaves = before.leaves.slice(from, to);
  const newLeaves = readNewLeaves(after, change.from, change.newTo, change.start);
  align(oldLeaves, newLeaves, kept);
  const predecessor = nearest(before, from, -1);
  const inOrder = drawnOrder(parts.blocks.list) === parts.blocks.list;

  const changed = writeText(parts, oldLeaves, newLeaves, predecessor);
  writeContainers(newLeaves, parts.registry, parts.ids);
  newLeaves.forEach((leaf, i) => {
    const neighbours = [newLeaves[i - 1] ?? before.leaves[from - 1], newLeaves[i + 1] ?? before.leaves[to]];
    writeKeys(
      parts,
      leaf,
      neighbours.some((one) => (one?.chain.length ?? 0) > 0),
    );
  });
  const blocks = newLeaves.map((leaf) => blockOf(parts.blocks, leaf));
  const around = [predecessor?.block ?? null, ...blocks, nearest(before, to - 1, 1)?.block ?? null];
  // Where nothing has been moved, what lies outside of the change is in order.
  if (!inOrder || drawnOrder(parts.blocks.list) !== parts.blocks.list || !rising(around)) {
    const outside = (leaves: readonly DrawnLeaf[]) => leaves.map(({ block }) => block);
    const wanted = [...outside(before.leaves.slice(0, from)), ...blocks, ...outside(before.leaves.slice(to))];
    const moved = newLeaves.flatMap((leaf) =>
      leaf.moved && leaf.source !== null ? [leaf.source.block] : [],
    );
    restoreOrder(parts, [...new Set(wanted.filter((block) => block !== null))], new Set(moved));
  }
  newLeaves.forEach((leaf, i) => {
    const block = blocks[i];
    if (block != null) parents.set(block, leaf.chain.at(-1)?.id ?? "");
  });
  return { changed, parents: drawnIn };
}

/** The next leaf in this direction that shows a block. */
function nearest({ leaves }: Drawing, from: number, step: 1 | -1): DrawnLeaf | null {
  for (let i = from + step; ; i += step) {
    const leaf = leaves[i];
    if (leaf === undefined || leaf.block !== null) return leaf ?? null;
  }
}

function rising(blocks: readonly (Block | null)[]): boolean {
  let last = -1;
  for (const block of blocks) {
    if (block === null) continue;
    if (block.index < last) return false;
    last = block.index;
  }
  return true;
}

/**
 * Says where it was silent: blocks that stand where they do by their neighbours alone, and would now stand
 * somewhere else, are written where they were seen.
 */
export function holdParents(
  { blocks }: FlowParts,
  drawing: Drawing,
  parents: ReadonlyMap<Block, string>,
): void {
  for (const { block, chain } of drawing.leaves) {
    const wanted = block === null ? undefined : parents.get(block);
    if (block === null || block.marker === null || wanted === undefined || wanted.startsWith(wrapperPrefix))
      continue;
    const innermost = chain.findLast(({ virtual }) => !virtual)?.id ?? "";
    if (innermost === wanted || block.marker.get(markerKeys.parent) === wanted) continue;
    block.marker.set(markerKeys.parent, wanted);
    blocks.touch(block.marker);
  }
}

/** Top-level children that differ, by index and position; null where none does. */
function findChange(before: Node, after: Node) {
  const least = Math.min(before.childCount, after.childCount);
  let from = 0;
  let start = 0;
  while (from < least && before.child(from) === after.child(from)) start += before.child(from++).nodeSize;
  if (from === before.childCount && from === after.childCount) return null;
  let end = 0;
  let size = 0;
  while (
    end < least - from &&
    before.child(before.childCount - 1 - end) === after.child(after.childCount - 1 - end)
  ) {
    size += after.child(after.childCount - 1 - end).nodeSize;
    end++;
  }
  return { from, start, oldEnd: before.content.size - size, newTo: after.childCount - end };
}

function writeText(
  { text, blocks }: FlowParts,
  oldLeaves: readonly DrawnLeaf[],
  newLeaves: readonly NewLeaf[],
  predecessor: DrawnLeaf | null,
): Changed {
  const regions = new Map<Block, { leaf: NewLeaf | null; after: NewLeaf[]; drawn: DrawnLeaf }>();
  for (const drawn of oldLeaves)
    if (drawn.block !== null) regions.set(drawn.block, { leaf: null, after: [], drawn });
  const head: NewLeaf[] = [];
  let last: { after: NewLeaf[] } = { after: head };
  if (predecessor?.block != null) {
    // Its tail may be part of the change.
    const drawn = regions.get(predecessor.block)?.drawn ?? predecessor;
    const region = { leaf: untouched(predecessor), after: [], drawn };
    regions.set(predecessor.block, region);
    last = region;
  }
  for (const leaf of newLeaves) {
    if (leaf.source === null) last.after.push(leaf);
    else {
      const region = regions.get(leaf.source.block) ?? { leaf: null, after: [], drawn: leaf.source };
      region.leaf = leaf;
      regions.set(leaf.source.block, region);
      last = region;
    }
  }
  const { ops, softDeleted } = emit(blocks, head, regions);
  const changed = apply(text, blocks, ops);
  for (const block of softDeleted) {
    block.marker?.set(markerKeys.deleted, 1);
    if (block.marker !== null) blocks.touch(block.marker);
  }
  return changed;
}

/** The block before the change as a leaf that keeps all it has. */
function untouched(drawn: DrawnLeaf): NewLeaf | null {
  if (drawn.block === null) return null;
  const source = drawn as DrawnLeaf & { readonly block: Block };
  const length = drawn.node.content.size;
  const pieces = length === 0 ? [] : [{ newOffset: 0, length, source, oldOffset: 0 }];
  return { node: drawn.node, pos: drawn.pos, chain: [], pieces, source, marker: null, moved: false };
}

export function apply(text: Y.Text, blocks: Blocks, ops: readonly DeltaOp[]): Changed {
  if (ops.length === 0) return [];
  // Yjs writes into the attributes it is given; its `sanitize: false` drops a line break at the end.
  text.applyDelta(
    ops.map((op) => (op.attributes === undefined ? op : { ...op, attributes: { ...op.attributes } })),
  );
  return blocks.apply(ops);
}

const blockOf = (blocks: Blocks, leaf: NewLeaf): Block | null =>
  leaf.source?.block ?? (leaf.marker === null ? null : (blocks.of(leaf.marker) ?? null));

function writeKeys({ blocks }: FlowParts, leaf: NewLeaf, nearContainer: boolean): void {
  const block = blockOf(blocks, leaf);
  const marker = block?.marker ?? null;
  if (block === null || marker === null) return;
  const set = (key: string, value: unknown) => {
    if (sameValue(marker.get(key), value)) return;
    if (value === undefined) marker.delete(key);
    else marker.set(key, value);
    blocks.touch(marker);
  };
  const drawn = leaf.source?.node;
  const { node } = leaf;
  if (drawn === undefined || drawn.type !== node.type || !sameValue(drawn.attrs, node.attrs)) {
    writeType(block, node, set);
  }
  const innermost = leaf.chain.at(-1)?.id ?? "";
  const oldChain = leaf.source?.chain ?? [];
  const sameChain =
    oldChain.length === leaf.chain.length && oldChain.every((frame, i) => frame.id === leaf.chain[i]?.id);
  if (leaf.source === null ? innermost !== "" || nearContainer : !sameChain)
    set(markerKeys.parent, innermost);
  if (leaf.source !== null && (drawn !== node || !sameChain)) set(markerKeys.deleted, undefined);
}

function writeType(block: Block, node: Node, set: (key: string, value: unknown) => void): void {
  const { spelt, spoken } = spellLeafType(node.type.name, node.attrs);
  if (!sameValue(readLeafType(block.marker?.get(markerKeys.type)).name, node.type.name) || spoken.size > 0) {
    set(markerKeys.type, spelt);
  }
  for (const [name, { default: standard }] of Object.entries(node.type.spec.attrs ?? {})) {
    if (spoken.has(name)) continue;
    const value: unknown = node.attrs[name];
    const stored = fitAttributes(node.type, { [name]: block.marker?.get(markerKeys.attribute + name) })[name];
    if (sameValue(stored ?? standard, value)) continue;
    set(markerKeys.attribute + name, sameValue(value, standard) ? undefined : value);
  }
}

/** Moves blocks until what is drawn follows `all`. */
function restoreOrder(parts: FlowParts, all: readonly Block[], moved: ReadonlySet<Block>): void {
  const { blocks, text, registry, ids } = parts;
  // What stood before the first marker is no block any more when it is empty, and nothing can stand before it.
  const [head] = blocks.list;
  const wanted = all.filter((block) => blocks.list[block.index] === block && block.marker !== null);
  if (head?.marker === null && all.includes(head)) wanted.unshift(head);
  const places = newPlaces(blocks, wanted, moved).map((place) => ({ ...place, key: ids.next(registry) }));
  const ops: DeltaOp[] = [];
  let at = 0;
  for (const { index, key } of places.toSorted((a, b) => a.index - b.index)) {
    if (index > at) ops.push({ retain: index - at });
    ops.push({ insert: { m: key }, attributes: {} });
    at = index;
  }
  apply(text, blocks, ops);
  for (const { block, key, next } of places) {
    block.marker?.set(markerKeys.move, next === null ? [key] : [key, next.client, next.clock]);
    if (block.marker !== null) blocks.touch(block.marker);
  }
}
