/**
 * The slash menu's life: it opens at a "/" in an empty place or after a space, follows what is typed after it, and
 * ends with a choice, with Escape (the text stays) or when nothing answers. `slash-menu.tsx` draws it.
 */
import { type Editor, Extension, type Range } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import { Suggestion } from "@tiptap/suggestion";
import { comesFromTheDocument } from "../collaboration.js";
import type { Format } from "../formats.js";
import { Watched } from "../page-state.js";
import { type SlashGroup, slashGroups } from "./slash-items.js";

export interface OpenSlash {
  readonly query: string;
  readonly groups: readonly SlashGroup[];
  /** Every row, in the order shown. */
  readonly rows: readonly Format[];
  readonly active: number;
  readonly range: Range;
  /** Where the "/" is on the screen; null when it cannot be told. */
  readonly place: () => DOMRect | null;
}

declare module "@tiptap/core" {
  interface Storage {
    slash: { open: Watched<OpenSlash | null> };
  }
}

const key = new PluginKey("slash");

/** Replaces the "/" and what follows it by the block. */
export function chooseSlash(editor: Editor, open: OpenSlash, format: Format): void {
  format.apply(editor.chain().focus().deleteRange(open.range), editor).run();
}

function moved(open: OpenSlash, by: number): OpenSlash {
  return { ...open, active: (open.active + by + open.rows.length) % open.rows.length };
}

export const Slash = Extension.create({
  name: "slash",

  addStorage() {
    return { open: new Watched<OpenSlash | null>(null) };
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
          onKeyDown: ({ event }) => {
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
          },
        }),
      }),
    ];
  },
});
