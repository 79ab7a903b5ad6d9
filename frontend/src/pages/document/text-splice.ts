/**
 * One edit of a plain text field, found by comparing what it held with what it holds, and how such edits and
 * remote ones move positions. Pure; indices are UTF-16 code units, and no surrogate pair is ever cut.
 */
import type * as Y from "yjs";

export interface Splice {
  readonly index: number;
  readonly removed: number;
  readonly inserted: string;
}

/** A change as Yjs reports it. */
export type TextDelta = Y.YTextEvent["delta"];

/**
 * The smallest edit that makes `after` of `before`; null where they are equal. `caret` is where the caret stands
 * in `after`: of several equal edits ("a" typed into "aaa") it picks the one that was made.
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let end = 0;
  const mostEnd = Math.min(shorter, after.length - Math.min(caret, after.length));
  while (end < mostEnd && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (isInsidePair(before, before.length - end)) end--;
  let start = 0;
  while (start < shorter - end && before[start] === after[start]) start++;
  if (isInsidePair(before, start)) start--;
  return {
    index: start,
    removed: before.length - end - start,
    inserted: after.slice(start, after.length - end),
  };
}

function isInsidePair(text: string, index: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, index - 1), index + 1));
}

/** Where a position goes when `delta` happens to the text. At a place where text is inserted it stays before it. */
export function mapPosition(delta: TextDelta, position: number): number {
  let at = 0;
  let mapped = position;
  for (const part of delta) {
    if (at > position) break;
    if (part.retain !== undefined) at += part.retain;
    else if (part.delete !== undefined) {
      mapped -= Math.min(part.delete, Math.max(0, position - at));
      at += part.delete;
    } else if (typeof part.insert === "string" && at < position) mapped += part.insert.length;
  }
  return mapped;
}

/** `splice`, made on a text to which `deltas` have happened since. What both removed is removed once. */
export function rebase(splice: Splice, deltas: readonly TextDelta[]): Splice {
  let start = splice.index;
  let end = splice.index + splice.removed;
  for (const delta of deltas) {
    start = mapPosition(delta, start);
    end = Math.max(start, mapPosition(delta, end));
  }
  return { index: start, removed: end - start, inserted: splice.inserted };
}

/** As much of `text` as fits into `maxBytes` of UTF-8, cut between whole characters. */
export function fitBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let fitting = "";
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > maxBytes) break;
    fitting += character;
  }
  return fitting;
}
