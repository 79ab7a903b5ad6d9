/**
 * Backspace behind a list. Stock Tiptap takes the block into the list's last item and puts the caret where it takes
 * for granted that text ends; behind a picture, a rule or a table that is nowhere, and the next Backspace takes the
 * whole item. There ProseMirror's own Backspace is right: the block becomes the list's next item, caret and all. And
 * stock Tiptap goes on where it has lifted an item already, into a list of the other kind.
 */
import type { KeyboardShortcutCommand } from "@tiptap/core";
import { type ListKeymapOptions, listHelpers } from "@tiptap/extension-list";
import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";

interface Stock {
  readonly options: ListKeymapOptions;
  readonly parent?: (() => Record<string, KeyboardShortcutCommand>) | undefined;
}

/** The keys of the stock extension, with a Backspace that does one thing and keeps the caret in text. */
export function listKeys(this: Stock): Record<string, KeyboardShortcutCommand> {
  const Backspace: KeyboardShortcutCommand = ({ editor }) =>
    !followsAtom(editor.state) &&
    this.options.listTypes.some(({ itemName, wrapperNames }) =>
      listHelpers.handleBackspace(editor, itemName, wrapperNames),
    );
  return { ...this.parent?.(), Backspace, "Mod-Backspace": Backspace };
}

/** True right behind a list whose last item, as Tiptap finds it, ends with something else than text. */
function followsAtom({ doc, selection: { $from } }: EditorState): boolean {
  const list = $from.depth === 0 ? null : doc.resolve($from.before()).nodeBefore;
  const item = list?.lastChild?.type;
  if (item === undefined || !/^(list|task)Item$/.test(item.name)) return false;
  let last: Node | null = null;
  list?.descendants((node) => {
    if (node.type === item) last = node;
  });
  return (last as Node | null)?.lastChild?.isTextblock === false;
}
