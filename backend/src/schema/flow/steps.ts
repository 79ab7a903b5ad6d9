/**
 * From one page to another by small steps, so that whatever is anchored in the page (a selection, a decoration, an
 * open menu) stays where it is when somebody else writes. What is the same object is the same; what has the same
 * key is the same block or container, changed.
 */
import { Fragment, type Mark, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceAroundStep, ReplaceStep, Transform } from "@tiptap/pm/transform";
import { tokens } from "./node-tokens.js";
import { changesBetween, type TextChange } from "./text-diff.js";

/** What tells a node of one page from the others, whatever it holds: its block or the id of its container. */
export type KeyOf = (node: Node) => unknown;

/** Takes `tr` from its document to `after`. Fewest replaced positions win: the steps by key, or one tight range. */
export function stepTo(tr: Transform, after: Node, oldKey: KeyOf, newKey: KeyOf): void {
  const tight = tightRange(tr.doc, after);
  if (tight === null) return;
  const trial = new Differ(new Transform(tr.doc), oldKey, newKey);
  if (trial.run(after) && trial.cost <= tight.cost) {
    for (const step of trial.tr.steps) tr.step(step);
    return;
  }
  tr.step(new ReplaceStep(tight.from, tight.oldTo, after.slice(tight.from, tight.newTo)));
  if (!tr.doc.eq(after)) tr.replaceWith(0, tr.doc.content.size, after.content);
}

function tightRange(before: Node, after: Node) {
  const from = before.content.findDiffStart(after.content);
  if (from === null) return null;
  const end = before.content.findDiffEnd(after.content);
  if (end === null) return null;
  // In "aa" → "aaa" both ends meet: the later end gives way.
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  const oldTo = end.a + overlap;
  const newTo = end.b + overlap;
  return { from, oldTo, newTo, cost: oldTo - from + (newTo - from) };
}

class Differ {
  readonly tr: Transform;
  readonly #oldKey: KeyOf;
  readonly #newKey: KeyOf;
  /** Positions replaced. */
  cost = 0;

  constructor(tr: Transform, oldKey: KeyOf, newKey: KeyOf) {
    this.tr = tr;
    this.#oldKey = oldKey;
    this.#newKey = newKey;
  }

  /** False where a step did not fit on the way. */
  run(after: Node): boolean {
    try {
      this.#children(this.tr.doc, after, 0);
      return this.tr.doc.eq(after);
    } catch {
      return false;
    }
  }

  /** `start` is the position of the old parent's content, in a document whose part before it is still unchanged. */
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
    return increasing(candidates);
  }

  #replace(from: number, to: number, nodes: readonly Node[], old: readonly Node[]): void {
    if (nodes.length === 0 && from === to) return;
    const [one] = old;
    const [other] = nodes;
    if (old.length === 1 && nodes.length === 1 && one !== undefined && other !== undefined) {
      if (this.#wrap(one, other, from) || this.#lift(one, other, from)) return;
    }
    const content = Fragment.fromArray([...nodes]);
    this.#step(new ReplaceStep(from, to, new Slice(content, 0, 0)), to - from + content.size);
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
    this.#step(
      new ReplaceAroundStep(pos, end, pos, end, new Slice(shell, 0, 0), path.length, true),
      2 * path.length,
    );
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
    this.#step(new ReplaceAroundStep(pos, end, pos + depth, end - depth, Slice.empty, 0, true), 2 * depth);
    return true;
  }

  #node(before: Node, after: Node, pos: number): void {
    if (before === after) return;
    // Contents first: the node's own tokens enclose them.
    if (before.isTextblock && after.isTextblock) this.#text(before, after, pos + 1);
    else if (!before.isLeaf && !after.isLeaf) this.#children(before, after, pos + 1);
    if (before.sameMarkup(after)) return;
    if (before.isLeaf || after.isLeaf) {
      this.#step(
        new ReplaceStep(pos, pos + before.nodeSize, new Slice(Fragment.from(after), 0, 0)),
        after.nodeSize + before.nodeSize,
      );
      return;
    }
    const end = pos + 2 + after.content.size;
    const shell = new Slice(Fragment.from(after.copy(Fragment.empty)), 0, 0);
    this.#step(new ReplaceAroundStep(pos, end, pos + 1, end - 1, shell, 1, true), 2);
  }

  #text(before: Node, after: Node, start: number): void {
    if (tokens(before) === tokens(after) && !tokens(before).includes("\ufffc")) {
      this.#marks(before, after, start);
      return;
    }
    const from = before.content.findDiffStart(after.content);
    const end = before.content.findDiffEnd(after.content);
    if (from === null || end === null) return;
    const overlap = Math.max(0, from - Math.min(end.a, end.b));
    const oldTo = end.a + overlap;
    const newTo = end.b + overlap;
    const changes = changesWithin(tokens(before).slice(from, oldTo), tokens(after).slice(from, newTo));
    for (const change of changes.reverse()) {
      const slice = after.slice(from + change.newFrom, from + change.newTo);
      const [oldFrom, oldEnd] = [from + change.oldFrom, from + change.oldTo];
      this.#step(new ReplaceStep(start + oldFrom, start + oldEnd, slice), oldEnd - oldFrom + slice.size);
    }
    if (changes.length > 1) this.#marks(this.tr.doc.resolve(start).parent, after, start);
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
    for (const mark of old) if (!mark.isInSet(now)) this.tr.removeMark(from, to, mark);
    for (const mark of now) if (!mark.isInSet(old)) this.tr.addMark(from, to, mark);
  }

  #step(step: ReplaceStep | ReplaceAroundStep, cost: number): void {
    this.tr.step(step);
    this.cost += cost;
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

/** The longest selection of pairs in which both numbers grow; the second ones already do. */
function increasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([value], i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number] as [number, number])[0] < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  });
  const chosen: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) chosen.push(pairs[i] as [number, number]);
  return chosen.reverse();
}
