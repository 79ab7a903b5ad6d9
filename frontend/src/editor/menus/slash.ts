/**
 * The slash menu's life: it opens at a "/" in an empty place or after a space, follows what is typed after it, and
 * ends with a choice, with Escape (the text stays) or when nothing answers. Asked for by a button it opens at the caret,
 * writes nothing, and ends with whatever one does but choosing. `slash-menu.tsx` draws it.
 */
import { type Editor, Extension, posToDOMRect, type Range } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Suggestion } from "@tiptap/suggestion";
import { comesFromTheDocument } from "../collaboration.js";
import { type Format, insertions } from "../formats.js";
import { pageState, Watched } from "../page-state.js";
import { makeRoom } from "./room-for.js";
import { type SlashGroup, slashGroups } from "./slash-items.js";

export interface OpenSlash {
  readonly query: string;
  readonly groups: readonly SlashGroup[];
  /** Every row, in the order shown. */
  readonly rows: readonly Format[];
  readonly active: number;
  /** What was typed for it; null where a button asked. */
  readonly range: Range | null;
  /** Where the "/" is on the screen; null when it cannot be told. */
  readonly place: () => DOMRect | null;
}

declare module "@tiptap/core" {
  interface Storage {
    slash: { open: Watched<OpenSlash | null> };
  }
}

const key = new PluginKey("slash");

/** Replaces the "/" and what follows it by the block; where a button asked, adds the block. */
export function chooseSlash(editor: Editor, open: OpenSlash, { id, apply }: Format): void {
  const chain = editor.chain();
  if (open.range !== null) apply(chain.focus().deleteRange(open.range), editor).run();
  else if (id === insertions.image.id) pageState(editor).prompt.set("imageBelow");
  else {
    let isDone = false;
    chain.command(({ state }) => {
      isDone = makeRoom(state, id);
      return true;
    });
    (isDone ? chain : apply(chain, editor)).run();
    editor.view.focus();
  }
}

/** What the "+" of a toolbar does. */
export function askForBlock(editor: Editor): void {
  const { view, storage } = editor;
  view.focus();
  view.dispatch(view.state.tr.scrollIntoView());
  const groups = slashGroups("");
  const rows = groups.flatMap(({ items }) => items);
  const place = () => {
    const { head } = view.state.selection;
    return editor.isDestroyed ? null : posToDOMRect(view, head, head);
  };
  storage.slash.open.set({ query: "", groups, rows, active: 0, range: null, place });
}

/** True where it was open. */
function closeAskedFor(open: Watched<OpenSlash | null>): boolean {
  if (open.value?.range !== null) return false;
  open.set(null);
  return true;
}

function moved(open: OpenSlash, by: number): OpenSlash {
  return { ...open, active: (open.active + by + open.rows.length) % open.rows.length };
}

export const Slash = Extension.create({
  name: "slash",

  addStorage() {
    return { open: new Watched<OpenSlash | null>(null) };
  },

  onBlur() {
    closeAskedFor(this.storage.open);
  },

  onTransaction({ transaction }) {
    if (comesFromTheDocument(transaction)) return;
    if (transaction.docChanged || transaction.selectionSet) closeAskedFor(this.storage.open);
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    const { open } = this.storage;
    const show = (query: string, range: Range, place: OpenSlash["place"]) => {
      const groups = slashGroups(query);
      const rows = groups.flatMap(({ items }) => items);
      // Somebody else's edit above moves the place, not the choice.
      const active = open.value?.query === query ? open.value.active : 0;
      open.set(rows.length === 0 ? null : { query, groups, rows, active, range, place });
    };
    const steer = (event: KeyboardEvent) => {
      const menu = open.value;
      if (menu === null || event.isComposing) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        open.set(moved(menu, event.key === "ArrowDown" ? 1 : -1));
        return true;
      }
      const chosen = menu.rows[menu.active];
      if ((event.key !== "Enter" && event.key !== "Tab") || event.shiftKey || chosen === undefined)
        return false;
      chooseSlash(editor, menu, chosen);
      return true;
    };
    return [
      Suggestion<Format, Format>({
        editor,
        pluginKey: key,
        char: "/",
        decorationClass: "slash-query",
        allow: ({ state, range }) => {
          const { parent } = state.doc.resolve(range.from);
          return editor.isEditable && parent.type.spec.code !== true && !editor.isActive("code");
        },
        // Somebody else's "/" opens nothing here; one's own menu stays open when somebody else writes.
        shouldShow: ({ transaction }) => !comesFromTheDocument(transaction) || open.value !== null,
        render: () => ({
          onStart: ({ query, range, clientRect }) => show(query, range, clientRect ?? (() => null)),
          onUpdate: ({ query, range, clientRect }) => show(query, range, clientRect ?? (() => null)),
          onExit: () => open.set(null),
          onKeyDown: ({ event }) => steer(event),
        }),
      }),
      new Plugin({
        key: new PluginKey("askedForBlock"),
        props: {
          handleKeyDown: (_, event) => {
            if (open.value?.range !== null) return false;
            return event.key === "Escape" ? closeAskedFor(open) : steer(event);
          },
        },
      }),
    ];
  },
});
