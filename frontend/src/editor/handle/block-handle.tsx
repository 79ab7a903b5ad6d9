/**
 * The block handle: one grip in the gutter, beside the block under the mouse, or beside the one with the caret when the
 * keyboard moved it there. A click opens the block's menu, dragging moves the block. It is drawn over the page, goes
 * away while somebody types, and knows its block by name: what others write never puts it on another one.
 */
import type { Editor } from "@tiptap/core";
import { GripVertical } from "lucide-react";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "../../ui/icon-button.js";
import { Menu } from "../../ui/menu.js";
import { blockAt, firstLeaf } from "../blocks/block-at.js";
import { findLeaf } from "../collaboration.js";
import { Floating } from "../menus/floating.js";
import { pageState } from "../page-state.js";
import { rectAt } from "./block-at-height.js";
import { startDrag } from "./drag.js";
import { HandleItems } from "./handle-items.js";
import { useHandleBlock } from "./use-handle-block.js";

/** Pixels between text and handle; the bars of other people stand there. */
const gap = 22;
/** Pixels that the first row of a table and the language over code take. */
const headHeight = 36;

export function BlockHandle({ editor }: { readonly editor: Editor }) {
  /** What opened it, while it is open. */
  const [menu, setMenu] = useState<"key" | "pointer" | null>(null);
  const [dragging, setDragging] = useState(false);
  const { id, at, showCaretBlock } = useHandleBlock(editor, menu !== null || dragging);
  const grip = useRef<HTMLButtonElement>(null);

  // Before the next effect: at the beginning there is no block, and a menu that was asked for stays asked for.
  useEffect(() => {
    // Somebody deleted the block: its menu went with it, and the handle is free for the next one.
    if (id === null) setMenu(null);
  }, [id]);
  useEffect(() => {
    const { blockMenuWanted } = pageState(editor);
    const answer = () => {
      if (!blockMenuWanted.value) return;
      blockMenuWanted.set(false);
      setMenu(showCaretBlock() ? "key" : null);
    };
    answer(); // It may have been asked for before this was loaded.
    return blockMenuWanted.watch(answer);
  }, [editor, showCaretBlock]);
  if (id === null) return null;

  const find = () => {
    const leaf = findLeaf(editor, id);
    return leaf === null ? null : blockAt(editor.state.doc, leaf);
  };
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    // The caret stays where it is, and Radix would open the menu before it is known whether this becomes dragging.
    event.preventDefault();
    if (event.button !== 0 || grip.current === null) return;
    startDrag(event.nativeEvent, {
      editor,
      id,
      grip: grip.current,
      onStart: () => {
        setMenu(null);
        setDragging(true);
      },
      onEnd: (how) => {
        setDragging(false);
        if (how === "click") setMenu(menu === null ? "pointer" : null);
      },
    });
  };
  return (
    <Floating
      place={() => firstLine(editor, at.current)}
      within={editor.view.dom}
      side="left"
      align="center"
      gap={gap}
      fixed
      className="handle-place"
    >
      <Menu
        align="start"
        label="Block menu"
        focusFirst={menu === "key"}
        open={menu !== null}
        onOpenChange={(open) => setMenu(open ? "key" : null)}
        onClosed={() => editor.view.focus()}
        trigger={
          <IconButton
            ref={grip}
            label="Drag, or open the block menu"
            keys="Alt-Shift-Enter"
            className="handle"
            quiet={dragging || menu !== null}
            onPointerDown={press}
            // Assistive software presses without a pointer.
            onClick={(event) => event.detail === 0 && setMenu(menu === null ? "key" : null)}
          >
            <GripVertical aria-hidden="true" />
          </IconButton>
        }
      >
        <HandleItems editor={editor} id={id} find={find} />
      </Menu>
    </Floating>
  );
}

/** The first line of the block, at the edge of the text. */
function firstLine({ view, state }: Editor, block: number | null): DOMRect | null {
  if (block === null || view.isDestroyed || block > state.doc.content.size) return null;
  const node = state.doc.nodeAt(block);
  const leaf = firstLeaf(state.doc, block);
  const dom = view.nodeDOM(leaf);
  const isTable = node?.type.name === "table";
  const rect = rectAt(view, isTable ? block : leaf);
  if (rect === null || !(dom instanceof Element)) return null;
  const hasHead = isTable || node?.type.name === "codeBlock";
  const line = hasHead ? headHeight : Number.parseFloat(getComputedStyle(dom).lineHeight) || rect.height;
  return new DOMRect(view.dom.getBoundingClientRect().left, rect.top, 0, Math.min(rect.height, line));
}
