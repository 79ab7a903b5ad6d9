/**
 * The line in an empty place: in the first paragraph of an empty page, and in the empty paragraph that has the caret.
 * Drawn by CSS from an attribute, so it is never part of the text.
 */
import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const words = "Write, or press / for blocks";

/** Where the placeholder stands: the position of an empty top-level paragraph, or null. */
export function placeholderAt(state: EditorState): number | null {
  const { doc, selection } = state;
  const only = doc.childCount === 1 ? doc.firstChild : null;
  if (only?.type.name === "paragraph" && only.content.size === 0) return 0;
  const { $from, empty } = selection;
  if (!empty || $from.depth !== 1 || $from.parent.type.name !== "paragraph" || $from.parent.content.size > 0)
    return null;
  return $from.before();
}

export const Placeholder = Extension.create({
  name: "pagePlaceholder",

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey("pagePlaceholder"),
        props: {
          decorations(state) {
            const at = editor.isEditable ? placeholderAt(state) : null;
            const node = at === null ? null : state.doc.nodeAt(at);
            if (at === null || node === null) return null;
            return DecorationSet.create(state.doc, [
              Decoration.node(at, at + node.nodeSize, { class: "empty-here", "data-placeholder": words }),
            ]);
          },
        },
      }),
    ];
  },
});
