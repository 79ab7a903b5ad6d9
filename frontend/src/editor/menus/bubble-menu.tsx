/**
 * The menu above selected text. It comes when the mouse button is up or the keyboard has selected, never while dragging,
 * not over code, pictures and whole cells, and (by CSS) not on phones.
 */
import { type Editor, isTextSelection, posToDOMRect } from "@tiptap/core";
import { AllSelection } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import { Link } from "lucide-react";
import { Toolbar } from "radix-ui";
import { useState } from "react";
import { IconButton } from "../../ui/icon-button.js";
import { applyFormat, marks } from "../formats.js";
import { pageState, useWatched } from "../page-state.js";
import { Floating } from "./floating.js";
import { StyleMenu } from "./style-menu.js";

const shown = [marks.bold, marks.italic, marks.strike, marks.code] as const;

function hasSelectedText({ state, isEditable }: Editor): boolean {
  const { selection, doc } = state;
  if (!isEditable || selection.empty || !(isTextSelection(selection) || selection instanceof AllSelection))
    return false;
  if (selection.$from.parent.type.spec.code === true) return false;
  return doc.textBetween(selection.from, selection.to).length > 0;
}

export function BubbleMenu({ editor }: { readonly editor: Editor }) {
  const { selecting, prompt } = pageState(editor);
  const dragging = useWatched(selecting);
  const asked = useWatched(prompt) !== null;
  const [held, setHeld] = useState(false);
  const [inMenu, setInMenu] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor }) => ({
      wanted: hasSelectedText(editor),
      focused: editor.isFocused,
      on: [...shown, marks.highlight].filter((mark) => mark.isOn(editor)).map(({ id }) => id),
      link: editor.isActive("link"),
    }),
  });
  if (!state.wanted || dragging || asked || !(state.focused || held || inMenu)) return null;

  const place = () => {
    if (editor.isDestroyed) return null;
    const { from, to } = editor.state.selection;
    return posToDOMRect(editor.view, from, to);
  };
  const button = (mark: (typeof marks)[keyof typeof marks]) => (
    <Toolbar.Button key={mark.id} asChild>
      <IconButton
        label={mark.label}
        keys={mark.keys}
        pressed={state.on.includes(mark.id)}
        onClick={() => applyFormat(editor, mark)}
      >
        <mark.icon aria-hidden="true" />
      </IconButton>
    </Toolbar.Button>
  );
  return (
    <Floating className="pop bubble" place={place} within={editor.view.dom} side="top">
      <Toolbar.Root
        aria-label="Selection"
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
        onKeyDown={(event) => event.key === "Escape" && editor.view.focus()}
        onMouseDown={(event) => event.preventDefault()}
      >
        <Toolbar.Button asChild>
          <StyleMenu editor={editor} onOpenChange={setInMenu} />
        </Toolbar.Button>
        <span className="sep" />
        {shown.map(button)}
        <Toolbar.Button asChild>
          <IconButton label="Link" keys="Mod-K" pressed={state.link} onClick={() => prompt.set("link")}>
            <Link aria-hidden="true" />
          </IconButton>
        </Toolbar.Button>
        {button(marks.highlight)}
      </Toolbar.Root>
    </Floating>
  );
}
