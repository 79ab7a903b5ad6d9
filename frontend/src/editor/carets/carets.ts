/**
 * Tiptap's collaboration caret with our drawing: carets in the colours of the palette, tinted selections, and nothing
 * drawn from a malformed state.
 */
import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { defaultAwarenessStateFilter, yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { CaretFlags, personStyle } from "./caret-flags.js";
import { isDrawable } from "./caret-state.js";

interface Changes {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

export const Carets = CollaborationCaret.extend({
  addProseMirrorPlugins() {
    const awareness: Awareness = this.options.provider.awareness;
    const flags = new CaretFlags();
    // The first of the stock plugins announces our own user; the second draws, and is replaced.
    const [announce] = this.parent?.() ?? [];
    const watch = new Plugin({
      key: new PluginKey("caretFlags"),
      view() {
        const follow = ({ added, updated, removed }: Changes) => {
          for (const id of removed) flags.remove(id);
          for (const id of [...added, ...updated]) flags.place(id, awareness.getStates().get(id)?.cursor);
        };
        awareness.on("change", follow);
        return {
          destroy() {
            awareness.off("change", follow);
            flags.stop();
          },
        };
      },
    });
    const draw = yCursorPlugin(awareness, {
      awarenessStateFilter: (own: number, id: number, state: unknown) =>
        isDrawable(state) && defaultAwarenessStateFilter(own, id, state),
      cursorBuilder: (user: Record<string, unknown>, id: number) => flags.draw(id, user),
      selectionBuilder: (user: Record<string, unknown>) => ({
        class: "tint",
        style: personStyle(user.color),
      }),
    });
    return announce === undefined ? [draw, watch] : [announce, draw, watch];
  },
});
