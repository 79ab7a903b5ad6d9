/**
 * The formatting toolbar above the text (APG toolbar: one tab stop, arrow keys inside). It follows the selection without
 * ever making the editor draw again.
 */
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Ellipsis, Link, Redo2, RemoveFormatting, Undo2 } from "lucide-react";
import { Toolbar as Radix } from "radix-ui";
import { type ReactElement, useEffect, useRef } from "react";
import { IconButton } from "../ui/icon-button.js";
import { Menu, MenuGroup, MenuItem } from "../ui/menu.js";
import { clearFormatting } from "./blocks/block-commands.js";
import { applyFormat, type Format, insertions, lists, marks, styles } from "./formats.js";
import { StyleMenu } from "./menus/style-menu.js";
import { TableItems } from "./menus/table-menu.js";
import { pageState } from "./page-state.js";

const codeBlock = styles[5];
const watched: readonly Format[] = [
  ...Object.values(marks),
  ...Object.values(lists),
  ...Object.values(insertions),
  codeBlock,
];

export interface ToolbarProps {
  readonly editor: Editor;
}

export function Toolbar({ editor }: ToolbarProps) {
  const root = useRef<HTMLDivElement>(null);
  const state = useEditorState({
    editor,
    selector: ({ editor }) => {
      // Asked once: every `can()` makes all commands anew, and this runs at every key.
      const can = editor.isEditable ? editor.can() : null;
      return {
        on: watched.filter((format) => format.isOn(editor)).map(({ id }) => id),
        link: editor.isActive("link"),
        editable: editor.isEditable,
        undo: can?.undo() ?? false,
        redo: can?.redo() ?? false,
        marks: can?.toggleMark("bold") ?? false,
      };
    },
  });

  useEffect(() => {
    const page = pageState(editor);
    page.focusToolbar = () => {
      const bar = root.current;
      (bar?.querySelector<HTMLElement>("button[tabindex='0']") ?? bar?.querySelector("button"))?.focus();
    };
    return () => {
      page.focusToolbar = null;
    };
  }, [editor]);

  const item = (button: ReactElement) => <Radix.Button asChild>{button}</Radix.Button>;
  const format = (one: Format, disabled = !state.editable) => (
    <Radix.Button key={one.id} asChild>
      <IconButton
        label={one.label}
        keys={one.keys}
        pressed={state.on.includes(one.id)}
        disabled={disabled}
        onClick={() => applyFormat(editor, one)}
      >
        <one.icon aria-hidden="true" />
      </IconButton>
    </Radix.Button>
  );
  const insertion = (one: Format) =>
    item(
      <IconButton label={one.label} disabled={!state.editable} onClick={() => applyFormat(editor, one)}>
        <one.icon aria-hidden="true" />
      </IconButton>,
    );
  const command = (act: () => void) => () => {
    editor.view.focus();
    act();
  };

  return (
    <Radix.Root
      ref={root}
      className="tools"
      aria-label="Formatting"
      // The caret stays where it is while the mouse is here.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === "Escape" && editor.view.focus()}
    >
      {item(
        <IconButton
          label="Undo"
          keys="Mod-Z"
          disabled={!state.undo}
          onClick={command(() => editor.commands.undo())}
        >
          <Undo2 aria-hidden="true" />
        </IconButton>,
      )}
      {item(
        <IconButton
          label="Redo"
          keys="Mod-Shift-Z"
          disabled={!state.redo}
          onClick={command(() => editor.commands.redo())}
        >
          <Redo2 aria-hidden="true" />
        </IconButton>,
      )}
      <span className="sep" />
      {item(<StyleMenu editor={editor} disabled={!state.editable} />)}
      <span className="sep" />
      {[marks.bold, marks.italic, marks.underline].map((one) => format(one, !state.marks))}
      {item(
        <IconButton
          label="Link"
          keys="Mod-K"
          pressed={state.link}
          disabled={!state.marks}
          onClick={() => pageState(editor).prompt.set("link")}
        >
          <Link aria-hidden="true" />
        </IconButton>,
      )}
      {format(marks.highlight, !state.marks)}
      <span className="sep" />
      {Object.values(lists).map((one) => format(one))}
      <span className="sep" />
      {insertion(insertions.image)}
      {insertion(insertions.table)}
      {format(codeBlock)}
      <span className="grow" />
      <Menu
        onClosed={() => editor.view.focus()}
        trigger={item(
          <IconButton label="More formatting" disabled={!state.editable}>
            <Ellipsis aria-hidden="true" />
          </IconButton>,
        )}
      >
        <MenuGroup>
          {[marks.strike, marks.code, insertions.divider].map((one: Format) => (
            <MenuItem
              key={one.id}
              icon={<one.icon aria-hidden="true" />}
              {...(one.keys !== undefined && { keys: one.keys })}
              disabled={one !== insertions.divider && !state.marks}
              onSelect={() => applyFormat(editor, one)}
            >
              {one.label}
            </MenuItem>
          ))}
          <MenuItem
            icon={<RemoveFormatting aria-hidden="true" />}
            keys="Mod-\"
            onSelect={command(() => clearFormatting(editor.state, editor.view.dispatch))}
          >
            Clear formatting
          </MenuItem>
        </MenuGroup>
        {state.on.includes("table") && <TableItems editor={editor} parts={["Row", "Column", "Table"]} />}
      </Menu>
    </Radix.Root>
  );
}
