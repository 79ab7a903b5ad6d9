/**
 * The card under a link: where it leads, and what one can do about that. Mod-K turns it into the field for an address,
 * for a link, for selected text, or for a new link.
 */
import { type Editor, getMarkRange, posToDOMRect } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Check, Copy, ExternalLink, Pencil, Unlink } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button } from "../../ui/button.js";
import { IconButton } from "../../ui/icon-button.js";
import { linkAddress } from "../addresses.js";
import { pageState, useWatched } from "../page-state.js";
import { openLink } from "../views/link.js";
import { Floating } from "./floating.js";

interface LinkHere {
  readonly from: number;
  readonly to: number;
  readonly href: string;
}

/** The link that the caret stands in. */
function linkHere(editor: Editor): LinkHere | null {
  const { $from, empty } = editor.state.selection;
  const type = editor.schema.marks.link;
  const range = type && empty ? getMarkRange($from, type) : undefined;
  if (!range) return null;
  const { href } = editor.getAttributes("link");
  return typeof href === "string" ? { from: range.from, to: range.to, href } : null;
}

export function LinkCard({ editor }: { readonly editor: Editor }) {
  const { prompt } = pageState(editor);
  const writing = useWatched(prompt) === "link";
  const [held, setHeld] = useState(false);
  const { link, focused } = useEditorState({
    editor,
    selector: ({ editor }) => ({ link: linkHere(editor), focused: editor.isFocused }),
  });
  const { from, to } = link ?? editor.state.selection;
  const place = () => (editor.isDestroyed ? null : posToDOMRect(editor.view, from, to));

  if (writing) return <LinkForm editor={editor} link={link} place={place} />;
  if (link === null || !(focused || held)) return null;
  return (
    <Floating
      role="group"
      aria-label="Link"
      className="pop card"
      place={place}
      within={editor.view.dom}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => event.key === "Escape" && editor.view.focus()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <span className="address" dir="ltr">
        {link.href.replace(/^(https?:\/\/|mailto:)/i, "")}
      </span>
      <IconButton label="Open link" onClick={() => openLink(link.href)}>
        <ExternalLink aria-hidden="true" />
      </IconButton>
      <CopyAddress key={link.href} address={link.href} />
      {editor.isEditable && (
        <>
          <IconButton label="Edit link" keys="Mod-K" onClick={() => prompt.set("link")}>
            <Pencil aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Remove link"
            onClick={() =>
              editor.chain().focus().extendMarkRange("link").unsetLink().setTextSelection(from).run()
            }
          >
            <Unlink aria-hidden="true" />
          </IconButton>
        </>
      )}
    </Floating>
  );
}

function CopyAddress({ address }: { readonly address: string }) {
  const [label, setLabel] = useState("Copy link");
  const copy = () => {
    navigator.clipboard.writeText(address).then(
      () => setLabel("Copied"),
      () => setLabel("Your browser did not allow copying"),
    );
  };
  return (
    <IconButton label={label} onClick={copy}>
      {label === "Copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </IconButton>
  );
}

interface LinkFormProps {
  readonly editor: Editor;
  readonly link: LinkHere | null;
  readonly place: () => DOMRect | null;
}

function LinkForm({ editor, link, place }: LinkFormProps) {
  const { prompt } = pageState(editor);
  const [typed, setTyped] = useState(link?.href ?? "");
  const [wrong, setWrong] = useState(false);

  const leave = () => {
    prompt.set(null);
    editor.view.focus();
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const href = linkAddress(typed);
    if (href === null) {
      setWrong(true);
      return;
    }
    const { empty, to } = editor.state.selection;
    editor.view.focus();
    const chain = editor.chain();
    if (link !== null) chain.extendMarkRange("link").setLink({ href }).setTextSelection(link.to);
    else if (empty)
      chain.insertContent({ type: "text", text: typed.trim(), marks: [{ type: "link", attrs: { href } }] });
    else chain.setLink({ href }).setTextSelection(to);
    chain.unsetMark("link").run();
    prompt.set(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    leave();
  };
  return (
    <Floating role="dialog" aria-label="Link" className="pop card" place={place} within={editor.view.dom}>
      <form onSubmit={save} onKeyDown={onKeyDown} onBlur={(event) => leftForm(event) && prompt.set(null)}>
        <label className="field">
          <input
            aria-label="Address"
            placeholder="Paste or type an address"
            value={typed}
            // biome-ignore lint/a11y/noAutofocus: the card was asked for to type into it
            autoFocus
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            inputMode="url"
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? "link-card-wrong" : undefined}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setWrong(false);
            }}
          />
        </label>
        <Button type="submit" look="primary" small>
          {link === null ? "Link" : "Save"}
        </Button>
        {wrong && (
          <small id="link-card-wrong" role="alert">
            That is no web, mail or phone address.
          </small>
        )}
      </form>
    </Floating>
  );
}

function leftForm(event: React.FocusEvent<HTMLFormElement>): boolean {
  return !event.currentTarget.contains(event.relatedTarget) && document.hasFocus();
}
