/**
 * Which block the handle stands beside: the one under the mouse, or the one that the keyboard moved the caret to; none
 * while somebody types. While it is held (its menu is open, it is dragged) it stays the same, for as long as the
 * block is there.
 */
import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { blockAt, firstLeaf } from "../blocks/block-at.js";
import { comesFromTheDocument, findLeaf, leafId } from "../collaboration.js";
import { blockAtHeight } from "./block-at-height.js";

/** Pixels beside the text that belong to it. */
const gutter = 48;

export interface HandleBlock {
  /** Name of the block's first text; null where there is no handle. */
  readonly id: string | null;
  /** Where the block begins now. */
  readonly at: RefObject<number | null>;
  /** Stands beside the block with the caret; false where that has no name. */
  readonly showCaretBlock: () => boolean;
}

export function useHandleBlock(editor: Editor, held: boolean): HandleBlock {
  const [id, setId] = useState<string | null>(null);
  const name = useRef<string | null>(null);
  const at = useRef<number | null>(null);
  const isHeld = useRef(held);
  isHeld.current = held;

  const show = useCallback(
    (block: number | null): boolean => {
      const leaf = block === null ? null : firstLeaf(editor.state.doc, block);
      name.current = leaf === null ? null : leafId(editor, leaf);
      at.current = name.current === null ? null : block;
      setId(name.current);
      return name.current !== null;
    },
    [editor],
  );
  const showCaretBlock = useCallback(
    () => show(blockAt(editor.state.doc, editor.state.selection.head)),
    [editor, show],
  );

  useEffect(() => {
    const { view } = editor;
    const page = view.dom.closest<HTMLElement>("main") ?? document.body;
    let mouse = { x: -1, y: -1 };
    let byKey = false;
    let frame = 0;
    const look = () => {
      frame = 0;
      if (isHeld.current || editor.isDestroyed) return;
      const { left, right } = view.dom.getBoundingClientRect();
      const inside = mouse.x > left - gutter && mouse.x < right + gutter;
      show(inside ? blockAtHeight(view, mouse.y) : null);
    };
    const moved = ({ clientX: x, clientY: y, target, pointerType, buttons }: PointerEvent) => {
      // The browser also tells of a mouse that rests while the page moves under it.
      const rests = x === mouse.x && y === mouse.y;
      mouse = { x, y };
      const onHandle = target instanceof Element && target.closest(".handle") !== null;
      if (rests || onHandle || pointerType !== "mouse" || buttons !== 0) return;
      byKey = false;
      frame ||= requestAnimationFrame(look);
    };
    const left = () => {
      if (!isHeld.current) show(null);
    };
    const pressed = () => {
      byKey = true;
    };
    const follow = ({ transaction }: { transaction: Transaction }) => {
      if (!transaction.docChanged) {
        const walked = byKey && transaction.selectionSet && view.hasFocus();
        if (walked && !isHeld.current) showCaretBlock();
        return;
      }
      const typed = !comesFromTheDocument(transaction) && !isHeld.current;
      const leaf = typed || name.current === null ? null : findLeaf(editor, name.current);
      show(leaf === null ? null : blockAt(editor.state.doc, leaf));
    };
    // A mouse that has rested over the text since before this was loaded tells nothing.
    const under = [...view.dom.querySelectorAll(":hover")].at(-1);
    if (under && name.current === null && window.matchMedia("(hover: hover)").matches)
      show(blockAt(editor.state.doc, view.posAtDOM(under, 0)));
    page.addEventListener("pointermove", moved);
    page.addEventListener("pointerleave", left);
    view.dom.addEventListener("keydown", pressed, true);
    editor.on("transaction", follow);
    return () => {
      cancelAnimationFrame(frame);
      page.removeEventListener("pointermove", moved);
      page.removeEventListener("pointerleave", left);
      view.dom.removeEventListener("keydown", pressed, true);
      editor.off("transaction", follow);
    };
  }, [editor, show, showCaretBlock]);

  return { id, at, showCaretBlock };
}
