/**
 * Other people's changes beside what an input method composes. A browser gives a composition up when its text node
 * is replaced or set anew, so changes within that node are made letter by letter before the view draws them: it then
 * finds the node as it wants it, and leaves it alone.
 */
import { RedrawStep } from "@manyhands/backend/schema/flow/redraw-step";
import { Mark, type Node } from "@tiptap/pm/model";
import { type Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { Step } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import { writeDom } from "./dom-observer.js";

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

/**
 * Hands the transaction's steps to `dispatch` one by one, the DOM of what is composed made ready for each. False where
 * drawing it would end the composition, because its block becomes another one or changes its place, or because
 * something is put into what is composed, which the input method is about to replace: then it has to wait, and nothing
 * was done.
 */
export function drawAround(
  view: EditorView,
  transaction: Transaction,
  composed: string,
  dispatch: (part: Transaction) => void,
): boolean {
  if (!keepsBlock(view, transaction)) return false;
  const node = (view.root as Document).getSelection()?.focusNode ?? null;
  const text = node instanceof Text && view.dom.contains(node) ? node : null;
  const edits = text === null ? [] : editsWithin(view, text, transaction);
  if (edits === null || (text !== null && touchesComposed(text.data, caretIn(text), edits.flat(), composed)))
    return false;
  // All at once, a block that is put in above would be drawn into the element of the block that changes as well.
  for (const [i, step] of transaction.steps.entries()) {
    // An extension answered with a change of its own: what is left is drawn when the composition is done.
    if (!transaction.docs[i]?.eq(view.state.doc)) break;
    const part = view.state.tr.step(step);
    const { anchor, head } =
      i === transaction.steps.length - 1 ? transaction.selection : before(part, view.state.selection);
    part.setSelection(TextSelection.between(part.doc.resolve(anchor), part.doc.resolve(head)));
    const own = edits[i] ?? [];
    if (text !== null && own.length > 0)
      writeDom(view, () => {
        for (const { at, removed, text: put } of own) text.replaceData(at, removed, put);
      });
    dispatch(part);
  }
  return true;
}

/** One's own selection stays before what others put in where it is. */
function before({ mapping }: Transaction, { anchor, head }: Selection): { anchor: number; head: number } {
  return { anchor: mapping.map(anchor, -1), head: mapping.map(head, -1) };
}

const caretIn = ({ ownerDocument }: Text): number => ownerDocument.getSelection()?.focusOffset ?? 0;

/**
 * Whether one of the edits of this text changes what is composed in it, which stands around the caret, or puts
 * something right before: a browser counts that as composed as well, and the input method would replace it.
 */
export function touchesComposed(
  whole: string,
  caret: number,
  edits: readonly Edit[],
  composed: string,
): boolean {
  let start = whole.lastIndexOf(composed, caret);
  if (start === -1 || start + composed.length < caret) start = Math.max(0, caret - composed.length);
  let end = start + composed.length;
  for (const { at, removed, text } of edits) {
    const grown = text.length - removed;
    if (at + removed < start || (at + removed === start && text === "")) {
      start += grown;
      end += grown;
    } else if (at < end) return true;
  }
  return false;
}

/** Whether the block with the caret and all around it stay the elements they are. */
function keepsBlock({ state }: EditorView, { mapping, doc, steps }: Transaction): boolean {
  const { $head } = state.selection;
  const $now = doc.resolve(mapping.map($head.pos));
  if ($now.depth !== $head.depth) return false;
  if (steps.some(isManifold) && !$now.parent.eq($head.parent)) return false;
  for (let depth = 1; depth <= $head.depth; depth++) {
    if (!$head.node(depth).sameMarkup($now.node(depth))) return false;
    if (mapping.mapResult($head.before(depth)).deletedAfter) return false;
  }
  return true;
}

/** Whether it changes several places, which cannot be drawn one after the other. */
function isManifold(step: Step): boolean {
  let places = 0;
  if (step instanceof RedrawStep)
    step.getMap().forEach(() => {
      places++;
    });
  return places > 1;
}

/** What each step changes inside of the text node, in turn; null where it does not stay one text of one kind. */
function editsWithin(view: EditorView, node: Text, transaction: Transaction): Edit[][] | null {
  const { state } = view;
  let from = view.posAtDOM(node, 0);
  let to = from + node.data.length;
  const marks = state.doc.resolve(from).nodeAfter?.marks;
  // The view has not read yet what was composed last.
  if (marks === undefined || state.doc.textBetween(from, to) !== node.data) return null;
  let fits = true;
  const edits = transaction.steps.map((step, i) => {
    const own: Edit[] = [];
    const after = transaction.docs[i + 1] ?? transaction.doc;
    const [start, end] = [from, to];
    step.getMap().forEach((oldFrom, oldTo, newFrom, newTo) => {
      const grown = newTo - newFrom - (oldTo - oldFrom);
      // Text that is put in right at an end of it is drawn in the same node.
      const joins =
        oldFrom === oldTo && (oldFrom === start || oldFrom === end) && alike(after, newFrom, newTo, marks);
      if (!joins && oldTo <= start) from += grown;
      if (joins || oldTo <= start || oldFrom < end) to += grown;
      if (!joins && (oldTo <= start || oldFrom >= end)) return;
      if (oldFrom < start || oldTo > end) fits = false;
      else {
        const text = after.textBetween(newFrom, newTo, "\n", "\ufffc");
        own.push({ at: newFrom - from, removed: oldTo - oldFrom, text });
      }
    });
    return own;
  });
  if (!fits) return null;
  return alike(transaction.doc, from, to, marks) ? edits : null;
}

/** Whether nothing but text with these marks stands there. */
function alike(doc: Node, from: number, to: number, marks: readonly Mark[]): boolean {
  let uniform = doc.resolve(from).sameParent(doc.resolve(to));
  doc.nodesBetween(from, to, (child) => {
    if (child.isInline && !(child.isText && Mark.sameSet(child.marks, marks))) uniform = false;
  });
  return uniform;
}
