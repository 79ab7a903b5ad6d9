/**
 * The two grips of the table with the caret: a bar above its column and one beside its row, each with a menu. Drawn over
 * the page, so the table does not move when the caret enters it.
 */
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { useState } from "react";
import { Menu } from "../../ui/menu.js";
import { cellHere } from "./cell-here.js";
import { Floating } from "./floating.js";
import { TableItems } from "./table-menu.js";

function rectOf(editor: Editor, at: number): DOMRect | null {
  const dom = editor.isDestroyed ? null : editor.view.nodeDOM(at);
  return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
}

export function TableGrips({ editor }: { readonly editor: Editor }) {
  const [open, setOpen] = useState(false);
  const { here, focused } = useEditorState({
    editor,
    selector: ({ editor }) => ({
      here: editor.isEditable ? cellHere(editor) : null,
      focused: editor.isFocused,
    }),
  });
  if (here === null || !(focused || open)) return null;

  const cell = () => rectOf(editor, here.cell);
  const table = () => rectOf(editor, here.table);
  const column = () => {
    const [over, under] = [table(), cell()];
    return over && under && new DOMRect(under.x, over.y, under.width, 0);
  };
  const row = () => {
    const [whole, line] = [table(), cell()];
    return whole && line && new DOMRect(whole.x, line.y, 0, line.height);
  };
  const common = { within: editor.view.dom, fixed: true, gap: 3, className: "grip-place" } as const;
  const menu = {
    align: "start",
    onOpenChange: setOpen,
    onClosed: () => editor.view.focus(),
  } as const;
  return (
    <>
      <Floating {...common} place={column} side="top" align="center">
        <Menu
          {...menu}
          trigger={<button type="button" className="grip column" aria-label="Column options" />}
        >
          <TableItems editor={editor} parts={["Column", "Table"]} />
        </Menu>
      </Floating>
      <Floating {...common} place={row} side="left" align="center">
        <Menu {...menu} trigger={<button type="button" className="grip row" aria-label="Row options" />}>
          <TableItems editor={editor} parts={["Row", "Table"]} />
        </Menu>
      </Floating>
    </>
  );
}
