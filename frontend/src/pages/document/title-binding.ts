/**
 * Binds a text field to the title of a document. What is typed becomes the smallest edit, so that two people can
 * change a title at once; a remote edit keeps the caret where it was and waits while an input method composes.
 * Undo takes back only what was typed in this tab.
 */
import * as Y from "yjs";
import { fitBytes, mapPosition, rebase, spliceBetween, type TextDelta } from "./text-splice.js";

/** Several fields may show one title (the bar and the sheet); they share this. */
export class SharedTitle {
  readonly text: Y.Text;
  readonly #undo: Y.UndoManager;
  readonly #maxBytes: number;

  constructor(text: Y.Text, maxBytes: number) {
    this.text = text;
    this.#maxBytes = maxBytes;
    this.#undo = new Y.UndoManager(text, { trackedOrigins: new Set([this]) });
  }

  undo() {
    this.#undo.undo();
  }

  redo() {
    this.#undo.redo();
  }

  /** Cuts what would make the title longer than the server takes. */
  edit(index: number, removed: number, inserted: string) {
    const rest = this.text.toString();
    const kept = rest.slice(0, index) + rest.slice(index + removed);
    const room = this.#maxBytes - new TextEncoder().encode(kept).length;
    const fitting = fitBytes(inserted, room);
    this.text.doc?.transact(() => {
      if (removed > 0) this.text.delete(index, removed);
      if (fitting !== "") this.text.insert(index, fitting);
    }, this);
  }

  destroy() {
    this.#undo.destroy();
  }
}

/** What a binding needs of an `<input>` or a `<textarea>`. */
export type TitleElement = HTMLInputElement | HTMLTextAreaElement;

/** Keeps `element` and the title equal until the returned function is called. */
export function bindTitle(element: TitleElement, title: SharedTitle): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const { text } = title;
  let shown = text.toString();
  let composing = false;
  let heldBack: TextDelta[] = [];
  element.value = shown;

  const show = (value: string, start: number, end: number) => {
    shown = value;
    if (element.value === value) return;
    element.value = value;
    // Setting the selection of a field that has no focus would steal it in some browsers.
    if (element.ownerDocument.activeElement === element) element.setSelectionRange(start, end);
  };

  const take = () => {
    const caret = element.selectionEnd ?? element.value.length;
    const typed = element.value.replace(/[\r\n]+/g, " ");
    const splice = spliceBetween(shown, typed, caret);
    const deltas = heldBack;
    heldBack = [];
    let at = caret;
    if (splice !== null) {
      const { index, removed, inserted } = rebase(splice, deltas);
      title.edit(index, removed, inserted);
      at = index + (caret - splice.index);
    } else for (const delta of deltas) at = mapPosition(delta, at);
    show(text.toString(), at, at);
  };

  const observe = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (composing) {
      heldBack.push(event.delta);
      return;
    }
    const start = element.selectionStart ?? 0;
    const end = element.selectionEnd ?? 0;
    // An edit typed into this element has moved its caret already; `take` shows the outcome.
    if (transaction.origin === title && element.value !== shown) return;
    show(text.toString(), mapPosition(event.delta, start), mapPosition(event.delta, end));
  };

  element.addEventListener("compositionstart", () => (composing = true), { signal });
  element.addEventListener(
    "compositionend",
    () => {
      composing = false;
      take();
    },
    { signal },
  );
  element.addEventListener("input", () => composing || take(), { signal });
  element.addEventListener(
    "beforeinput",
    (event) => {
      if (!(event instanceof InputEvent)) return;
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      if (event.inputType === "historyUndo") title.undo();
      else title.redo();
    },
    { signal },
  );
  element.addEventListener(
    "keydown",
    (event) => {
      // The browser's own history is empty after a remote edit, and would then not even ask.
      if (!(event instanceof KeyboardEvent) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) title.undo();
      else if ((key === "z" && event.shiftKey) || key === "y") title.redo();
      else return;
      event.preventDefault();
    },
    { signal },
  );
  text.observe(observe);

  return () => {
    ending.abort();
    text.unobserve(observe);
  };
}
