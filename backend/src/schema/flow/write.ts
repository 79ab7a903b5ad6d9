/**
 * Page → flow: what somebody did to a drawn page, as changes of the flow. Call it in a Yjs transaction. Only what
 * was drawn is ever deleted, a block that turns into something else stays the same block, and one that only
 * changes its place stays where it is and gets a new place.
 */
import type { Node, NodeType } from "@tiptap/pm/model";
import * as Y from "yjs";
import { align, type Kept } from "./align.js";
import type { Block, Blocks, Changed } from "./blocks.js";
import { writeContainers } from "./chains.js";
import { type IdMaker, type Registry, wrapperPrefix } from "./containers.js";
import type { Drawing, DrawnLeaf } from "./drawing.js";
import { emit, type Region } from "./emit.js";
import { divideJoined } from "./joined-leaves.js";
import { sameValue } from "./json.js";
import { leadingTo } from "./leading-to.js";
import { fitAttributes } from "./leaf.js";
import { writeMove, writePlace } from "./move.js";
import { markerKeys, readLeafType, sides, spellLeafType } from "./names.js";
import { blank, blockOf, isJoined, type NewLeaf, readNewLeaves } from "./new-leaf.js";
import type { Renderer } from "./render.js";
import { type NewPlace, newPlaces } from "./reorder.js";
import type { DeltaOp } from "./tokens.js";
import { unplacedBlocks } from "./unplaced.js";

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
  /** Where each drawn block is to stand. */
  readonly wanted: () => ReadonlyMap<Block, DrawnLeaf | NewLeaf>;
  /** What has to be moved, wherever it is drawn. */
  readonly unplaced: () => ReadonlySet<Block>;
  /** Moves `also`, and blocks until they follow each other as they are to; false where nothing has to be moved. */
  readonly reorder: (drawing: Drawing, also: ReadonlySet<Block>) => boolean;
}

const noBlocks: ReadonlySet<Block> = new Set();

export function writeChange(parts: FlowParts, before: Drawing, after: Node, kept: readonly Kept[]): Written {
  const standing = new Map<Block, DrawnLeaf | NewLeaf>();
  const wanted = () => {
    for (const leaf of before.leaves)
      if (leaf.block !== null && !standing.has(leaf.block)) standing.set(leaf.block, leaf);
    return standing;
  };
  const change = findChange(before.doc, after);
  if (change === null) return { changed: [], wanted, unplaced: () => noBlocks, reorder: () => false };
  const from = before.firstFrom(change.start);
  let to = Math.max(from, before.firstFrom(change.oldEnd));
  let newLeaves = readNewLeaves(after, change.from, change.newTo, change.start);
  if (partsTail(before.leaves, from, to, newLeaves)) {
    to++;
    newLeaves = readNewLeaves(after, change.from, change.newTo + 1, change.start);
  }
  const oldLeaves = before.leaves.slice(from, to);
  align(oldLeaves, newLeaves, kept);
  newLeaves = divideJoined(newLeaves, oldLeaves, parts.blocks.list, before.leaves[from - 1]?.block ?? null);
  if (needsMarker(before.leaves[to], from, newLeaves)) {
    apply(parts.text, parts.blocks, [{ insert: new Y.Map(), attributes: {} }]);
    const drawn = parts.renderer.adopt(parts.renderer.draw(), before.doc);
    return { ...writeChange(parts, drawn, after, kept), changed: null };
  }
  const predecessor = nearest(before, from, -1);
  const changed = writeText(parts, oldLeaves, newLeaves, predecessor);
  const elsewhere = () => [...before.leaves.slice(0, from), ...before.leaves.slice(to)];
  writeContainers(newLeaves, elsewhere, parts.registry, parts.ids);
  newLeaves.forEach((leaf, i) => {
    const neighbours = [newLeaves[i - 1] ?? before.leaves[from - 1], newLeaves[i + 1] ?? before.leaves[to]];
    writeKeys(
      parts,
      leaf,
      neighbours.some((one) => (one?.chain.length ?? 0) > 0),
    );
  });
  const blocks = newLeaves.map((leaf) => blockOf(parts.blocks, leaf));
  const moved = new Set(
    newLeaves.flatMap((leaf) => (leaf.moved && leaf.source !== null ? [leaf.source.block] : [])),
  );
  const reorder = (drawing: Drawing, also: ReadonlySet<Block>): boolean => {
    const outside = [before.leaves.slice(0, from), before.leaves.slice(to)] as const;
    const blocksOf = (leaves: readonly DrawnLeaf[]) => leaves.map(({ block }) => block);
    const all = inOrder([...blocksOf(outside[0]), ...blocks, ...blocksOf(outside[1])]);
    const drawn = inOrder(blocksOf(drawing.leaves));
    const isThere = drawn.length === all.length && drawn.every((block, i) => block === all[i]);
    if (isThere && also.size === 0) return false;
    const rank = new Map(parts.renderer.order().blocks.map((block, i) => [block, i]));
    const [first, last] = outside.map((leaves) => asWritten(leaves, rank)) as [Block[], Block[]];
    return restoreOrder(parts, inOrder([...first, ...blocks, ...last]), moved, also, wanted());
  };
  const unplaced = () => unplacedBlocks(parts.blocks, newLeaves, () => parts.renderer.order());
  newLeaves.forEach((leaf, i) => {
    const block = blocks[i];
    if (block != null) standing.set(block, leaf);
  });
  return { changed, wanted, unplaced, reorder };
}

/** Text before the first marker is a paragraph at the top level that holds something, and can be nothing else. */
function needsMarker(behind: DrawnLeaf | undefined, from: number, newLeaves: readonly NewLeaf[]): boolean {
  if (behind?.block?.marker === null) return newLeaves.length > 0;
  const at = newLeaves.findIndex(({ source }) => source?.block.marker === null);
  if (at === -1) return false;
  const { node, chain } = newLeaves[at] as NewLeaf;
  const plain = node.hasMarkup(node.type.schema.nodes.paragraph as NodeType);
  return from + at > 0 || chain.length > 0 || node.content.size === 0 || !plain;
}

/** An atom's tail is a block of its own as soon as it does not stand right behind the atom any more. */
function partsTail(
  leaves: readonly DrawnLeaf[],
  from: number,
  to: number,
  newLeaves: readonly NewLeaf[],
): boolean {
  if (!leaves[to]?.tail) return false;
  if (from === to) return newLeaves.length > 0;
  const at = newLeaves.findIndex(({ node }) => node === leaves[to - 1]?.node);
  return at !== -1 && (at + 1 < newLeaves.length || newLeaves[at]?.chain.length !== 0);
}

/** The next leaf in this direction that shows a block. */
function nearest({ leaves }: Drawing, from: number, step: 1 | -1): DrawnLeaf | null {
  for (let i = from + step; ; i += step) {
    const leaf = leaves[i];
    if (leaf === undefined || leaf.block !== null) return leaf ?? null;
  }
}

/** Which cell comes first is told by rows and columns: what a table holds stays in the order that it has. */
function asWritten(leaves: readonly DrawnLeaf[], rank: ReadonlyMap<Block, number>): Block[] {
  const tables: { readonly id: string | undefined; readonly blocks: Block[] }[] = [];
  for (const { block, chain } of leaves) {
    if (block === null) continue;
    const id = chain.find(({ type }) => type.spec.tableRole === "table")?.id;
    const last = tables.at(-1);
    if (id !== undefined && last?.id === id) last.blocks.push(block);
    else tables.push({ id, blocks: [block] });
  }
  return tables.flatMap(({ blocks }) => blocks.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)));
}

/** Each once: an atom and what was typed in it are one block. */
const inOrder = (blocks: readonly (Block | null)[]): Block[] => [
  ...new Set(blocks.filter((block) => block !== null)),
];

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
  { text, blocks, renderer }: FlowParts,
  oldLeaves: readonly DrawnLeaf[],
  newLeaves: readonly NewLeaf[],
  predecessor: DrawnLeaf | null,
): Changed {
  const regions = new Map<Block, Region & { leaf: NewLeaf | null; before: NewLeaf[]; after: NewLeaf[] }>();
  for (const drawn of oldLeaves)
    if (drawn.block !== null) regions.set(drawn.block, { leaf: null, before: [], after: [], drawn });
  const head: NewLeaf[] = [];
  let last: { after: NewLeaf[] } = { after: head };
  if (predecessor?.block != null) {
    // Its tail may be part of the change.
    const drawn = regions.get(predecessor.block)?.drawn ?? predecessor;
    const region = { leaf: untouched(predecessor), before: [], after: [], drawn };
    regions.set(predecessor.block, region);
    last = region;
  }
  const isNew = newLeaves.some(({ source }) => source === null);
  const followed = isNew
    ? leadingTo(newLeaves, predecessor?.block ?? null, renderer.order())
    : new Map<NewLeaf, Block>();
  for (const leaf of newLeaves) {
    if (leaf.source === null) {
      const next = followed.get(leaf);
      if (leaf.ahead && next !== undefined) leaf.side = sides.above;
      (next === undefined ? last.after : (regions.get(next)?.before ?? last.after)).push(leaf);
      continue;
    }
    const region = regions.get(leaf.source.block) ?? {
      leaf: null,
      before: [],
      after: [],
      drawn: leaf.source,
    };
    region.leaf = leaf;
    regions.set(leaf.source.block, region);
    last = region;
  }
  for (const [block, { after }] of regions) markReplacing(after, regions, blocks.next(block));
  const { ops, softDeleted } = emit(blocks, head, regions);
  const changed = apply(text, blocks, ops);
  for (const block of softDeleted) {
    block.marker?.set(markerKeys.deleted, 1);
    if (block.marker !== null) blocks.touch(block.marker);
  }
  return changed;
}

/** New blocks right before one that goes stand for it: they do not go along with what is moved from before them. */
function markReplacing(
  leaves: readonly NewLeaf[],
  regions: ReadonlyMap<Block, Region>,
  next: Block | undefined,
): void {
  const region = next === undefined ? undefined : regions.get(next);
  if (region === undefined || region.leaf !== null) return;
  // An empty one is nobody's: the first block of a page gives way to all of it.
  const { node } = region.drawn;
  if (node.isTextblock && node.content.size === 0) return;
  const first = leaves[leaves.findLastIndex(({ pieces }) => pieces.length > 0) + 1];
  if (first !== undefined) first.side = sides.replaces;
}

/** The block before the change as a leaf that keeps all it has. */
function untouched(drawn: DrawnLeaf): NewLeaf | null {
  if (drawn.block === null) return null;
  const source = drawn as DrawnLeaf & { readonly block: Block };
  const length = drawn.node.content.size;
  const pieces = length === 0 ? [] : [{ newOffset: 0, length, source, oldOffset: 0 }];
  return { ...blank, node: drawn.node, pos: drawn.pos, chain: [], pieces, source };
}

export function apply(text: Y.Text, blocks: Blocks, ops: readonly DeltaOp[]): Changed {
  if (ops.length === 0) return [];
  // Yjs writes into the attributes it is given; its `sanitize: false` drops a line break at the end.
  text.applyDelta(
    ops.map((op) => (op.attributes === undefined ? op : { ...op, attributes: { ...op.attributes } })),
  );
  return blocks.apply(ops);
}

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
  if (leaf.joinedTo === null) {
    // A part of another block's node tells nothing of its own type.
    const isNew = drawn === undefined || leaf.source?.joined === true;
    if (isNew || drawn.type !== node.type || !sameValue(drawn.attrs, node.attrs)) writeType(block, node, set);
    if (leaf.source?.joined) set(markerKeys.joined, undefined);
  }
  if (leaf.source === null && leaf.side !== null) set(markerKeys.side, leaf.side);
  const innermost = leaf.chain.at(-1)?.id ?? "";
  const oldChain = leaf.source?.chain ?? [];
  const sameChain =
    oldChain.length === leaf.chain.length && oldChain.every((frame, i) => frame.id === leaf.chain[i]?.id);
  if (leaf.source === null ? innermost !== "" || nearContainer : !sameChain) {
    // Of two who move it, one is right about its place and its container.
    set(markerKeys.parent, leaf.moved ? undefined : innermost);
    if (leaf.moved) set(markerKeys.quietParent, innermost);
  }
  if (!block.deleted || leaf.source === null || (drawn === node && sameChain)) return;
  // What was typed in a deleted picture does not bring the picture back.
  if (node.isTextblock && isAtom(block, node)) writeType(block, node, set);
  set(markerKeys.deleted, undefined);
}

const isAtom = ({ marker }: Block, { type }: Node): boolean =>
  type.schema.nodes[readLeafType(marker?.get(markerKeys.type)).name]?.isLeaf === true;

function writeType(block: Block, node: Node, set: (key: string, value: unknown) => void): void {
  const { spelt, spoken } = spellLeafType(node.type.name, node.attrs);
  if (!sameValue(readLeafType(block.marker?.get(markerKeys.type)).name, node.type.name) || spoken.size > 0) {
    set(markerKeys.type, spelt);
  }
  for (const [name, { default: standard }] of Object.entries(node.type.spec.attrs ?? {})) {
    if (spoken.has(name)) {
      set(markerKeys.attribute + name, undefined);
      continue;
    }
    const value: unknown = node.attrs[name];
    const stored = fitAttributes(node.type, { [name]: block.marker?.get(markerKeys.attribute + name) })[name];
    if (sameValue(stored ?? standard, value)) continue;
    set(markerKeys.attribute + name, sameValue(value, standard) ? undefined : value);
  }
}

/** The innermost container that is not one that only the schema asked for. */
const parentOf = (leaf: DrawnLeaf | NewLeaf | undefined): string =>
  leaf?.chain.findLast(({ id }) => id !== null && !id.startsWith(wrapperPrefix))?.id ?? "";

/** The markers between which a place is put in, where others may put in what belongs to one of the two. */
function between({ blocks, renderer }: FlowParts, { host, ahead, joined }: NewPlace) {
  const next = blocks.list[host.index] === host ? blocks.next(host) : blocks.list[0];
  const inContainers = [host, next].some((one) => one !== undefined && renderer.containersOf(one).length > 0);
  return ahead || joined || host.marker === null || !inContainers
    ? null
    : { host: host.marker, next: next?.marker ?? null };
}

/** Moves blocks until what is drawn follows `all`; false where it does already. */
function restoreOrder(
  parts: FlowParts,
  all: readonly Block[],
  moved: ReadonlySet<Block>,
  also: ReadonlySet<Block>,
  standing: ReadonlyMap<Block, DrawnLeaf | NewLeaf>,
): boolean {
  const joined = new Set([...standing].flatMap(([block, leaf]) => (isJoined(leaf) ? [block] : [])));
  const { blocks, text, ids, renderer } = parts;
  // What stood before the first marker is no block any more when it is empty, and nothing can stand before it.
  const [head] = blocks.list;
  const wanted = all.filter((block) => blocks.list[block.index] === block && block.marker !== null);
  if (head?.marker === null && all.includes(head)) wanted.unshift(head);
  const places = newPlaces(blocks, renderer.containersOf, { wanted, moved, also, joined }).map((place) => {
    const key = ids.next();
    return { ...place, key, token: writePlace(key, between(parts, place)) };
  });
  const ops: DeltaOp[] = [];
  let at = 0;
  for (const { index, token } of places.toSorted((a, b) => a.index - b.index)) {
    if (index > at) ops.push({ retain: index - at });
    ops.push({ insert: token, attributes: {} });
    at = index;
  }
  apply(text, blocks, ops);
  for (const place of places) {
    for (const block of place.blocks) {
      if (block.marker === null) continue;
      const [previous, next] = [blocks.list[block.index - 1], blocks.list[block.index + 1]];
      const move = writeMove(place.key, place.ahead, previous?.marker ?? null, next?.marker ?? null);
      block.marker.set(markerKeys.move, move);
      if (place.joined) block.marker.set(markerKeys.joined, place.key);
      // Its new neighbours do not say where it stands: somebody may be making a list of them.
      if (!block.marker.get(markerKeys.parent))
        block.marker.set(markerKeys.quietParent, parentOf(standing.get(block)));
      blocks.touch(block.marker);
    }
  }
  return places.length > 0;
}
