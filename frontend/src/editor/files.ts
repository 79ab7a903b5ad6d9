/** Files that are pasted into the text or dropped on the page: it holds none, and says what to do instead. */
import { type Editor, Extension } from "@tiptap/core";
import type { Slice } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { showToast } from "../ui/toast.js";
import { pageState } from "./page-state.js";

/** Says how a picture comes into the page, or that other files do not. Nothing where one may only read. */
export function declineFiles(editor: Editor, files: readonly File[]): void {
  if (!editor.isEditable || files.length === 0) return;
  if (files.some(({ type }) => !type.startsWith("image/"))) {
    showToast("A page holds no files. Markdown files are imported where they are dropped on the list");
    return;
  }
  const askForIt = { label: "Give an address", run: () => pageState(editor).prompt.set("image") };
  showToast("A picture is put in by its web address: press / and choose Image", { action: askForIt });
}

export const NoFiles = Extension.create({
  name: "noFiles",
  addProseMirrorPlugins() {
    /** What is text as well, as from a word processor, is that. */
    const decline = (data: DataTransfer | null, slice: Slice) => {
      const files = slice.size === 0 ? [...(data?.files ?? [])] : [];
      declineFiles(this.editor, files);
      return files.length > 0;
    };
    return [
      new Plugin({
        key: new PluginKey("noFiles"),
        props: {
          handlePaste: (_, { clipboardData }, slice) => decline(clipboardData, slice),
          handleDrop: (_, { dataTransfer }, slice) => decline(dataTransfer, slice),
        },
      }),
    ];
  },
});
