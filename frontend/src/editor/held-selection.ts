/**
 * Keeps the chosen text visible while an address is typed for it: the browser shows only one selection, and that is then
 * in the field.
 */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { pageState } from "./page-state.js";

export const HeldSelection = Extension.create({
  name: "heldSelection",

  addProseMirrorPlugins() {
    const { editor } = this;
    const isHeld = () => pageState(editor).prompt.value === "link";
    return [
      new Plugin({
        key: new PluginKey("heldSelection"),
        props: {
          decorations({ doc, selection: { from, to, empty } }) {
            if (empty || !isHeld()) return null;
            return DecorationSet.create(doc, [Decoration.inline(from, to, { class: "held" })]);
          },
        },
        view(view) {
          let drawn = isHeld();
          // Only for the link card: the other prompt opens in the middle of a command, where nothing may be dispatched.
          const stop = pageState(editor).prompt.watch(() => {
            if (drawn === isHeld()) return;
            drawn = isHeld();
            view.dispatch(view.state.tr);
          });
          return { destroy: stop };
        },
      }),
    ];
  },
});
