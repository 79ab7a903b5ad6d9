/**
 * The toolbar of phones, above the keyboard: what one needs with a thumb. "+" types the "/" that opens the blocks, and the
 * styles take the place of the other buttons, so the keyboard never goes away.
 */
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { ChevronDown, ChevronLeft, Link, Plus, Table2, Type, Undo2 } from "lucide-react";
import { Toolbar as Radix } from "radix-ui";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { IconButton } from "../ui/icon-button.js";
import { Menu } from "../ui/menu.js";
import { applyFormat, currentStyle, type Format, lists, marks, styles } from "./formats.js";
import { TableItems } from "./menus/table-menu.js";
import { pageState } from "./page-state.js";

export interface PhoneToolbarProps {
  readonly editor: Editor;
}

const watched = [marks.bold, marks.italic, lists.task] as const;

export function PhoneToolbar({ editor }: PhoneToolbarProps) {
  const root = useRef<HTMLDivElement>(null);
  const [choosing, setChoosing] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor }) => {
      const can = editor.isEditable ? editor.can() : null;
      return {
        on: watched.filter((format) => format.isOn(editor)).map(({ id }) => id),
        style: currentStyle(editor).id,
        table: editor.isActive("table"),
        editable: editor.isEditable,
        undo: can?.undo() ?? false,
        marks: can?.toggleMark("bold") ?? false,
      };
    },
  });
  useAboveKeyboard(root);

  const item = (button: ReactElement) => <Radix.Button asChild>{button}</Radix.Button>;
  const format = (one: Format, pressed: boolean, disabled: boolean) => (
    <Radix.Button key={one.id} asChild>
      <IconButton
        label={one.label}
        pressed={pressed}
        disabled={disabled}
        onClick={() => applyFormat(editor, one)}
      >
        <one.icon aria-hidden="true" />
      </IconButton>
    </Radix.Button>
  );
  return (
    <Radix.Root
      ref={root}
      className="foot phone"
      aria-label="Formatting"
      // The keyboard stays.
      onMouseDown={(event) => event.preventDefault()}
    >
      {choosing ? (
        <>
          {item(
            <IconButton label="Back to all formatting" onClick={() => setChoosing(false)}>
              <ChevronLeft aria-hidden="true" />
            </IconButton>,
          )}
          {styles.map((style) => format(style, style.id === state.style, !state.editable))}
        </>
      ) : (
        <>
          {item(
            <IconButton label="Add a block" disabled={!state.editable} onClick={() => typeSlash(editor)}>
              <Plus aria-hidden="true" />
            </IconButton>,
          )}
          {item(
            <IconButton label="Text style" disabled={!state.editable} onClick={() => setChoosing(true)}>
              <Type aria-hidden="true" />
            </IconButton>,
          )}
          {[marks.bold, marks.italic].map((one) => format(one, state.on.includes(one.id), !state.marks))}
          {format(lists.task, state.on.includes(lists.task.id), !state.editable)}
          {item(
            <IconButton
              label="Link"
              disabled={!state.marks}
              onClick={() => pageState(editor).prompt.set("link")}
            >
              <Link aria-hidden="true" />
            </IconButton>,
          )}
          {state.table && (
            <Menu
              side="top"
              onClosed={() => editor.view.focus()}
              trigger={item(
                <IconButton label="Table options" disabled={!state.editable}>
                  <Table2 aria-hidden="true" />
                </IconButton>,
              )}
            >
              <TableItems editor={editor} parts={["Row", "Column", "Table"]} />
            </Menu>
          )}
          {item(
            <IconButton
              label="Undo"
              disabled={!state.undo}
              onClick={() => editor.chain().focus().undo().run()}
            >
              <Undo2 aria-hidden="true" />
            </IconButton>,
          )}
          {item(
            <IconButton label="Hide keyboard" onClick={() => editor.commands.blur()}>
              <ChevronDown aria-hidden="true" />
            </IconButton>,
          )}
        </>
      )}
    </Radix.Root>
  );
}

/** Opens the list of blocks by typing what opens it. */
function typeSlash(editor: Editor): void {
  const { $from } = editor.state.selection;
  const { parent } = $from;
  const chain = editor.chain().focus();
  // A new block begins below what stands here; nobody's sentence gets a slash in it.
  if (parent.type.spec.code) chain.exitCode();
  else if (parent.content.size > 0) chain.setTextSelection($from.end()).splitBlock();
  chain.insertContent("/").run();
}

/** Where the browser lays the keyboard over the page instead of making the page shorter, the bar is lifted above it. */
function useAboveKeyboard(bar: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const lift = () => {
      const covered = Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
      // A pinched page is no keyboard.
      bar.current?.style.setProperty("--keyboard", viewport.scale === 1 ? `${covered}px` : "0px");
    };
    lift();
    viewport.addEventListener("resize", lift);
    viewport.addEventListener("scroll", lift);
    return () => {
      viewport.removeEventListener("resize", lift);
      viewport.removeEventListener("scroll", lift);
    };
  }, [bar]);
}
