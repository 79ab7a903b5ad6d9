/** The title, to be read and changed: small in the bar, large as the first line of the sheet. One binding for both. */

import { defaultLimits } from "@manyhands/backend/protocol/limits";
import { titleRoot } from "@manyhands/backend/schema/roots";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { CollabDocument } from "../../collab/open-document.js";
import { arrivesAtNew } from "../use-new-document.js";
import { bindTitle, SharedTitle, type TitleElement } from "./title-binding.js";
import { useTitle } from "./use-collab.js";

export interface TitleFieldProps {
  readonly collab: CollabDocument;
  readonly title: SharedTitle;
  readonly readOnly: boolean;
  /** Enter was pressed, or the caret was moved down out of the title. */
  readonly onLeave: () => void;
}

/** One per open document; its undo covers both fields. */
export function useSharedTitle({ doc }: CollabDocument): SharedTitle | null {
  const [title, setTitle] = useState<SharedTitle | null>(null);
  useEffect(() => {
    const opened = new SharedTitle(doc.getText(titleRoot), defaultLimits.maxTitleBytes);
    setTitle(opened);
    return () => opened.destroy();
  }, [doc]);
  return title;
}

export function BarTitle({ title, readOnly, onLeave }: TitleFieldProps) {
  const element = useRef<HTMLInputElement>(null);
  useBinding(element, title);
  return (
    <input
      ref={element}
      className="name"
      aria-label="Document title"
      placeholder="Untitled"
      autoComplete="off"
      spellCheck={false}
      readOnly={readOnly}
      dir="auto"
      onKeyDown={(event) => leaveOn(["Enter", "Escape"], event, onLeave)}
    />
  );
}

export interface SheetTitleProps extends TitleFieldProps {
  /** Lets the editor hand the caret over to the end of the title. */
  readonly ref: Ref<{ focusEnd(): void }>;
}

export function SheetTitle({ collab, title, readOnly, onLeave, ref }: SheetTitleProps) {
  const element = useRef<HTMLTextAreaElement>(null);
  useBinding(element, title);
  useImperativeHandle(ref, () => ({
    focusEnd() {
      const field = element.current;
      field?.focus();
      field?.setSelectionRange(field.value.length, field.value.length);
    },
  }));
  useEffect(() => {
    if (arrivesAtNew()) element.current?.focus();
  }, []);
  const text = useTitle(collab);
  return (
    <h1 className="t">
      {/* Gives the field its height, also where `field-sizing` is unknown. */}
      <span className="mirror" aria-hidden="true">
        {text === "" ? "Untitled" : `${text}\u200b`}
      </span>
      <textarea
        ref={element}
        rows={1}
        aria-label="Title"
        placeholder="Untitled"
        autoComplete="off"
        enterKeyHint="next"
        readOnly={readOnly}
        dir="auto"
        onKeyDown={(event) => {
          const { selectionStart, value } = event.currentTarget;
          const atEnd = selectionStart === value.length;
          leaveOn(atEnd ? ["Enter", "ArrowDown", "ArrowRight"] : ["Enter"], event, onLeave);
        }}
      />
    </h1>
  );
}

function useBinding(element: { readonly current: TitleElement | null }, title: SharedTitle) {
  useEffect(
    () => (element.current === null ? undefined : bindTitle(element.current, title)),
    [element, title],
  );
}

function leaveOn(keys: readonly string[], event: KeyboardEvent, leave: () => void) {
  // While an input method composes, Enter belongs to it.
  if (event.nativeEvent.isComposing || !keys.includes(event.key) || event.shiftKey) return;
  event.preventDefault();
  leave();
}
