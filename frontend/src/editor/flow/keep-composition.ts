/**
 * Other people's changes beside what an input method composes. A browser gives a composition up when its text node
 * is replaced or set anew, so changes within that node are made letter by letter before the view draws them: it then
 * finds the node as it wants it, and leaves it alone.
 */
import { Mark, type Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { writeDom } from "./dom-observer.js";

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

/**
 * To be called right before the transaction is dispatched. False where drawing it would end the composition, because
 * its block becomes another one or changes its place, or because something is put into what is composed, which the
 * input method is about to replace: then it has to wait, and nothing was done.
 */
export function keepComposition(view: EditorView, transaction: Transaction, composed: string): boolean {
  if (!keepsBlock(view, transaction)) return false;
  const node = (view.root as Document).getSelection()?.focusNode ?? null;
  if (node === null || !view.dom.contains(node)) return true;
  if (!(node instanceof Text)) return true;
  const edits = editsWithin(view, node, transaction);
  if (edits === null) return false;
  if (edits.length === 0) return true;
  if (touchesComposed(node, edits, composed)) return false;
  writeDom(view, () => {
    for (const { at, removed, text } of edits) node.replaceData(at, removed, text);
  });
  return true;
}

/** `composed` stands around the caret, which need not be at its end. */
function touchesComposed(node: Text, edits: readonly Edit[], composed: string): boolean {
  const caret = node.ownerDocument.getSelection()?.focusOffset ?? 0;
  let start = node.data.lastIndexOf(composed, caret);
  if (start === -1 || start + composed.length < caret) start = Math.max(0, caret - composed.length);
  let end = start + composed.length;
  for (const { at, removed, text } of edits) {
    const grown = text.length - removed;
    if (at + removed <= start) {
      start += grown;
      end += grown;
    } else if (at < end) return true;
  }
  return false;
}

/** Whether the block with the caret and all around it stay the elements they are. */
function keepsBlock({ state }: EditorView, { mapping, doc }: Transaction): boolean {
  const { $head } = state.selection;
  const $now = doc.resolve(mapping.map($head.pos));
  if ($now.depth !== $head.depth) return false;
  for (let depth = 1; depth <= $head.depth; depth++) {
    if (!$head.node(depth).sameMarkup($now.node(depth))) return false;
    if (mapping.mapResult($head.before(depth)).deletedAfter) return false;
  }
  return true;
}

/** What changes inside of the text node, one after the other; null where it does not stay one text of one kind. */
function editsWithin(view: EditorView, node: Text, transaction: Transaction): Edit[] | null {
  const { state } = view;
  let from = view.posAtDOM(node, 0);
  let to = from + node.data.length;
  const marks = state.doc.resolve(from).nodeAfter?.marks;
  // The view has not read yet what was composed last.
  if (marks === undefined || state.doc.textBetween(from, to) !== node.data) return null;
  const edits: Edit[] = [];
  let fits = true;
  transaction.steps.forEach((step, i) => {
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
        edits.push({ at: newFrom - from, removed: oldTo - oldFrom, text });
      }
    });
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
