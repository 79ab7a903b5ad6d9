/**
 * What changed from one page to another, by the keys of its blocks and containers: as small steps, and as the ranges
 * of positions that were replaced. Pure: nothing is applied, so that it costs one pass however much changed.
 */
import { Fragment, type Mark, type Node, Slice } from "@tiptap/pm/model";
import {
  AddMarkStep,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
  StepMap,
} from "@tiptap/pm/transform";
import { increasing } from "./increasing.js";
import { tokens } from "./node-tokens.js";
import { changesBetween, type TextChange } from "./text-diff.js";
import { TouchingMap } from "./touching-map.js";

/** What tells a node of one page from the others, whatever it holds: its block or the id of its container. */
export type KeyOf = (node: Node) => unknown;

export class PageDiff {
  /** They lead from the end of the page to its beginning; one of them may not fit where it comes. */
  readonly steps: Step[] = [];
  /** Positions replaced, in both pages. */
  cost = 0;
  readonly #oldKey: KeyOf;
  readonly #newKey: KeyOf;
  /** What is replaced, as positions of the old page: where, how much, by how much. The last comes first. */
  readonly #ranges: (readonly [number, number, number])[] = [];

  constructor(before: Node, after: Node, oldKey: KeyOf, newKey: KeyOf) {
    this.#oldKey = oldKey;
    this.#newKey = newKey;
    this.#children(before, after, 0);
  }

  /** All changes at once. A change of marks replaces no position. */
  map(): StepMap {
    return this.#ranges.length === 0 ? StepMap.empty : new TouchingMap(this.#ranges.toReversed().flat());
  }

  /** `start` is the position of the old parent's content. */
  #children(before: Node, after: Node, start: number): void {
    const old = before.children;
    const now = after.children;
    let head = 0;
    while (head < old.length && head < now.length && old[head] === now[head]) head++;
    let tail = 0;
    while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
      tail++;
    const oldTo = old.length - tail;
    const newTo = now.length - tail;
    if (oldTo === head && newTo === head) return;
    // Where the children that differ begin, and where the last of them ends.
    const starts: number[] = [];
    let pos = start;
    for (let i = 0; i < oldTo; i++) {
      if (i >= head) starts.push(pos);
      pos += (old[i] as Node).nodeSize;
    }
    starts.push(pos);
    const startOf = (i: number) => starts[i - head] as number;
    const pairs = this.#pair(old, now, head, oldTo, newTo);
    // From the end to the beginning: positions before a step stay true.
    let oldAt = oldTo;
    let newAt = newTo;
    for (const [i, j] of [...pairs.reverse(), [head - 1, head - 1] as const]) {
      this.#replace(startOf(i + 1), startOf(oldAt), now.slice(j + 1, newAt), old.slice(i + 1, oldAt));
      const one = old[i];
      const other = now[j];
      if (i >= head && one !== undefined && other !== undefined) this.#node(one, other, startOf(i));
      oldAt = i;
      newAt = j;
    }
  }

  /** Children that are the same thing before and after, in an order both share. */
  #pair(
    old: readonly Node[],
    now: readonly Node[],
    head: number,
    oldTo: number,
    newTo: number,
  ): [number, number][] {
    const places = new Map<unknown, number>();
    for (let i = head; i < oldTo; i++) {
      const key = this.#oldKey(old[i] as Node);
      if (key !== undefined) places.set(key, i);
    }
    const candidates: [number, number][] = [];
    for (let j = head; j < newTo; j++) {
      const i = places.get(this.#newKey(now[j] as Node));
      if (i !== undefined && (old[i] as Node).isTextblock === (now[j] as Node).isTextblock)
        candidates.push([i, j]);
    }
    if (candidates.length === 0 && oldTo - head === 1 && newTo - head === 1) {
      const [one, other] = [old[head] as Node, now[head] as Node];
      if (one.type === other.type && !one.isLeaf) return [[head, head]];
    }
    const chosen = increasing(candidates.map(([i]) => i));
    return candidates.filter((_, n) => chosen.has(n));
  }

  #replace(from: number, to: number, nodes: readonly Node[], old: readonly Node[]): void {
    if (nodes.length === 0 && from === to) return;
    const [one] = old;
    const [other] = nodes;
    if (old.length === 1 && nodes.length === 1 && one !== undefined && other !== undefined) {
      if (this.#wrap(one, other, from) || this.#lift(one, other, from)) return;
    }
    const content = Fragment.fromArray([...nodes]);
    this.#swap(from, to, new Slice(content, 0, 0));
  }

  /** One block that now stands in new containers, alone. */
  #wrap(one: Node, other: Node, pos: number): boolean {
    const path: Node[] = [];
    let inner = other;
    while (inner.childCount === 1 && !inner.isTextblock && !inner.eq(one)) {
      path.push(inner);
      inner = inner.child(0);
    }
    if (path.length === 0 || !inner.eq(one)) return false;
    let shell = Fragment.empty;
    for (const node of path.reverse()) shell = Fragment.from(node.copy(shell));
    const end = pos + one.nodeSize;
    this.#range(end, 0, path.length);
    this.#range(pos, 0, path.length);
    this.steps.push(new ReplaceAroundStep(pos, end, pos, end, new Slice(shell, 0, 0), path.length, true));
    return true;
  }

  /** One block that was alone in containers and now stands without them. */
  #lift(one: Node, other: Node, pos: number): boolean {
    let depth = 0;
    let inner = one;
    while (inner.childCount === 1 && !inner.isTextblock && !inner.eq(other)) {
      depth++;
      inner = inner.child(0);
    }
    if (depth === 0 || !inner.eq(other)) return false;
    const end = pos + one.nodeSize;
    this.#range(end - depth, depth, 0);
    this.#range(pos, depth, 0);
    this.steps.push(new ReplaceAroundStep(pos, end, pos + depth, end - depth, Slice.empty, 0, true));
    return true;
  }

  #node(before: Node, after: Node, pos: number): void {
    if (before === after) return;
    const same = before.sameMarkup(after);
    if (before.isLeaf || after.isLeaf) {
      if (!same) this.#swap(pos, pos + before.nodeSize, new Slice(Fragment.from(after), 0, 0));
      return;
    }
    if (!same) this.#range(pos + before.nodeSize - 1, 1, 1);
    // Contents first: the node's own tokens enclose them.
    if (before.isTextblock && after.isTextblock) this.#text(before, after, pos + 1);
    else this.#children(before, after, pos + 1);
    if (same) return;
    this.#range(pos, 1, 1);
    const end = pos + 2 + after.content.size;
    const shell = new Slice(Fragment.from(after.copy(Fragment.empty)), 0, 0);
    this.steps.push(new ReplaceAroundStep(pos, end, pos + 1, end - 1, shell, 1, true));
  }

  #text(before: Node, after: Node, start: number): void {
    if (tokens(before) === tokens(after) && !tokens(before).includes("\ufffc")) {
      this.#marks(before, after, start);
      return;
    }
    const tight = tightRange(before, after);
    if (tight === null) return;
    const { from, oldTo, newTo } = tight;
    const changes = changesWithin(tokens(before).slice(from, oldTo), tokens(after).slice(from, newTo));
    let { content } = before;
    for (const change of changes.reverse()) {
      const slice = after.slice(from + change.newFrom, from + change.newTo);
      const [oldFrom, oldEnd] = [from + change.oldFrom, from + change.oldTo];
      this.#swap(start + oldFrom, start + oldEnd, slice);
      content = content.cut(0, oldFrom).append(slice.content).append(content.cut(oldEnd));
    }
    this.#marks(before.copy(content), after, start);
  }

  #marks(before: Node, after: Node, start: number): void {
    let offset = 0;
    while (offset < before.content.size) {
      const one = before.childAfter(offset);
      const other = after.childAfter(offset);
      const end = Math.min(
        one.offset + (one.node?.nodeSize ?? 1),
        other.offset + (other.node?.nodeSize ?? 1),
      );
      this.#remark(one.node?.marks ?? [], other.node?.marks ?? [], start + offset, start + end);
      offset = end;
    }
  }

  #remark(old: readonly Mark[], now: readonly Mark[], from: number, to: number): void {
    for (const mark of old) if (!mark.isInSet(now)) this.steps.push(new RemoveMarkStep(from, to, mark));
    for (const mark of now) if (!mark.isInSet(old)) this.steps.push(new AddMarkStep(from, to, mark));
  }

  #swap(from: number, to: number, slice: Slice): void {
    this.#range(from, to - from, slice.size);
    this.steps.push(new ReplaceStep(from, to, slice));
  }

  #range(from: number, size: number, newSize: number): void {
    this.#ranges.push([from, size, newSize]);
    this.cost += size + newSize;
  }
}

/** One change where there is nothing between, or where leaves stand in it, which are more than their token. */
function changesWithin(before: string, after: string): TextChange[] {
  const whole = [{ oldFrom: 0, oldTo: before.length, newFrom: 0, newTo: after.length }];
  if (before === "" || after === "" || before.includes("\ufffc") || after.includes("\ufffc")) return whole;
  const changes = changesBetween(before, after);
  // The same letters with other marks.
  return changes === null || changes.length === 0 ? whole : changes;
}

/** The one range in which two nodes differ, as positions of their contents; null where they hold the same. */
export function tightRange(before: Node, after: Node) {
  const from = before.content.findDiffStart(after.content);
  if (from === null) return null;
  const end = before.content.findDiffEnd(after.content);
  if (end === null) return null;
  // In "aa" → "aaa" both ends meet: the later end gives way.
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  return { from, oldTo: end.a + overlap, newTo: end.b + overlap };
}
