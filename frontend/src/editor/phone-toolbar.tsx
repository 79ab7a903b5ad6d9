/**
 * The toolbar of phones, above the keyboard: what one needs with a thumb. What elsewhere is a menu takes the place of
 * the other buttons here, so the keyboard never goes away and a block can be moved on and on. It scrolls sideways where
 * there are more buttons than fit, and fades out there.
 */
import type { Editor } from "@tiptap/core";
import type { Command } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import {
  ArrowDown,
  ArrowUp,
  ChevronDown,
  ChevronLeft,
  CopyPlus,
  GripVertical,
  Link,
  ListIndentDecrease,
  ListIndentIncrease,
  type LucideIcon,
  Plus,
  Redo2,
  Repeat2,
  Table2,
  Trash2,
  Type,
  Undo2,
} from "lucide-react";
import { Toolbar as Radix } from "radix-ui";
import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "../ui/icon-button.js";
import { Menu } from "../ui/menu.js";
import { blockAt, chosenBlocks, isItem } from "./blocks/block-at.js";
import { duplicateBlocks, stepItem } from "./blocks/block-commands.js";
import { itemOf } from "./blocks/lists.js";
import { removeBlock } from "./blocks/move-block.js";
import { moveBlocks } from "./blocks/move-past.js";
import { kindOf, turnInto } from "./blocks/turn-into.js";
import { applyFormat, currentStyle, type Format, kinds, lists, marks } from "./formats.js";
import { askForBlock } from "./menus/slash.js";
import { TableItems } from "./menus/table-menu.js";
import { pageState } from "./page-state.js";

export interface PhoneToolbarProps {
  readonly editor: Editor;
}

const watched = [marks.bold, marks.italic, lists.task] as const;

export function PhoneToolbar({ editor }: PhoneToolbarProps) {
  const root = useRef<HTMLDivElement>(null);
  const strip = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<"all" | "kinds" | "block">("all");
  const state = useEditorState({
    editor,
    selector: ({ editor }) => {
      const { state, isEditable } = editor;
      const can = isEditable ? editor.can() : null;
      const inBlock = shown === "block";
      return {
        on: watched.filter((format) => format.isOn(editor)).map(({ id }) => id),
        kind: shown === "kinds" && (kindOf(state.doc, blockWithCaret(editor)) ?? currentStyle(editor).id),
        item: editor.isActive("listItem") || editor.isActive("taskItem"),
        table: editor.isActive("table"),
        editable: isEditable,
        undo: can?.undo() ?? false,
        redo: can?.redo() ?? false,
        marks: can?.toggleMark("bold") ?? false,
        indent: can !== null && stepItem(() => can, "sinkListItem"),
        outdent: can !== null && stepItem(() => can, "liftListItem"),
        up: inBlock && moveBlocks("up")(state),
        down: inBlock && moveBlocks("down")(state),
      };
    },
  });
  useAboveKeyboard(root);
  useEdges(strip);

  const item = (button: ReactElement) => <Radix.Button asChild>{button}</Radix.Button>;
  const button = (label: string, Icon: LucideIcon, act: () => void, may = state.editable) =>
    item(
      <IconButton label={label} disabled={!may} onClick={act}>
        <Icon aria-hidden="true" />
      </IconButton>,
    );
  const toggle = (one: Format, pressed: boolean, act: () => void, may = state.editable) => (
    <Radix.Button key={one.id} asChild>
      <IconButton label={one.label} pressed={pressed} disabled={!may} onClick={act}>
        <one.icon aria-hidden="true" />
      </IconButton>
    </Radix.Button>
  );
  const format = (one: Format, may?: boolean) =>
    toggle(one, state.on.includes(one.id), () => applyFormat(editor, one), may);
  const command = (act: Command) => () => {
    act(editor.state, editor.view.dispatch);
    editor.view.focus();
  };
  const chain = (name: "undo" | "redo") => () => editor.chain().focus()[name]().run();
  const back = button("Back to all formatting", ChevronLeft, () => setShown("all"), true);

  const strips = {
    all: () => (
      <>
        {button("Add a block", Plus, () => askForBlock(editor))}
        {button("Text style", Type, () => setShown("kinds"))}
        {button("Block", GripVertical, () => setShown("block"))}
        {[marks.bold, marks.italic].map((one) => format(one, state.marks))}
        {format(lists.task)}
        {state.item && (
          <>
            {button("Outdent", ListIndentDecrease, step(editor, "liftListItem"), state.outdent)}
            {button("Indent", ListIndentIncrease, step(editor, "sinkListItem"), state.indent)}
          </>
        )}
        {state.table && (
          <Menu
            side="top"
            onClosed={() => editor.view.focus()}
            trigger={button("Table options", Table2, () => undefined)}
          >
            <TableItems editor={editor} parts={["Row", "Column", "Table"]} />
          </Menu>
        )}
        {button("Undo", Undo2, chain("undo"), state.undo)}
        {button("Redo", Redo2, chain("redo"), state.redo)}
        {button("Link", Link, () => pageState(editor).prompt.set("link"), state.marks)}
      </>
    ),
    kinds: () => (
      <>
        {back}
        {kinds.map((one) => toggle(one, one.id === state.kind, () => becomes(editor, one)))}
      </>
    ),
    block: () => (
      <>
        {back}
        {button("Move up", ArrowUp, command(moveBlocks("up")), state.up)}
        {button("Move down", ArrowDown, command(moveBlocks("down")), state.down)}
        {button("Turn into", Repeat2, () => setShown("kinds"))}
        {button("Duplicate", CopyPlus, command(duplicateBlocks()))}
        {button("Delete", Trash2, () => {
          command(deleteBlocks)();
          // Another block has the caret now: nobody means to delete that one too.
          setShown("all");
        })}
      </>
    ),
  };
  return (
    <Radix.Root
      ref={root}
      className="foot phone"
      aria-label="Formatting"
      // The keyboard stays.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div key={shown} ref={strip} className="strip">
        {strips[shown]()}
      </div>
      <span className="sep" />
      {button("Hide keyboard", ChevronDown, () => editor.commands.blur(), true)}
    </Radix.Root>
  );
}

const blockWithCaret = ({ state }: Editor) => blockAt(state.doc, state.selection.head);

/** An item leaves its list to become something else than text of it; all else as the other toolbars do. */
function becomes(editor: Editor, format: Format): void {
  const { state, view } = editor;
  const block = blockWithCaret(editor);
  const node = state.doc.nodeAt(block);
  const { from, to } = state.selection;
  const isOneItem = node !== null && isItem(node) && from > block && to < block + node.nodeSize;
  const tr = isOneItem && !(format.id in itemOf) ? turnInto(state, block, format.id) : null;
  if (tr === null) applyFormat(editor, format);
  else {
    view.dispatch(tr.scrollIntoView());
    view.focus();
  }
}

const step = (editor: Editor, which: "sinkListItem" | "liftListItem") => () => {
  stepItem(() => editor.commands, which);
  editor.view.focus();
};

const deleteBlocks: Command = (state, dispatch) => {
  const range = chosenBlocks(state);
  if (range === null) return false;
  const { tr } = state;
  removeBlock(tr, range.start, range.end);
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Marks the sides on which there is more to scroll to. */
function useEdges(strip: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const mark = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      element.toggleAttribute("data-more-before", scrollLeft > 1);
      element.toggleAttribute("data-more-behind", scrollLeft + clientWidth < scrollWidth - 1);
    };
    mark();
    const sizes = new ResizeObserver(mark);
    sizes.observe(element);
    element.addEventListener("scroll", mark);
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", mark);
    };
  });
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
