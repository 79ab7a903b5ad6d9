/**
 * Which positions an edit preserved, read from its step maps. Steps say it exactly where a comparison of texts can
 * only guess: of "aaa" → "aa" they know which letter went.
 */
import type { StepMap } from "@tiptap/pm/transform";
import type { Kept } from "./align.js";

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** What the step adds to positions in here. */
  readonly shift: number;
}

/**
 * The ranges of a document of this content size that all `maps`, applied one after the other, left alone: in order,
 * without overlap, none empty, and neighbours that moved alike are one. A change of marks leaves everything alone.
 */
export function keptRanges(maps: readonly StepMap[], size: number): readonly Kept[] {
  let kept: readonly Kept[] = size > 0 ? [{ oldFrom: 0, newFrom: 0, length: size }] : [];
  for (const map of maps) kept = throughMap(kept, preserved(map));
  return kept;
}

/** The stretches between the ranges that one step replaced; the last one has no end. */
function preserved(map: StepMap): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let shift = 0;
  map.forEach((oldStart, oldEnd, newStart, newEnd) => {
    if (oldStart > from) stretches.push({ from, to: oldStart, shift });
    from = oldEnd;
    shift += newEnd - newStart - (oldEnd - oldStart);
  });
  stretches.push({ from, to: Number.POSITIVE_INFINITY, shift });
  return stretches;
}

function throughMap(kept: readonly Kept[], stretches: readonly Stretch[]): Kept[] {
  const result: Kept[] = [];
  let k = 0;
  let s = 0;
  for (let range = kept[k], stretch = stretches[s]; range !== undefined && stretch !== undefined; ) {
    const end = range.newFrom + range.length;
    const from = Math.max(range.newFrom, stretch.from);
    const to = Math.min(end, stretch.to);
    if (from < to) {
      add(result, {
        oldFrom: range.oldFrom + from - range.newFrom,
        newFrom: from + stretch.shift,
        length: to - from,
      });
    }
    if (end <= stretch.to) range = kept[++k];
    else stretch = stretches[++s];
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
