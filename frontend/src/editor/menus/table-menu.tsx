/**
 * What one can do to a table: rows, columns, the header row, away with it. The same items stand in the menus of the two
 * grips and, for keyboards and fingers, in the toolbars.
 */
import type { ChainedCommands, Editor } from "@tiptap/core";
import {
  ArrowDownToLine,
  ArrowLeftToLine,
  ArrowRightToLine,
  ArrowUpToLine,
  type LucideIcon,
  PanelTop,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { MenuGroup, MenuItem } from "../../ui/menu.js";
import { showToast } from "../../ui/toast.js";
import { cellName } from "./cell-here.js";

interface Action {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly danger?: boolean;
  readonly apply: (chain: ChainedCommands) => ChainedCommands;
}

const actions = {
  Row: [
    { label: "Insert row above", icon: ArrowUpToLine, apply: (chain) => chain.addRowBefore() },
    { label: "Insert row below", icon: ArrowDownToLine, apply: (chain) => chain.addRowAfter() },
    { label: "Header row on or off", icon: PanelTop, apply: (chain) => chain.toggleHeaderRow() },
    { label: "Delete row", icon: Trash2, danger: true, apply: (chain) => chain.deleteRow() },
  ],
  Column: [
    { label: "Insert column before", icon: ArrowLeftToLine, apply: (chain) => chain.addColumnBefore() },
    { label: "Insert column after", icon: ArrowRightToLine, apply: (chain) => chain.addColumnAfter() },
    { label: "Delete column", icon: Trash2, danger: true, apply: (chain) => chain.deleteColumn() },
  ],
  Table: [{ label: "Delete table", icon: Trash2, danger: true, apply: (chain) => chain.deleteTable() }],
} as const satisfies Record<string, readonly Action[]>;

export interface TableItemsProps {
  readonly editor: Editor;
  readonly parts: readonly (keyof typeof actions)[];
}

/**
 * Groups of menu items, in the order of `parts`. They act on the cell that has the caret when the menu opens, or not at all:
 * somebody may take its row away while the menu is open, and the caret is in another one then.
 */
export function TableItems({ editor, parts }: TableItemsProps) {
  const [cell] = useState(() => cellName(editor));
  const act = ({ apply }: Action) => {
    if (cellName(editor) === cell) apply(editor.chain().focus()).run();
    else showToast("Somebody changed the table here meanwhile: open the menu again");
  };
  return parts.map((part) => {
    const group: readonly Action[] = actions[part];
    return (
      <MenuGroup key={part} label={part}>
        {group.map((action) => (
          <MenuItem
            key={action.label}
            icon={<action.icon aria-hidden="true" />}
            danger={action.danger ?? false}
            onSelect={() => act(action)}
          >
            {action.label}
          </MenuItem>
        ))}
      </MenuGroup>
    );
  });
}
