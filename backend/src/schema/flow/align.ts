/**
 * What of the old page is still there in the new one. Positions that the steps of an edit preserved keep their
 * tokens (a comparison of texts would guess wrong in "aaa"); then a block keeps its marker where its opening or its
 * first token is kept; then equal content that only changed its place is a move.
 */
import type { Node } from "@tiptap/pm/model";
import type { Block } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import type { NewLeaf, Piece, Source } from "./new-leaf.js";
import { lines, sameTokens, tokens } from "./node-tokens.js";
import { dividesCharacter } from "./surrogates.js";
import { trimGaps } from "./trim-gaps.js";

/** A range of positions that an edit preserved. */
export interface Kept {
  readonly oldFrom: number;
  readonly newFrom: number;
  readonly length: number;
}

const isSource = (leaf: DrawnLeaf | undefined): leaf is Source => leaf !== undefined && leaf.block !== null;

export function align(
  oldLeaves: readonly DrawnLeaf[],
  newLeaves: readonly NewLeaf[],
  kept: readonly Kept[],
): void {
  const byPos = new Map(oldLeaves.flatMap((leaf) => (leaf.joined ? [] : [[leaf.pos, leaf]])));
  for (const leaf of newLeaves) leaf.pieces = findPieces(leaf, oldLeaves, kept);
  const taken = new Set<Block>();
  const give = (leaf: NewLeaf, source: DrawnLeaf | undefined) => {
    if (leaf.source !== null || !isSource(source) || source.tail || taken.has(source.block)) return;
    leaf.source = source;
    taken.add(source.block);
  };
  const openings = newLeaves.map((leaf) => {
    const old = toOld(leaf.pos, kept);
    return old === null ? undefined : byPos.get(old);
  });
  newLeaves.forEach((leaf, i) => {
    const opening = openings[i];
    if (!isSource(opening)) return;
    leaf.ahead = textWentOn(opening.block, newLeaves, i, openings);
    if (!leaf.ahead) give(leaf, opening);
  });
  // A part that was joined stays what goes on behind a leaf before, and what is split off it is new.
  const begun = new Set<Block>();
  for (const leaf of newLeaves) {
    const first = leaf.pieces[0]?.source;
    if (first !== undefined && !begun.has(first.block)) give(leaf, first);
    for (const { source } of leaf.pieces) if (source.joined) begun.add(source.block);
  }
  findMoves(oldLeaves, newLeaves, taken, false);
  findJoins(oldLeaves, newLeaves, taken);
  pairGaps(oldLeaves, newLeaves, taken);
  // In a page that is all new, nothing moved.
  if (taken.size > 0) findMoves(oldLeaves, newLeaves, taken, true);
  trimGaps(newLeaves);
  for (const leaf of newLeaves) leaf.pieces = leaf.pieces.map(undivided).filter(({ length }) => length > 0);
}

/** A piece without the halves of characters at its ends. What is drawn has none that stand alone. */
function undivided(piece: Piece): Piece {
  const divides = (at: number) => dividesCharacter(tokens(piece.source.node), piece.oldOffset + at);
  const from = divides(0) ? 1 : 0;
  const to = divides(piece.length) ? piece.length - 1 : piece.length;
  if (from === 0 && to === piece.length) return piece;
  return {
    ...piece,
    newOffset: piece.newOffset + from,
    oldOffset: piece.oldOffset + from,
    length: to - from,
  };
}

/** [Enter at the start] The text keeps its marker, and the empty half before it gets the new one. */
function textWentOn(
  block: Block,
  leaves: readonly NewLeaf[],
  index: number,
  openings: readonly (DrawnLeaf | undefined)[],
): boolean {
  if (leaves[index]?.pieces.some(({ source }) => source.block === block)) return false;
  for (let i = index + 1; i < leaves.length; i++) {
    const first = leaves[i]?.pieces[0];
    if (first === undefined) continue;
    return first.source.block === block && !isSource(openings[i]);
  }
  return false;
}

function findPieces(leaf: NewLeaf, oldLeaves: readonly DrawnLeaf[], kept: readonly Kept[]): Piece[] {
  if (!leaf.node.isTextblock) return [];
  const pieces: Piece[] = [];
  const start = leaf.pos + 1;
  const end = start + leaf.node.content.size;
  for (let k = firstEndingAfter(kept, start); k < kept.length; k++) {
    const range = kept[k] as Kept;
    if (range.newFrom >= end) break;
    const from = Math.max(start, range.newFrom);
    const to = Math.min(end, range.newFrom + range.length);
    if (from < to)
      pieces.push(...inOldLeaves(from - start, from - range.newFrom + range.oldFrom, to - from, oldLeaves));
  }
  return pieces.filter((piece) =>
    sameTokens(leaf.node, piece.newOffset, piece.source.node, piece.oldOffset, piece.length),
  );
}

function inOldLeaves(
  newOffset: number,
  oldFrom: number,
  length: number,
  oldLeaves: readonly DrawnLeaf[],
): Piece[] {
  const pieces: Piece[] = [];
  for (let i = lastStartingBefore(oldLeaves, oldFrom); i < oldLeaves.length; i++) {
    const source = oldLeaves[i];
    if (source === undefined) continue;
    if (source.pos + 1 >= oldFrom + length) break;
    if (!isSource(source) || !source.node.isTextblock) continue;
    const from = Math.max(oldFrom, source.pos + 1);
    const to = Math.min(oldFrom + length, source.pos + 1 + source.node.content.size);
    if (from >= to) continue;
    pieces.push({
      newOffset: newOffset + from - oldFrom,
      length: to - from,
      source,
      oldOffset: from - source.pos - 1,
    });
  }
  return pieces;
}

/**
 * A block that is gone and a leaf that is wholly new, with the same content, are one block that was moved. Of empty
 * ones this is said last: they are all alike.
 */
function findMoves(
  oldLeaves: readonly DrawnLeaf[],
  newLeaves: readonly NewLeaf[],
  taken: Set<Block>,
  empty: boolean,
): void {
  const used = new Set(newLeaves.flatMap(({ pieces }) => pieces.map(({ source }) => source.block)));
  const gone = new Map<string, (readonly Source[])[]>();
  for (const parts of wholeBlocks(oldLeaves)) {
    if (parts.some(({ block, tail }) => tail || taken.has(block) || used.has(block))) continue;
    if (parts.every(({ node }) => isEmpty(node)) !== empty) continue;
    collect(gone, contentKey(parts.map(({ node }) => node)), parts);
  }
  if (gone.size === 0) return;
  for (const leaf of newLeaves) {
    if (leaf.source !== null || leaf.pieces.length > 0 || isEmpty(leaf.node) !== empty) continue;
    const parts = gone.get(contentKey([leaf.node]))?.shift();
    const [first] = parts ?? [];
    if (parts === undefined || first === undefined) continue;
    leaf.source = first;
    leaf.moved = true;
    let newOffset = 0;
    for (const source of parts) {
      taken.add(source.block);
      const length = source.node.content.size;
      if (length > 0) leaf.pieces.push({ newOffset, length, source, oldOffset: 0 });
      newOffset += length;
    }
  }
}

/** What is drawn as one block: one leaf, or one and those that are joined to it. */
function wholeBlocks(leaves: readonly DrawnLeaf[]): readonly (readonly Source[])[] {
  const blocks: Source[][] = [];
  for (const leaf of leaves) {
    if (!isSource(leaf)) continue;
    if (leaf.joined && blocks.length > 0) blocks.at(-1)?.push(leaf);
    else blocks.push([leaf]);
  }
  return blocks;
}

/**
 * A block that is gone and whose whole text now stands behind what a leaf keeps was joined to it, even where the
 * edit cut it and put it in anew.
 */
function findJoins(
  oldLeaves: readonly DrawnLeaf[],
  newLeaves: readonly NewLeaf[],
  taken: ReadonlySet<Block>,
): void {
  const used = new Set(newLeaves.flatMap(({ pieces }) => pieces.map(({ source }) => source.block)));
  const free = new Map<string, (readonly Source[])[]>();
  for (const parts of wholeBlocks(oldLeaves)) {
    const text = parts.map(({ node }) => lines(node)).join("");
    if (text === "" || parts.some(({ block, tail }) => tail || taken.has(block) || used.has(block))) continue;
    collect(free, text, parts);
  }
  if (free.size === 0) return;
  for (const leaf of newLeaves) {
    const last = leaf.pieces.at(-1);
    const before = last?.source ?? leaf.source;
    if (before === null) continue;
    let newOffset = last === undefined ? 0 : last.newOffset + last.length;
    const same = free.get(lines(leaf.node).slice(newOffset)) ?? [];
    const at = same.findIndex(([first]) => first !== undefined && first.index > before.index);
    const [parts = []] = at === -1 ? [] : same.splice(at, 1);
    for (const source of parts) {
      leaf.pieces = [...leaf.pieces, ...sameRuns(leaf, newOffset, source)];
      newOffset += source.node.content.size;
    }
  }
}

function collect<One>(byKey: Map<string, One[]>, key: string, one: One): void {
  const same = byKey.get(key);
  if (same === undefined) byKey.set(key, [one]);
  else same.push(one);
}

/** What a leaf has of a block from `newOffset` on, where a break of lines may have become another kind of break. */
function sameRuns(leaf: NewLeaf, newOffset: number, source: Source): Piece[] {
  const runs: Piece[] = [];
  for (let at = 0; at < source.node.content.size; at++) {
    if (!sameTokens(leaf.node, newOffset + at, source.node, at, 1)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.oldOffset + last.length === at)
      runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ newOffset: newOffset + at, length: 1, source, oldOffset: at });
  }
  return runs;
}

const isEmpty = (node: Node): boolean => node.isTextblock && node.content.size === 0;

/** Of nodes that are drawn as one. */
function contentKey(nodes: readonly Node[]): string {
  const [first] = nodes;
  const text = nodes.map((node) => (node.isTextblock ? tokens(node) : "")).join("");
  return text !== "" ? `text ${text}` : `${first?.type.name} ${JSON.stringify(first?.attrs)}`;
}

/** What was replaced as a whole: blocks that stand between the same neighbours and begin or end alike. */
function pairGaps(oldLeaves: readonly DrawnLeaf[], newLeaves: readonly NewLeaf[], taken: Set<Block>): void {
  const used = new Set(newLeaves.flatMap(({ pieces }) => pieces.map(({ source }) => source.block)));
  let gap: Source[] = [];
  let fresh: NewLeaf[] = [];
  const pair = () => {
    const oneForOne = gap.length === fresh.length;
    const join = (leaf: NewLeaf | undefined, source: Source | undefined): boolean => {
      if (leaf === undefined || source === undefined || !alike(leaf.node, source.node, oneForOne))
        return false;
      leaf.source = source;
      taken.add(source.block);
      return true;
    };
    while (join(fresh[0], gap[0])) {
      fresh.shift();
      gap.shift();
    }
    while (join(fresh.at(-1), gap.at(-1))) {
      fresh.pop();
      gap.pop();
    }
    gap = [];
    fresh = [];
  };
  let at = 0;
  for (const leaf of newLeaves) {
    if (leaf.source === null) {
      if (leaf.pieces.length === 0) fresh.push(leaf);
      continue;
    }
    const index = leaf.source.index - (oldLeaves[0]?.index ?? 0);
    // A moved leaf divides nothing.
    if (index < at) continue;
    for (const old of oldLeaves.slice(at, index))
      if (isSource(old) && !old.tail && !taken.has(old.block) && !used.has(old.block)) gap.push(old);
    pair();
    at = index + 1;
  }
  for (const old of oldLeaves.slice(at))
    if (isSource(old) && !old.tail && !taken.has(old.block) && !used.has(old.block)) gap.push(old);
  pair();
}

/** `a` stands where `b` stood. */
function alike(a: Node, b: Node, oneForOne: boolean): boolean {
  if (a.isLeaf || b.isLeaf) return a.type === b.type;
  const one = tokens(a);
  const other = tokens(b);
  // The signs that were typed to turn a block into another go, and the block stays.
  if (one === "" && oneForOne) return true;
  if (one === "" || other === "") return one === other && a.type === b.type;
  return one[0] === other[0] || one.at(-1) === other.at(-1);
}

function toOld(pos: number, kept: readonly Kept[]): number | null {
  const range = kept[firstEndingAfter(kept, pos)];
  return range !== undefined && range.newFrom <= pos ? pos - range.newFrom + range.oldFrom : null;
}

/** Ranges are in order and do not overlap. */
function firstEndingAfter(kept: readonly Kept[], pos: number): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = kept[middle] as Kept;
    if (range.newFrom + range.length > pos) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lastStartingBefore(leaves: readonly DrawnLeaf[], pos: number): number {
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((leaves[middle] as DrawnLeaf).pos < pos) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
