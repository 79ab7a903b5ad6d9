/** Asks for a picture's address and description, for a new picture or for the one that is selected. */
import type { Command, Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";
import { imageAddress } from "../addresses.js";
import { pageState, useWatched } from "../page-state.js";
import { makeRoom } from "./room-for.js";

export function ImageDialog({ editor }: { readonly editor: Editor }) {
  const prompt = useWatched(pageState(editor).prompt);
  return prompt?.startsWith("image") ? <AskForImage editor={editor} below={prompt === "imageBelow"} /> : null;
}

/** What is typed next stands below the picture that is selected, and does not replace it. */
const goOnBelow: Command = ({ tr }) => {
  const { $to } = tr.selection;
  const { nodeAfter } = $to;
  if (!(tr.selection instanceof NodeSelection)) return true;
  if (nodeAfter?.type.name !== "paragraph" || nodeAfter.content.size > 0)
    tr.insert($to.pos, tr.doc.type.schema.nodes.paragraph?.create() ?? []);
  tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1)).scrollIntoView();
  return true;
};

function AskForImage({ editor, below }: { readonly editor: Editor; readonly below: boolean }) {
  const { prompt } = pageState(editor);
  const [selected] = useState(() =>
    !below && editor.isActive("image") ? editor.getAttributes("image") : null,
  );
  const [address, setAddress] = useState(typeof selected?.src === "string" ? selected.src : "");
  const [alt, setAlt] = useState(typeof selected?.alt === "string" ? selected.alt : "");
  const [wrong, setWrong] = useState(false);

  const agree = () => {
    // The address of a picture that is already there may be one that we would not ask for, such as a relative one.
    const src = address === selected?.src ? address : imageAddress(address);
    if (src === null) {
      setWrong(true);
      return;
    }
    // The dialog holds the focus as long as it is open, and not one key may be lost between it and the text.
    flushSync(() => prompt.set(null));
    editor.view.focus();
    const makesRoom: Command = ({ state }) => !below || makeRoom(state, "image") || true;
    const image = { src, alt: alt.trim() };
    if (selected === null) editor.chain().command(makesRoom).setImage(image).command(goOnBelow).run();
    else editor.commands.updateAttributes("image", image);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || prompt.set(null)}
      title={selected === null ? "Insert a picture" : "Picture"}
      agree={selected === null ? "Insert" : "Save"}
      onAgree={agree}
    >
      <Field
        label="Address"
        placeholder="https://"
        inputMode="url"
        spellCheck={false}
        value={address}
        error={wrong ? "Only https:// addresses can be shown." : undefined}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Field
        label="Description"
        hint="What it shows, for those who cannot see it."
        value={alt}
        onChange={(event) => setAlt(event.currentTarget.value)}
      />
    </Dialog>
  );
}
