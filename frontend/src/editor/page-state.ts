/**
 * What the editor's parts have to tell each other beside the document: which prompt is open, what the slash menu shows,
 * where the toolbar is. One per editor, found by `pageState(editor)`.
 */
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { useSyncExternalStore } from "react";

/** What ends a selection by mouse, also where the button goes up outside the text or was a drag after all. */
const ends = ["mouseup", "dragend", "drop", "blur"] as const;

/** A value that can be watched; React parts read it with `useWatched`. */
export class Watched<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns what ends the watching. */
  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export function useWatched<T>(watched: Watched<T>): T {
  return useSyncExternalStore(watched.watch, () => watched.value);
}

export interface PageState {
  /** The card or dialog that is open, if any. A new image comes where the caret is, or below that as with "+". */
  readonly prompt: Watched<"link" | "image" | "imageBelow" | null>;
  /** True while a mouse button that went down in the text is held. */
  readonly selecting: Watched<boolean>;
  /** Focuses the toolbar; set by the toolbar while there is one. */
  focusToolbar: (() => void) | null;
  /**
   * True from when somebody asked for the menu of the block with the caret until the handle opens it, which may have to
   * be loaded first. Whoever goes on in the text meanwhile no longer wants it.
   */
  readonly blockMenuWanted: Watched<boolean>;
}

declare module "@tiptap/core" {
  interface Storage {
    pageState: { page: PageState };
  }
}

export const PageStateExtension = Extension.create({
  name: "pageState",
  addStorage(): { page: PageState } {
    return {
      page: {
        prompt: new Watched(null),
        selecting: new Watched(false),
        focusToolbar: null,
        blockMenuWanted: new Watched(false),
      },
    };
  },
  addProseMirrorPlugins() {
    const { selecting, blockMenuWanted } = this.storage.page;
    const goOn = () => {
      blockMenuWanted.set(false);
      return false;
    };
    const begin = () => {
      goOn();
      selecting.set(true);
      const end = () => {
        selecting.set(false);
        for (const name of ends) window.removeEventListener(name, end, true);
      };
      for (const name of ends) window.addEventListener(name, end, true);
      return false;
    };
    return [
      new Plugin({
        key: new PluginKey("goingOn"),
        props: { handleDOMEvents: { mousedown: begin, keydown: goOn, blur: goOn } },
      }),
    ];
  },
});

export function pageState(editor: Editor): PageState {
  return editor.storage.pageState.page;
}
