/** A banner in the column of the text: something is not as usual, and what it means for the reader. */
import { CloudOff, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button } from "./button.js";
import { IconButton } from "./icon-button.js";

export interface NoteProps {
  readonly ref?: Ref<HTMLDivElement>;
  /** "plain" explains, "warn" says that something is missing just now, "bad" that something failed. */
  readonly tone?: "plain" | "warn" | "bad";
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly onDismiss?: () => void;
  readonly children: ReactNode;
}

/** A bad one is read out at once, a warning politely. */
export function Note({ ref, tone = "warn", action, onDismiss, children }: NoteProps) {
  const Icon = tone === "plain" ? Info : tone === "warn" ? CloudOff : TriangleAlert;
  return (
    <div
      ref={ref}
      className={tone === "warn" ? "note" : `note ${tone}`}
      role={tone === "bad" ? "alert" : tone === "warn" ? "status" : "note"}
    >
      <Icon aria-hidden="true" />
      <div className="grow">{children}</div>
      {action && (
        <Button small onClick={action.run}>
          {action.label}
        </Button>
      )}
      {onDismiss && (
        <IconButton small label="Dismiss" onClick={onDismiss}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
