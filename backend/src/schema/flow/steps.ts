/**
 * From one page to another by small steps, so that whatever is anchored in the page (a selection, a decoration, an
 * open menu) stays where it is when somebody else writes. What is the same object is the same; what has the same
 * key is the same block or container, changed.
 */
import type { Node } from "@tiptap/pm/model";
import { type Step, StepMap, Transform } from "@tiptap/pm/transform";
import { type KeyOf, PageDiff, tightRange } from "./page-diff.js";
import { RedrawStep } from "./redraw-step.js";

/** Each step copies the list of blocks: so many take less than a frame in a page of 8,000. More become one step. */
const maxSteps = 16;

/**
 * Takes `tr` from its document to `after`. Fewest replaced positions win: the changes by key, or one tight range.
 * Whether they are many steps or one, their maps say the same.
 */
export function stepTo(tr: Transform, after: Node, oldKey: KeyOf, newKey: KeyOf): void {
  const tight = tightRange(tr.doc, after);
  if (tight === null) return;
  const { from, oldTo, newTo } = tight;
  const diff = new PageDiff(tr.doc, after, oldKey, newKey);
  const byKey = diff.cost <= oldTo - from + newTo - from;
  if (byKey && diff.steps.length <= maxSteps && leadsTo(tr.doc, diff.steps, after)) {
    for (const step of diff.steps) tr.step(step);
    return;
  }
  const map = byKey ? diff.map() : new StepMap([from, oldTo - from, newTo - from]);
  tr.step(new RedrawStep(tr.doc, after, tight, map));
}

/** A document on the way may be one that the schema does not allow, as a list of the one kind with items of the other. */
function leadsTo(before: Node, steps: readonly Step[], after: Node): boolean {
  const trial = new Transform(before);
  return steps.every((step) => !trial.maybeStep(step).failed) && trial.doc.eq(after);
}
