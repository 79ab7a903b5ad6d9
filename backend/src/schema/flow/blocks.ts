/**
 * The flow as blocks: a Y.Text read once and then kept in step with it. A block is a marker and everything up to the
 * next one. Nothing here draws; nothing here writes.
 */
import type * as Y from "yjs";
import { readMove } from "./move.js";
import { markerKeys, sides } from "./names.js";
import type { Place } from "./place.js";
import { Sums } from "./sums.js";
import {
  type Attributes,
  addRun,
  applyToTokens,
  type DeltaOp,
  type Marker,
  type MarkerToken,
  noAttributes,
  type Run,
  readToken,
  runLength,
  sameRuns,
  type Token,
  touchedRange,
} from "./tokens.js";
import { ownersOf, tokensBehind } from "./touched.js";

export class Block {
  /** null before the first marker. */
  readonly marker: Marker | null;
  /** The attributes the marker itself carries; they mean nothing, but what is inserted next to it continues them. */
  markerAttributes: Attributes;
  /** Where it stands among the blocks; set by `Blocks`. */
  index = 0;
  #runs: readonly Run[] = [];
  #length = 0;
  #places: readonly Place[] = none;
  #move: { readonly version: number; readonly move: ReturnType<typeof readMove> } | null = null;
  /** Grows with every change of runs or keys: what was drawn from an older one is stale. */
  version = 0;

  constructor(marker: Marker | null, runs: readonly Run[], markerAttributes: Attributes = noAttributes) {
    this.marker = marker;
    this.markerAttributes = markerAttributes;
    this.runs = runs;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  set runs(runs: readonly Run[]) {
    this.#runs = runs;
    this.#length = this.marker === null ? 0 : 1;
    let places: Place[] | null = null;
    for (const run of runs) {
      this.#length += runLength(run);
      if (run.kind !== "place") continue;
      places ??= [];
      places.push(run.place);
    }
    this.#places = places ?? none;
    this.version++;
  }

  /** Length in the Y.Text, the marker included. */
  get length(): number {
    return this.#length;
  }

  /** The places for moved blocks that stand in it. */
  get places(): readonly Place[] {
    return this.#places;
  }

  /** Where it has been moved; null where it stands where its text is. */
  get move(): ReturnType<typeof readMove> {
    // Asked of every block at every drawing, and hardly ever there.
    if (this.#move?.version !== this.version)
      this.#move = { version: this.version, move: readMove(this.marker) };
    return this.#move.move;
  }

  /** It was written in place of what stands behind it in the text, and goes where that goes. */
  get replaces(): boolean {
    const side = this.marker?.get(markerKeys.side);
    return side !== undefined && side !== sides.above;
  }

  /** It was written above what stands behind it in the text, and does not go with what is before it. */
  get above(): boolean {
    return this.marker?.get(markerKeys.side) === sides.above;
  }

  get deleted(): boolean {
    return this.marker !== null && this.marker.get(markerKeys.deleted) !== undefined;
  }
}

const none: readonly Place[] = [];

/** Blocks whose runs changed; null where blocks came or went, or may be drawn in another order. */
export type Changed = readonly Block[] | null;

export class Blocks {
  readonly #flow: Y.Text;
  #list: Block[] = [];
  readonly #byMarker = new Map<Marker, Block>();
  /** Of the blocks' lengths, in the order of the list; null after blocks came or went. */
  #lengths: Sums | null = null;

  constructor(flow: Y.Text) {
    this.#flow = flow;
    this.reload();
  }

  /** In the order of the Y.Text; never empty. */
  get list(): readonly Block[] {
    return this.#list;
  }

  of(marker: Marker): Block | undefined {
    return this.#byMarker.get(marker);
  }

  /** Index in the Y.Text of the block's first token, its marker where it has one. */
  startOf(block: Block): number {
    return this.#sums.first(block.index);
  }

  next(block: Block): Block | undefined {
    return this.#list[block.index + 1];
  }

  /** The block that holds the token at this index of the Y.Text; null beyond the end. */
  at(index: number): Block | null {
    return this.#list[this.#sums.within(index)] ?? null;
  }

  reload(): void {
    this.#byMarker.clear();
    this.#list = this.#group((this.#flow.toDelta() as DeltaOp[]).map(readToken), []);
    this.#number();
  }

  /** Follows one event of the Y.Text. Blocks that it does not touch stay the same objects. */
  apply(delta: readonly DeltaOp[]): Changed {
    const touched = touchedRange(delta);
    if (touched === null) return [];
    // What is inserted before a marker belongs to the block before it.
    const from =
      touched.from === 0 ? 0 : Math.min(this.#list.length - 1, this.#sums.within(touched.from - 1));
    const at = this.#sums.first(from);
    let to = from;
    let end = at;
    while (to < this.#list.length && (end < touched.to || to === from)) end += this.#at(to++).length;
    const before = this.#list.slice(from, to);
    return this.#replace(before, applyToTokens(before.flatMap(tokensOf), delta, at));
  }

  /**
   * Follows what a transaction put in and deleted, by looking at that alone: a delta would cost a walk through the
   * whole text. null, and nothing done, where a delta is needed: formatting reaches beyond the blocks it stands in.
   */
  follow(transaction: Y.Transaction): { readonly changed: Changed } | null {
    const owners = ownersOf(transaction, this.#flow, this);
    if (owners === null) return null;
    const all: Block[] = [];
    let structural = false;
    for (const owner of owners) {
      const { tokens, next } = tokensBehind(this.#flow, owner, this);
      const before = this.#list.slice(owner.index, next?.index ?? this.#list.length);
      const changed = this.#replace(before, tokens);
      if (changed === null) structural = true;
      else all.push(...changed);
    }
    return { changed: structural ? null : all };
  }

  /** Keys of a marker changed. */
  touch(marker: Marker): void {
    const block = this.#byMarker.get(marker);
    if (block !== undefined) block.version++;
  }

  get #sums(): Sums {
    this.#lengths ??= new Sums(this.#list.map(({ length }) => length));
    return this.#lengths;
  }

  #at(index: number): Block {
    return this.#list[index] as Block;
  }

  #number(): void {
    if (this.#list.length === 0) this.#list.push(new Block(null, []));
    this.#lengths = null;
    this.#list.forEach((block, i) => {
      block.index = i;
    });
  }

  /** Neighbouring blocks become what these tokens say. */
  #replace(before: readonly Block[], tokens: readonly Token[]): Changed {
    const from = before[0]?.index ?? 0;
    const was = before.map(({ version, length, places }) => ({ version, length, places }));
    for (const { marker } of before) if (marker !== null) this.#byMarker.delete(marker);
    const after = this.#group(tokens, before);
    if (after.length !== before.length || after.some((block, i) => block !== before[i])) {
      this.#list.splice(from, before.length, ...after);
      this.#number();
      return null;
    }
    const lengths = this.#lengths;
    after.forEach((block, i) => {
      lengths?.add(from + i, block.length - (was[i]?.length ?? 0));
    });
    if (after.some(({ places }, i) => keysOf(places) !== keysOf(was[i]?.places ?? none))) return null;
    return after.filter(({ version }, i) => version !== was[i]?.version);
  }

  #group(tokens: readonly Token[], before: readonly Block[]): Block[] {
    const old = new Map(before.map((block) => [block.marker, block]));
    const blocks: Block[] = [];
    let head: MarkerToken | null = null;
    let runs: Run[] = [];
    const close = () => {
      if (head === null && runs.length === 0) return;
      blocks.push(this.#block(head, runs, old.get(head?.marker ?? null)));
      runs = [];
    };
    for (const token of tokens) {
      if (token.kind === "marker") {
        close();
        head = token;
      } else addRun(runs, token);
    }
    close();
    return blocks;
  }

  #block(head: MarkerToken | null, runs: readonly Run[], kept: Block | undefined): Block {
    const block = kept ?? new Block(head?.marker ?? null, runs, head?.attributes);
    if (!sameRuns(block.runs, runs)) block.runs = runs;
    if (head !== null) block.markerAttributes = head.attributes;
    if (head !== null) this.#byMarker.set(head.marker, block);
    return block;
  }
}

const keysOf = (places: readonly Place[]): string => places.map(({ key }) => key).join();

function tokensOf(block: Block): Token[] {
  if (block.marker === null) return [...block.runs];
  return [{ kind: "marker", marker: block.marker, attributes: block.markerAttributes }, ...block.runs];
}
