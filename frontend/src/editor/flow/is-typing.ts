/** Which of one's own changes go together: letters do, and anything else is taken back by itself. */
import type { Node } from "@tiptap/pm/model";
import { ReplaceStep, type Step } from "@tiptap/pm/transform";

/** Whether a step that was made in `before` puts in or takes away letters of one block. */
export function isTyping(step: Step, before: Node): boolean {
  if (!(step instanceof ReplaceStep)) return false;
  const $from = before.resolve(step.from);
  if (!$from.parent.isTextblock || !$from.sameParent(before.resolve(step.to))) return false;
  return step.slice.openStart === 0 && (step.slice.content.firstChild?.isInline ?? true);
}

/** Whether a step puts letters, and no block of its own, where something else was. */
export function putsLetters(step: Step): boolean {
  if (!(step instanceof ReplaceStep)) return false;
  let [texts, others] = [0, 0];
  step.slice.content.descendants((node) => {
    if (node.isText) texts++;
    else if (node.isLeaf) others++;
  });
  return texts === 1 && others === 0;
}
