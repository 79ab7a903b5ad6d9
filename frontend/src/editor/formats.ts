/**
 * Everything one can make of text: the one list behind toolbar, bubble menu, phone toolbar and slash menu, so that a
 * format has the same name, icon, keys and effect wherever it stands.
 */
import type { ChainedCommands, Editor } from "@tiptap/core";
import {
  Bold,
  Code,
  Heading1,
  Heading2,
  Heading3,
  Highlighter,
  Image,
  Italic,
  List,
  ListOrdered,
  ListTodo,
  type LucideIcon,
  Minus,
  SquareCode,
  Strikethrough,
  Table2,
  TextQuote,
  Type,
  Underline,
} from "lucide-react";
import { insertDivider } from "./blocks/block-commands.js";
import { pageState } from "./page-state.js";
import { standsIn } from "./stands-in.js";
import { isListOf } from "./typing/list-kinds.js";

export interface Format {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Its shortcut, e.g. "Mod-B". */
  readonly keys?: string;
  /** What one types to get it, e.g. "##". */
  readonly markdown?: string;
  /** Other words somebody may look for it by. */
  readonly also?: string;
  readonly isOn: (editor: Editor) => boolean;
  /** Adds its effect to a chain that has the focus. */
  readonly apply: (chain: ChainedCommands, editor: Editor) => ChainedCommands;
}

function mark(id: string, label: string, icon: LucideIcon, keys: string): Format {
  return {
    id,
    label,
    icon,
    keys,
    isOn: (editor) => editor.isActive(id),
    apply: (chain) => chain.toggleMark(id),
  };
}

export const marks = {
  bold: mark("bold", "Bold", Bold, "Mod-B"),
  italic: mark("italic", "Italic", Italic, "Mod-I"),
  underline: mark("underline", "Underline", Underline, "Mod-U"),
  strike: mark("strike", "Strikethrough", Strikethrough, "Mod-Shift-S"),
  code: mark("code", "Code", Code, "Mod-E"),
  highlight: mark("highlight", "Highlight", Highlighter, "Mod-Shift-H"),
} as const;

function heading(level: 1 | 2 | 3, icon: LucideIcon): Format {
  return {
    id: `heading${level}`,
    label: `Heading ${level}`,
    icon,
    keys: `Mod-Alt-${level}`,
    markdown: "#".repeat(level),
    also: `title h${level}`,
    isOn: (editor) => standsIn(editor, "heading", { level }),
    apply: (chain) => chain.setHeading({ level }),
  };
}

const text: Format = {
  id: "text",
  label: "Text",
  icon: Type,
  keys: "Mod-Alt-0",
  also: "paragraph plain",
  isOn: (editor) => standsIn(editor, "paragraph") && !standsIn(editor, "blockquote"),
  apply: (chain, editor) => (standsIn(editor, "blockquote") ? chain.unsetBlockquote() : chain.setParagraph()),
};

const quote: Format = {
  id: "quote",
  label: "Quote",
  icon: TextQuote,
  keys: "Mod-Shift-B",
  markdown: ">",
  also: "blockquote citation",
  isOn: (editor) => standsIn(editor, "blockquote"),
  apply: (chain) => chain.toggleBlockquote(),
};

const codeBlock: Format = {
  id: "codeBlock",
  label: "Code block",
  icon: SquareCode,
  keys: "Mod-Alt-C",
  markdown: "```",
  also: "source program snippet",
  isOn: (editor) => standsIn(editor, "codeBlock"),
  apply: (chain) => chain.toggleCodeBlock(),
};

/** The styles of a block of text, of which it has one. */
export const styles = [
  text,
  heading(1, Heading1),
  heading(2, Heading2),
  heading(3, Heading3),
  quote,
  codeBlock,
] as const satisfies readonly Format[];

export const lists = {
  bullet: {
    id: "bulletList",
    label: "Bulleted list",
    icon: List,
    keys: "Mod-Shift-8",
    markdown: "-",
    also: "unordered points",
    isOn: ({ state }) => isListOf(state, "bulletList"),
    apply: (chain) => chain.toggleBulletList(),
  },
  ordered: {
    id: "orderedList",
    label: "Numbered list",
    icon: ListOrdered,
    keys: "Mod-Shift-7",
    markdown: "1.",
    also: "ordered numbers steps",
    isOn: ({ state }) => isListOf(state, "orderedList"),
    apply: (chain) => chain.toggleOrderedList(),
  },
  task: {
    id: "taskList",
    label: "Task list",
    icon: ListTodo,
    keys: "Mod-Shift-9",
    markdown: "[]",
    also: "todo checkbox check",
    isOn: ({ state }) => isListOf(state, "taskList"),
    apply: (chain) => chain.toggleTaskList(),
  },
} as const satisfies Record<string, Format>;

/** All that a block of text can be, in the order in which menus offer it. */
export const kinds: readonly Format[] = [...styles.slice(0, 4), ...Object.values(lists), ...styles.slice(4)];

export const insertions = {
  table: {
    id: "table",
    label: "Table",
    icon: Table2,
    also: "grid rows columns",
    isOn: (editor) => standsIn(editor, "table"),
    apply: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  },
  image: {
    id: "image",
    label: "Image",
    icon: Image,
    also: "picture photo",
    isOn: (editor) => editor.isActive("image"),
    apply: (chain, editor) =>
      chain.command(() => {
        pageState(editor).prompt.set("image");
        return true;
      }),
  },
  divider: {
    id: "divider",
    label: "Divider",
    icon: Minus,
    markdown: "---",
    also: "horizontal rule line hr",
    isOn: (editor) => editor.isActive("horizontalRule"),
    apply: (chain) => chain.command(({ state, dispatch }) => insertDivider(state, dispatch)),
  },
} as const satisfies Record<string, Format>;

/**
 * Applies the format and gives the text the focus, at once: Tiptap's own focus command waits for a frame, and puts the
 * caret back to where it was before the keys that were pressed meanwhile.
 */
export function applyFormat(editor: Editor, format: Format): void {
  format.apply(editor.chain(), editor).run();
  editor.view.focus();
}

/** The style of the block with the caret, also where no menu offers it. */
export function currentStyle(editor: Editor): Pick<Format, "id" | "label"> {
  const style = styles.findLast((style) => style.isOn(editor)) ?? text;
  const { level } = editor.getAttributes("heading");
  return style === text && level !== undefined ? { id: `heading${level}`, label: `Heading ${level}` } : style;
}
