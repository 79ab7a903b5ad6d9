/**
 * The flow as blocks: a Y.Text read once and then kept in step with it by its deltas. A block is a marker and
 * everything up to the next one. Nothing here draws; nothing here writes.
 */
import * as Y from "yjs";
import { sameValue } from "./json.js";
import { markerKeys } from "./names.js";

export type Attributes = Readonly<Record<string, unknown>>;
export const noAttributes: Attributes = Object.freeze({});

/** Consecutive tokens of one kind. Each has a length in the Y.Text. */
export type Run =
  | { readonly kind: "text"; readonly text: string; readonly attributes: Attributes }
  | {
      readonly kind: "leaf";
      readonly name: string;
      readonly values: Attributes;
      readonly attributes: Attributes;
    }
  /** Where a moved block may stand; zero width. */
  | { readonly kind: "place"; readonly key: string; readonly attributes: Attributes }
  /** Anything else: zero width, never deleted. */
  | { readonly kind: "hidden"; readonly attributes: Attributes };

export const runLength = (run: Run): number => (run.kind === "text" ? run.text.length : 1);

export type Marker = Y.Map<unknown>;

export class Block {
  /** null before the first marker. */
  readonly marker: Marker | null;
  /** The attributes the marker itself carries; they mean nothing, but what is inserted next to it continues them. */
  markerAttributes: Attributes;
  #runs: readonly Run[];
  /** Length in the Y.Text, the marker included. */
  length: number;
  /** Grows with every change of runs or keys: what was drawn from an older one is stale. */
  version = 0;

  constructor(marker: Marker | null, runs: readonly Run[], markerAttributes: Attributes = noAttributes) {
    this.marker = marker;
    this.markerAttributes = markerAttributes;
    this.#runs = runs;
    this.length = measure(marker, runs);
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  set runs(runs: readonly Run[]) {
    this.#runs = runs;
    this.length = measure(this.marker, runs);
    this.version++;
  }

  get deleted(): boolean {
    return this.marker !== null && this.marker.get(markerKeys.deleted) !== undefined;
  }
}

function measure(marker: Marker | null, runs: readonly Run[]): number {
  let length = marker === null ? 0 : 1;
  for (const run of runs) length += runLength(run);
  return length;
}

/** `client.clock` of a marker: its identity for as long as the document lives. */
export function markerId(marker: Marker): string {
  const item = marker._item;
  return item === null ? "" : `${item.id.client}.${item.id.clock}`;
}

export interface DeltaOp {
  readonly insert?: unknown;
  readonly delete?: number;
  readonly retain?: number;
  readonly attributes?: Record<string, unknown>;
}

interface MarkerToken {
  readonly kind: "marker";
  readonly marker: Marker;
  readonly attributes: Attributes;
}
type Token = MarkerToken | Run;

export class Blocks {
  readonly #flow: Y.Text;
  #list: Block[] = [];
  readonly #byMarker = new Map<Marker, Block>();

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

  /** Index in the Y.Text of each block's first token, its marker where it has one. */
  starts(): ReadonlyMap<Block, number> {
    const starts = new Map<Block, number>();
    let at = 0;
    for (const block of this.#list) {
      starts.set(block, at);
      at += block.length;
    }
    return starts;
  }

  startOf(block: Block): number {
    let at = 0;
    for (const one of this.#list) {
      if (one === block) return at;
      at += one.length;
    }
    return at;
  }

  /** The block that holds the token at this index of the Y.Text; null beyond the end. */
  at(index: number): { readonly block: Block; readonly start: number } | null {
    let start = 0;
    for (const block of this.#list) {
      if (index < start + block.length) return { block, start };
      start += block.length;
    }
    return null;
  }

  reload(): void {
    this.#byMarker.clear();
    this.#list = this.#group((this.#flow.toDelta() as DeltaOp[]).map(readToken), []);
  }

  /** Follows one event of the Y.Text. Blocks that it does not touch stay the same objects. */
  apply(delta: readonly DeltaOp[]): void {
    const touched = touchedRange(delta);
    if (touched === null) return;
    let at = 0;
    let from = 0;
    // What is inserted before a marker belongs to the block before it.
    while (from < this.#list.length - 1 && at + this.#at(from).length < touched.from)
      at += this.#at(from++).length;
    let to = from;
    let end = at;
    while (to < this.#list.length && (end < touched.to || to === from)) end += this.#at(to++).length;
    const before = this.#list.slice(from, to);
    const tokens = applyToTokens(before.flatMap(tokensOf), delta, at);
    for (const { marker } of before) if (marker !== null) this.#byMarker.delete(marker);
    this.#list.splice(from, to - from, ...this.#group(tokens, before));
    if (this.#list.length === 0) this.#list.push(new Block(null, []));
  }

  /** Keys of a marker changed. */
  touch(marker: Marker): void {
    const block = this.#byMarker.get(marker);
    if (block !== undefined) block.version++;
  }

  #at(index: number): Block {
    return this.#list[index] as Block;
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
    if (!sameValue(block.runs, runs)) block.runs = runs;
    if (head !== null) block.markerAttributes = head.attributes;
    if (head !== null) this.#byMarker.set(head.marker, block);
    return block;
  }
}

/** Old indices between which the delta changes anything; null where it changes nothing. */
function touchedRange(delta: readonly DeltaOp[]): { from: number; to: number } | null {
  let at = 0;
  let from: number | null = null;
  let to = 0;
  for (const op of delta) {
    const length = op.retain ?? op.delete ?? 0;
    if (op.retain === undefined || op.attributes !== undefined) {
      from ??= at;
      to = at + length;
    }
    at += length;
  }
  return from === null ? null : { from, to };
}

/** `delta` counts from the beginning of the text, `tokens` begin at `base`. */
function applyToTokens(tokens: readonly Token[], delta: readonly DeltaOp[], base: number): Token[] {
  const result: Token[] = [];
  const rest = [...tokens].reverse();
  let skip = base;
  const take = (length: number, each: (token: Token) => void) => {
    let left = length;
    for (let token = rest.pop(); token !== undefined; token = rest.pop()) {
      if (token.kind === "text" && token.text.length > left) {
        const [one, other] = splitText(token.text, left);
        rest.push({ ...token, text: other });
        if (left > 0) each({ ...token, text: one });
        return;
      }
      const size = token.kind === "text" ? token.text.length : 1;
      if (size > left) {
        rest.push(token);
        return;
      }
      each(token);
      left -= size;
    }
  };
  const keep = (token: Token) => result.push(token);
  for (const op of delta) {
    if (op.insert !== undefined) {
      result.push(readToken(op));
      continue;
    }
    const length = op.retain ?? op.delete ?? 0;
    const skipped = Math.min(skip, length);
    skip -= skipped;
    const change = op.attributes;
    if (op.delete !== undefined) take(length - skipped, () => {});
    else if (change === undefined) take(length - skipped, keep);
    else take(length - skipped, (token) => keep({ ...token, attributes: patched(token.attributes, change) }));
  }
  take(Number.MAX_SAFE_INTEGER, keep);
  return result;
}

/** As Yjs does it: half of a surrogate pair becomes U+FFFD. */
function splitText(text: string, at: number): [string, string] {
  const one = text.slice(0, at);
  const other = text.slice(at);
  return /[\ud800-\udbff]$/.test(one)
    ? [`${one.slice(0, -1)}\ufffd`, `\ufffd${other.slice(1)}`]
    : [one, other];
}

function tokensOf(block: Block): Token[] {
  if (block.marker === null) return [...block.runs];
  return [{ kind: "marker", marker: block.marker, attributes: block.markerAttributes }, ...block.runs];
}

function readToken({ insert, attributes: given }: DeltaOp): Token {
  const attributes = given === undefined ? noAttributes : ordered(Object.entries(given));
  if (typeof insert === "string") return { kind: "text", text: insert, attributes };
  if (insert instanceof Y.Map) return { kind: "marker", marker: insert, attributes };
  if (typeof insert === "object" && insert !== null && !(insert instanceof Y.AbstractType)) {
    const { t, a, m } = insert as { t?: unknown; a?: unknown; m?: unknown };
    if (typeof m === "string") return { kind: "place", key: m, attributes };
    if (typeof t === "string") {
      const values =
        typeof a === "object" && a !== null && !Array.isArray(a) ? (a as Attributes) : noAttributes;
      return { kind: "leaf", name: t, values, attributes };
    }
  }
  return { kind: "hidden", attributes };
}

function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last?.kind === "text" && run.kind === "text" && sameValue(last.attributes, run.attributes)) {
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  } else runs.push(run);
}

function patched(attributes: Attributes, change: Readonly<Record<string, unknown>>): Attributes {
  return ordered(Object.entries({ ...attributes, ...change }));
}

/** Equal attributes are equal as text, whatever order they were written in. */
function ordered(entries: [string, unknown][]): Attributes {
  const set = entries.filter(([, value]) => value !== null);
  return set.length === 0 ? noAttributes : Object.fromEntries(set.sort(([a], [b]) => (a < b ? -1 : 1)));
}
