/** Addresses of single blocks: `…#block-<name>` opens the page at the block and marks it for a moment. */
import type { Editor } from "@tiptap/core";
import { useEffect } from "react";
import { showToast } from "../../ui/toast.js";
import { blockAt } from "../blocks/block-at.js";
import { findLeaf } from "../collaboration.js";
import { rectAt } from "./block-at-height.js";

const markedMs = 2_500;

/** The address of a block of the page that is open. */
export function blockUrl(page: string, id: string): string {
  const url = new URL(page);
  url.search = "";
  url.hash = `block-${id}`;
  return url.href;
}

/** The block's name in the part of an address behind "#"; null where it names none. */
export function linkedBlock(hash: string): string | null {
  return /^#block-(\d{1,16}\.\d{1,16})$/.exec(hash)?.[1] ?? null;
}

/** Shows the block that the address names, now and whenever the address names another one. */
export function useLinkedBlock(editor: Editor): void {
  useEffect(() => {
    let unmark = () => {};
    const show = () => {
      unmark();
      const id = linkedBlock(location.hash);
      if (id !== null && !editor.isDestroyed) unmark = showBlock(editor, id);
    };
    show();
    window.addEventListener("hashchange", show);
    return () => {
      window.removeEventListener("hashchange", show);
      unmark();
    };
  }, [editor]);
}

/** Returns what takes the mark away. */
function showBlock(editor: Editor, id: string): () => void {
  const { view } = editor;
  const leaf = findLeaf(editor, id);
  const dom = leaf === null ? null : view.nodeDOM(leaf);
  if (leaf === null || !(dom instanceof HTMLElement)) {
    showToast("The block that this link leads to is no longer here");
    return () => {};
  }
  dom.scrollIntoView({ block: "center", behavior: "instant" });
  const rect = rectAt(view, blockAt(view.state.doc, leaf)) ?? dom.getBoundingClientRect();
  const text = view.dom.getBoundingClientRect();
  const mark = document.createElement("i");
  mark.className = "linked-block";
  mark.setAttribute("aria-hidden", "true");
  mark.style.top = `${rect.top - text.top}px`;
  mark.style.height = `${rect.height}px`;
  view.dom.after(mark);
  const timer = setTimeout(() => mark.remove(), markedMs);
  return () => {
    clearTimeout(timer);
    mark.remove();
  };
}
