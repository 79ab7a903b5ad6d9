/** What one can do with a document in the trash: take it out, or delete it for good after a question. */
import type { DocumentSummary } from "@manyhands/backend/protocol/rest";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/dialog.js";
import { IconButton } from "../../ui/icon-button.js";
import { titleOf } from "../document-title.js";
import type { DocumentActions } from "./use-document-actions.js";

export interface TrashButtonsProps {
  readonly document: DocumentSummary;
  readonly actions: DocumentActions;
}

export function TrashButtons({ document, actions }: TrashButtonsProps) {
  const [asking, setAsking] = useState(false);
  const title = titleOf(document);
  return (
    <>
      <Button small aria-label={`Restore ${title}`} onClick={() => actions.restore(document.id, title)}>
        Restore
      </Button>
      <IconButton label={`Delete ${title} for good`} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
      </IconButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete “${title}” for good?`}
        text="Its text and its history are deleted from the server for everybody. This cannot be undone."
        agree="Delete for good"
        onAgree={() => actions.purge(document.id, title)}
      />
    </>
  );
}
