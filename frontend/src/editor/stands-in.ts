/** Where the caret is, asked at every key. */
import type { Editor } from "@tiptap/core";

/** As Tiptap's `isActive`, which for a caret too looks at every block of the page. */
export function standsIn(
  editor: Editor,
  name: string,
  attributes: Readonly<Record<string, unknown>> = {},
): boolean {
  const { empty, $from } = editor.state.selection;
  if (!empty) return editor.isActive(name, attributes);
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type, attrs } = $from.node(depth);
    if (type.name === name && Object.entries(attributes).every(([key, value]) => attrs[key] === value))
      return true;
  }
  return false;
}
