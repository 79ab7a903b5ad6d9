/**
 * ProseMirror's watch over the DOM, which it keeps to itself. Two things need it: to have read what the browser did
 * before somebody else's change is drawn over it, and to write a letter that the view knows of already.
 */
import type { EditorView } from "@tiptap/pm/view";

interface ObservedView {
  readonly domObserver: { flush(): void; forceFlush(): void; stop(): void; start(): void };
}

/**
 * Reads the caret and what was typed. The browser moves its caret at once and tells later; whatever is dispatched in
 * between would put the caret back. Leaves a composition alone.
 */
export function readDom(view: EditorView): void {
  if (view.isDestroyed || view.composing) return;
  const { domObserver } = view as unknown as ObservedView;
  // On Android the view reads what Backspace did a little later, and nothing at all until then.
  domObserver.forceFlush();
  domObserver.flush();
}

/** Changes the DOM without the view reading it back. */
export function writeDom(view: EditorView, write: () => void): void {
  const { domObserver } = view as unknown as ObservedView;
  domObserver.stop();
  write();
  domObserver.start();
}
