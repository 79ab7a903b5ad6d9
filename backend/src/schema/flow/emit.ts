/**
 * Writes the text of a change: one delta for the Y.Text. Walks the blocks as they stand in the flow; what a leaf
 * keeps is passed over, what is new is put in right behind it, and of the rest only tokens that were drawn are
 * deleted. That is why nobody can delete what they have not seen.
 */
import type { Mark, Node } from "@tiptap/pm/model";
import * as Y from "yjs";
import type { Block, Blocks } from "./blocks.js";
import type { DrawnLeaf } from "./drawing.js";
import { sameValue } from "./json.js";
import { seen } from "./leaf.js";
import type { NewLeaf, Piece } from "./new-leaf.js";
import { tokens } from "./node-tokens.js";
import { dividesCharacter, wholeCharacters } from "./surrogates.js";
import { type Attributes, type DeltaOp, type Marker, noAttributes, type Run, runLength } from "./tokens.js";

/** One step of what is to stand in the flow, in its order. */
type Target =
  | { readonly kind: "marker"; readonly leaf: NewLeaf }
  | { readonly kind: "insert"; readonly insert: string | object; readonly attributes: Attributes }
  | { readonly kind: "keep"; readonly piece: Piece; readonly leaf: NewLeaf };

export interface Emitted {
  readonly ops: readonly DeltaOp[];
  /** Blocks whose markers stay, and which are to be marked as deleted. */
  readonly softDeleted: readonly Block[];
}

export interface Region {
  /** What the block shows from now on; null where its marker is kept by no leaf. */
  readonly leaf: NewLeaf | null;
  /** New blocks right before its marker. */
  readonly before: readonly NewLeaf[];
  /** New blocks that begin behind its content. */
  readonly after: readonly NewLeaf[];
  readonly drawn: DrawnLeaf;
}

/**
 * `head` are new blocks before everything; `regions` are the blocks that change, by block. All other blocks are
 * passed over, unless a join goes through them.
 */
export function emit(
  blocks: Pick<Blocks, "list" | "startOf">,
  head: readonly NewLeaf[],
  regions: ReadonlyMap<Block, Region>,
): Emitted {
  const { list } = blocks;
  const walk = new Walk();
  let first = head.length > 0 ? 0 : list.length;
  let last = -1;
  for (const { index } of regions.keys()) {
    first = Math.min(first, index);
    last = Math.max(last, index);
  }
  // A block outside of the change stands in between where it was moved away from there: a join leaves it alone.
  const carries = (index: number) => {
    const block = list[index] as Block;
    const region = regions.get(block);
    return region === undefined ? !block.deleted || block.runs.length > 0 : region.leaf !== null;
  };
  walk.begin(head.flatMap((leaf) => targets(leaf, -1, carries)));
  const begin = list[first];
  const before = list[first - 1];
  if (begin !== undefined && before !== undefined) walk.skip(blocks.startOf(begin), before);
  // What lies outside of the change is not even looked at.
  for (let i = first; i <= last; i++) {
    const block = list[i] as Block;
    const region = regions.get(block);
    if (region === undefined && !walk.joining) {
      walk.skip(block.length, block);
      continue;
    }
    const begun = [...(region?.leaf ? [region.leaf] : []), ...(region?.after ?? [])];
    const sequence = begun.flatMap((leaf) => targets(leaf, i, carries));
    walk.begin(region?.before.flatMap((leaf) => targets(leaf, i, carries)) ?? []);
    walk.block(block, region ?? null, sequence);
  }
  return { ops: walk.ops, softDeleted: walk.softDeleted };
}

/** A leaf as targets, without the marker it keeps. Pieces that the walk could not reach in order are written anew. */
function targets(leaf: NewLeaf, at: number, carries: (index: number) => boolean): Target[] {
  const result: Target[] = [];
  if (leaf.source === null) result.push({ kind: "marker", leaf });
  if (!leaf.node.isTextblock) return result;
  let from = 0;
  let reached = at;
  let offset = -1;
  for (const piece of leaf.pieces) {
    const block = piece.source.block.index;
    if (!reachable(at, reached, block, carries) || (block === reached && piece.oldOffset < offset)) continue;
    if (piece.newOffset < from) continue;
    result.push(...inserts(leaf.node, from, piece.newOffset), { kind: "keep", piece, leaf });
    from = piece.newOffset + piece.length;
    reached = block;
    offset = piece.oldOffset + piece.length;
  }
  result.push(...inserts(leaf.node, from, leaf.node.content.size));
  return result;
}

/** Forward only, and never past a block that shows something of its own, there or elsewhere. */
export function reachable(
  at: number,
  reached: number,
  block: number,
  carries: (index: number) => boolean,
): boolean {
  if (block < reached) return false;
  for (let i = Math.max(at, reached) + 1; i <= block; i++) if (carries(i)) return false;
  return true;
}

function inserts(node: Node, from: number, to: number): Target[] {
  const result: Target[] = [];
  if (from >= to) return result;
  node.nodesBetween(from, to, (child, pos) => {
    const attributes = writeMarks(child.marks);
    if (child.isText) {
      const text = wholeCharacters(
        tokens(node).slice(whole(node, Math.max(from, pos)), whole(node, Math.min(to, pos + child.nodeSize))),
      );
      if (text !== "") result.push({ kind: "insert", insert: text, attributes });
    } else result.push({ kind: "insert", insert: writeLeaf(child), attributes });
  });
  return result;
}

export function writeLeaf(node: Node): object {
  const attributes = Object.entries(node.attrs).filter(
    ([name, value]) => !sameValue(value, node.type.spec.attrs?.[name]?.default),
  );
  return { t: node.type.name, ...(attributes.length > 0 ? { a: Object.fromEntries(attributes) } : {}) };
}

export function writeMarks(marks: readonly Mark[]): Attributes {
  if (marks.length === 0) return noAttributes;
  return Object.fromEntries(
    marks.map((mark) => {
      const attributes = Object.entries(mark.attrs).filter(
        ([, value]) => value !== null && value !== undefined,
      );
      const value = attributes.length > 0 ? Object.fromEntries(attributes) : true;
      return [markKey(mark), value];
    }),
  );
}

/** Marks of one kind that may lie over each other have keys of their own. */
function markKey({ type, attrs }: Mark): string {
  if (type.excludes(type)) return type.name;
  const own =
    typeof attrs.id === "string" || typeof attrs.id === "number" ? String(attrs.id) : JSON.stringify(attrs);
  return `${type.name}--${own}`;
}

class Walk {
  readonly #ops: DeltaOp[] = [];
  readonly softDeleted: Block[] = [];
  #waiting: Target[] = [];
  /** The first of them, where it is kept in part. */
  #begun: Target | null = null;
  /** The formatting at the cursor, which a marker put in here carries too. */
  #surrounding: Attributes = noAttributes;

  get ops(): readonly DeltaOp[] {
    const last = this.#ops.findLastIndex((op) => op.retain === undefined || op.attributes !== undefined);
    return inOrder(this.#ops.slice(0, last + 1));
  }

  /** True while a leaf that has begun still waits for tokens further on. */
  get joining(): boolean {
    return this.#waiting.some(({ kind }) => kind === "keep");
  }

  begin(targets: readonly Target[]): void {
    this.#waiting.push(...targets);
    this.#flush();
  }

  /** Passes over so many tokens, of which `last` is the last block. */
  skip(length: number, last: Block): void {
    this.#retain(length);
    this.#surrounding = last.runs.at(-1)?.attributes ?? last.markerAttributes;
  }

  block(block: Block, region: Region | null, sequence: readonly Target[]): void {
    if (region?.leaf != null) this.#writeAnew(() => true);
    if (block.marker !== null) this.#passMarker(block, region);
    this.begin(sequence);
    // An atom shows none of the tokens of its block: they stand behind it, and are not part of the change.
    const type = region === null || region.drawn.node.isLeaf ? null : region.drawn.node.type;
    let offset = 0;
    for (const run of block.runs) {
      if (type === null || !seen(run, type)) this.#retain(runLength(run));
      else {
        this.#tokens(block, run, offset);
        offset += runLength(run);
      }
    }
    this.#writeAnew(({ piece }) => piece.source.block.index <= block.index);
  }

  /** What was to be kept and has been passed by: another leaf has it, or it is gone. */
  #writeAnew(isPassed: (keep: Extract<Target, { kind: "keep" }>) => boolean): void {
    for (let next = this.#waiting[0]; next?.kind === "keep" && isPassed(next); next = this.#waiting[0]) {
      const { leaf, piece } = next;
      this.#waiting.splice(0, 1, ...inserts(leaf.node, piece.newOffset, piece.newOffset + piece.length));
      this.#flush();
    }
  }

  #passMarker(block: Block, region: Region | null): void {
    if (region?.leaf != null) {
      this.#retain(1);
      this.#surrounding = block.markerAttributes;
    } else if (this.joining) this.#ops.push({ delete: 1 });
    else {
      this.#retain(1);
      if (region !== null) this.softDeleted.push(block);
    }
  }

  /** One run of drawn tokens, the first of them at `offset`: kept where the next target says so, deleted elsewhere. */
  #tokens(block: Block, run: Run, offset: number): void {
    let at = 0;
    const length = runLength(run);
    while (at < length) {
      const passed = offset + at;
      if (this.#waiting[0] !== this.#begun)
        this.#writeAnew(
          ({ piece: { source, oldOffset } }) =>
            source.block.index < block.index || (source.block === block && oldOffset < passed),
        );
      const next = this.#waiting[0];
      const own = next?.kind === "keep" && next.piece.source.block === block ? next : null;
      const begins = own === null ? Number.POSITIVE_INFINITY : own.piece.oldOffset - offset;
      if (own === null || begins >= length) {
        this.#ops.push({ delete: length - at });
        return;
      }
      if (begins > at) {
        this.#ops.push({ delete: begins - at });
        at = begins;
      }
      const ends = Math.min(length, begins + own.piece.length);
      this.#keep(run, own.leaf, own.piece, offset + at, ends - at);
      at = ends;
      if (ends === begins + own.piece.length) {
        this.#waiting.shift();
        this.#flush();
      } else this.#begun = own;
    }
  }

  /** Kept tokens change their formatting where what is drawn over them changed. */
  #keep(run: Run, leaf: NewLeaf, piece: Piece, oldOffset: number, length: number): void {
    let done = 0;
    while (done < length) {
      const from = oldOffset + done;
      const to = piece.newOffset + from - piece.oldOffset;
      const old = piece.source.node.nodeAt(from);
      const now = leaf.node.nodeAt(to);
      const rest = Math.min(
        length - done,
        whole(piece.source.node, endOf(piece.source.node, from)) - from,
        whole(leaf.node, endOf(leaf.node, to)) - to,
      );
      const marks = writeMarks(now?.marks ?? []);
      const hidden = hiddenMarks(run.attributes, piece.source.node, leaf.node);
      const change = difference({ ...hidden, ...writeMarks(old?.marks ?? []) }, marks);
      this.#retain(rest, change);
      done += rest;
    }
    this.#surrounding = run.attributes;
  }

  #flush(): void {
    for (let next = this.#waiting[0]; next !== undefined && next.kind !== "keep"; next = this.#waiting[0]) {
      this.#waiting.shift();
      if (next.kind === "insert") {
        this.#ops.push({ insert: next.insert, attributes: { ...next.attributes } });
        this.#surrounding = next.attributes;
      } else {
        const marker: Marker = new Y.Map<unknown>();
        next.leaf.marker = marker;
        this.#ops.push({ insert: marker, attributes: { ...this.#surrounding } });
      }
    }
  }

  #retain(length: number, attributes: Record<string, unknown> | null = null): void {
    if (length === 0) return;
    const last = this.#ops.at(-1);
    if (attributes === null && last?.retain !== undefined && last.attributes === undefined) {
      this.#ops[this.#ops.length - 1] = { retain: last.retain + length };
    } else this.#ops.push(attributes === null ? { retain: length } : { retain: length, attributes });
  }
}

/**
 * What goes before the text that comes in its place: Yjs puts the letters that follow behind what is deleted there, and
 * what was put in before is to stand with them.
 */
function inOrder(ops: readonly DeltaOp[]): DeltaOp[] {
  const ordered: DeltaOp[] = [];
  const text: DeltaOp[] = [];
  for (const op of ops) {
    if (typeof op.insert === "string") text.push(op);
    else {
      if (op.delete === undefined) ordered.push(...text.splice(0));
      ordered.push(op);
    }
  }
  return [...ordered, ...text];
}

/** Marks that one of two types does not hold go when the one becomes the other: nobody sees that they come back. */
function hiddenMarks(stored: Attributes, old: Node, now: Node): Attributes {
  if (old.type === now.type || stored === noAttributes) return noAttributes;
  const known = old.type.schema.marks;
  const hidden = Object.entries(stored).filter(([key]) => {
    const name = key.split("--", 1)[0] ?? key;
    const mark = Object.hasOwn(known, name) ? known[name] : undefined;
    return mark !== undefined && !(old.type.allowsMarkType(mark) && now.type.allowsMarkType(mark));
  });
  return Object.fromEntries(hidden);
}

/** Where the inline node at `offset` ends. */
function endOf(node: Node, offset: number): number {
  const child = node.childAfter(offset);
  return child.offset + (child.node?.nodeSize ?? 1);
}

/** A character belongs to the formatting of its first half. */
function whole(node: Node, offset: number): number {
  return dividesCharacter(tokens(node), offset) ? offset + 1 : offset;
}

function difference(old: Attributes, now: Attributes): Record<string, unknown> | null {
  const change: Record<string, unknown> = {};
  for (const key of Object.keys(old)) if (!(key in now)) change[key] = null;
  for (const [key, value] of Object.entries(now)) if (!sameValue(old[key], value)) change[key] = value;
  return Object.keys(change).length === 0 ? null : change;
}
