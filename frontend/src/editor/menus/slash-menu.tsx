/**
 * The list under the "/". The focus stays in the text; the editor points at the chosen row by `aria-activedescendant`.
 */
import type { Editor } from "@tiptap/core";
import { useEffect, useId } from "react";
import { useWatched } from "../page-state.js";
import { Floating } from "./floating.js";
import { chooseSlash, type OpenSlash } from "./slash.js";

export function SlashMenu({ editor }: { readonly editor: Editor }) {
  const open = useWatched(editor.storage.slash.open);
  return open === null ? null : <SlashList editor={editor} open={open} />;
}

function SlashList({ editor, open }: { readonly editor: Editor; readonly open: OpenSlash }) {
  const id = useId();
  const rowId = (at: number) => `${id}-${at}`;

  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute("aria-controls", id);
    dom.setAttribute("aria-activedescendant", `${id}-${open.active}`);
    document.getElementById(`${id}-${open.active}`)?.scrollIntoView({ block: "nearest" });
    return () => {
      dom.removeAttribute("aria-controls");
      dom.removeAttribute("aria-activedescendant");
    };
  }, [editor, id, open.active]);

  let at = 0;
  return (
    <Floating
      id={id}
      role="listbox"
      aria-label="Blocks"
      className="pop menu slash"
      place={open.place}
      within={editor.view.dom}
    >
      {open.groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
        <div key={group.label} role="group" aria-label={group.label}>
          <div className="label" aria-hidden="true">
            {group.label}
          </div>
          {group.items.map((item) => {
            const row = at++;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the focus is, in the text
              <div
                key={item.id}
                id={rowId(row)}
                className="item"
                role="option"
                tabIndex={-1}
                aria-label={item.label}
                aria-selected={row === open.active}
                // The caret, and on a phone the keyboard, stay.
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() =>
                  row !== open.active && editor.storage.slash.open.set({ ...open, active: row })
                }
                onClick={() => chooseSlash(editor, open, item)}
              >
                <item.icon aria-hidden="true" />
                {item.label}
                {item.markdown !== undefined && <kbd>{item.markdown}</kbd>}
              </div>
            );
          })}
        </div>
      ))}
    </Floating>
  );
}
