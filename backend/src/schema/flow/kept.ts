/**
 * Which positions an edit preserved, read from its step maps. Steps say it exactly where a comparison of texts can
 * only guess: of "aaa" → "aa" they know which letter went.
 */
import type { StepMap } from "@tiptap/pm/transform";
import type { Kept } from "./align.js";

/**
 * The ranges of a document of this content size that all `maps`, applied one after the other, left alone: in order,
 * without overlap, none empty, and neighbours that moved alike are one. A change of marks leaves everything alone.
 */
export function keptRanges(maps: readonly StepMap[], size: number): readonly Kept[] {
  const all = size > 0 ? [{ oldFrom: 0, newFrom: 0, length: size }] : [];
  return maps.length === 0 ? all : through(all, preserved(maps));
}

/** The stretches between what the steps replaced; the last one has no end. */
function preserved(maps: readonly StepMap[]): readonly Kept[] {
  const [map] = maps;
  if (map === undefined || maps.length > 1) {
    // By halves: one after the other, each step would pass all that the ones before it left.
    const middle = maps.length >> 1;
    return through(preserved(maps.slice(0, middle)), preserved(maps.slice(middle)));
  }
  const stretches: Kept[] = [];
  let oldFrom = 0;
  let newFrom = 0;
  map.forEach((oldStart, oldEnd, _newStart, newEnd) => {
    if (oldStart > oldFrom) stretches.push({ oldFrom, newFrom, length: oldStart - oldFrom });
    oldFrom = oldEnd;
    newFrom = newEnd;
  });
  stretches.push({ oldFrom, newFrom, length: Number.POSITIVE_INFINITY });
  return stretches;
}

/** What is left of `first` behind a change that left `second` alone. */
function through(first: readonly Kept[], second: readonly Kept[]): readonly Kept[] {
  const result: Kept[] = [];
  let i = 0;
  let j = 0;
  for (let one = first[i], other = second[j]; one !== undefined && other !== undefined; ) {
    const oneEnd = one.newFrom + one.length;
    const otherEnd = other.oldFrom + other.length;
    const from = Math.max(one.newFrom, other.oldFrom);
    const to = Math.min(oneEnd, otherEnd);
    if (from < to) {
      add(result, {
        oldFrom: from - one.newFrom + one.oldFrom,
        newFrom: from - other.oldFrom + other.newFrom,
        length: to - from,
      });
    }
    if (oneEnd <= otherEnd) one = first[++i];
    else other = second[++j];
  }
  return result;
}

function add(ranges: Kept[], next: Kept): void {
  const last = ranges.at(-1);
  const follows =
    last !== undefined &&
    last.oldFrom + last.length === next.oldFrom &&
    last.newFrom + last.length === next.newFrom;
  if (follows) ranges[ranges.length - 1] = { ...last, length: last.length + next.length };
  else ranges.push(next);
}
