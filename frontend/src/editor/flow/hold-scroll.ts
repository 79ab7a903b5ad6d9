/**
 * Keeps the line with one's own caret where it is on the screen while others' changes are drawn. Browsers hold what
 * is at the top of the window, and nothing at all before somebody has scrolled.
 */
import type { EditorView } from "@tiptap/pm/view";

/** Draws, and then scrolls by as much as the line has moved, if the caret is in the text and on the screen. */
export function holdScroll(view: EditorView, draw: () => void): void {
  const before = caretTop(view);
  draw();
  if (before === null || view.isDestroyed) return;
  const now = caretTop(view, false);
  if (now === null || now === before) return;
  scrolledBy(view).scrollBy({ top: now - before, behavior: "instant" });
}

function caretTop(view: EditorView, onScreen = true): number | null {
  if (!view.hasFocus()) return null;
  const { top, bottom } = view.coordsAtPos(view.state.selection.head);
  return onScreen && (bottom < 0 || top > window.innerHeight) ? null : top;
}

function scrolledBy({ dom }: EditorView): Element {
  for (let at = dom.parentElement; at !== null; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
