/** Asks for a document's new title. */
import { defaultLimits } from "@manyhands/backend/protocol/limits";
import { type RefObject, useState } from "react";
import { Dialog } from "../../ui/dialog.js";
import { Field } from "../../ui/field.js";

export interface RenameDialogProps {
  readonly title: string;
  readonly comesFrom: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly onRename: (title: string) => void;
}

export function RenameDialog({ title, comesFrom, onClose, onRename }: RenameDialogProps) {
  const [text, setText] = useState(title);
  const tooLong = new TextEncoder().encode(text.trim()).length > defaultLimits.maxTitleBytes;
  const agree = () => {
    if (tooLong) return;
    if (text.trim() !== title) onRename(text.trim());
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rename"
      agree="Rename"
      busy={tooLong}
      onAgree={agree}
      comesFrom={comesFrom}
    >
      <Field
        label="Title"
        error={tooLong ? "This is longer than a title may be. Shorten it." : undefined}
        value={text}
        dir="auto"
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Dialog>
  );
}
