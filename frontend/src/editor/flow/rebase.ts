/**
 * Steps that were made in a view which lags behind the flow, as they apply to what the flow says. What others have
 * put into a stretch that a step replaces stays: whoever replaced it has not seen it.
 */
import type { Kept } from "@manyhands/backend/schema/flow/align";
import { keptRanges } from "@manyhands/backend/schema/flow/kept";
import type { Node, Slice } from "@tiptap/pm/model";
import { Mapping, ReplaceStep, type Step, type StepMap, Transform } from "@tiptap/pm/transform";

export interface MadeStep {
  readonly step: Step;
  /** The document it was made in. */
  readonly before: Node;
}

/** `theirs` leads from the document of the first step to what the flow says. A step that no longer fits is left out. */
export function rebase(steps: readonly MadeStep[], theirs: Transform): Transform {
  const ours = new Transform(theirs.doc);
  const inverted = steps.map(({ step, before }) => step.invert(before)).reverse();
  const mapping = new Mapping([...inverted.map((step) => step.getMap()), ...theirs.mapping.maps]);
  steps.forEach(({ step, before }, i) => {
    const from = steps.length - i;
    const own = mapping.slice(from);
    const parts = step instanceof ReplaceStep ? partsOf(step, mapping.maps.slice(from), before) : [];
    const mapped = step.map(own);
    if (step instanceof ReplaceStep && (parts.length > 1 || mapped === null)) {
      const first = ours.steps.length;
      replaceParts(ours, parts, parts[0]?.newFrom ?? own.map(step.from), step.slice);
      for (const map of ours.mapping.maps.slice(first)) mapping.appendMap(map);
      return;
    }
    if (mapped === null || ours.maybeStep(mapped).failed) return;
    mapping.appendMap(mapped.getMap(), from - 1);
  });
  return ours;
}

/** What is left of the stretch that the step replaces, piece by piece. */
function partsOf({ from, to }: ReplaceStep, maps: readonly StepMap[], { content }: Node): Kept[] {
  const parts: Kept[] = [];
  for (const range of keptRanges(maps, content.size)) {
    const start = Math.max(from, range.oldFrom);
    const end = Math.min(to, range.oldFrom + range.length);
    if (start >= end) continue;
    parts.push({ oldFrom: start, newFrom: start - range.oldFrom + range.newFrom, length: end - start });
  }
  return parts;
}

/** Takes the text of the pieces away, leaves what stands between them, its blocks as well, and puts the slice there. */
function replaceParts(ours: Transform, parts: readonly Kept[], at: number, slice: Slice): void {
  for (const { newFrom, length } of [...parts].reverse()) {
    const stretches: [number, number][] = [];
    ours.doc.nodesBetween(newFrom, newFrom + length, (node, pos) => {
      if (!node.isTextblock) return true;
      const start = Math.max(newFrom, pos + 1);
      const end = Math.min(newFrom + length, pos + 1 + node.content.size);
      if (start < end) stretches.push([start, end]);
      return false;
    });
    for (const [start, end] of stretches.reverse()) ours.delete(start, end);
  }
  ours.replace(at, at, slice);
}
