/** The connection in words: a status that is always there, and a banner where a word is not enough. */
import { Check, CloudOff, TriangleAlert } from "lucide-react";
import { type Ref, useEffect, useRef, useState } from "react";
import type { ConnectionState } from "../../collab/connection-state.js";
import type { CollabDocument } from "../../collab/open-document.js";
import { Button } from "../../ui/button.js";
import { Note } from "../../ui/note.js";
import { Status } from "../../ui/status.js";
import { useConnection, useConnectionWords, useHeldFor } from "./use-collab.js";

const bannerAfterMs = 10_000;

export function ConnectionStatus({ collab }: { readonly collab: CollabDocument }) {
  const { tone, short } = useConnectionWords(collab);
  const well = useConnection(collab, ({ phase, storageFails }) => phase === "live" && !storageFails);
  const wasWell = useRef(false);
  useEffect(() => {
    wasWell.current = well;
  }, [well]);
  // From "saving" to "saved" and back with every few words: nobody wants to hear that.
  const unannounced = well && wasWell.current;
  switch (tone) {
    case "busy":
      return (
        <Status busy unannounced={unannounced}>
          {short}
        </Status>
      );
    case "calm":
      return (
        <Status icon={<Check aria-hidden="true" />} unannounced={unannounced}>
          {short}
        </Status>
      );
    case "warn":
      return (
        <Status tone="warn" icon={<CloudOff aria-hidden="true" />}>
          {short}
        </Status>
      );
    case "bad":
      return (
        <Status tone="bad" icon={<TriangleAlert aria-hidden="true" />}>
          {short}
        </Status>
      );
  }
}

const isGone = ({ reason }: ConnectionState) => reason?.code === 4404 || reason?.code === 4410;

export interface ConnectionBannerProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly collab: CollabDocument;
  readonly onRetry: () => void;
  /** What else can be done where the document is closed to this tab: keep a copy, restore it. */
  readonly actions: readonly { readonly label: string; readonly run: () => void }[];
}

/** Being offline is told after ten seconds and can be dismissed; a refusal is told at once and stays. */
export function ConnectionBanner({ ref, collab, onRetry, actions }: ConnectionBannerProps) {
  const { tone, long } = useConnectionWords(collab);
  const live = useConnection(collab, ({ phase }) => phase === "live");
  const gone = useConnection(collab, isGone);
  const late = useHeldFor(tone === "warn", bannerAfterMs);
  const [dismissed, setDismissed] = useState(false);
  if (tone === "calm" && dismissed) setDismissed(false);
  if (long === null) return null;
  if (tone === "warn") {
    if (!late || dismissed) return null;
    return (
      <Note
        ref={ref}
        tone="warn"
        // Connected, there is nothing to try: the server says when it can.
        action={live ? undefined : { label: "Try now", run: onRetry }}
        onDismiss={() => setDismissed(true)}
      >
        <b>You can keep writing.</b> {long}
      </Note>
    );
  }
  return (
    // What is gone is not there at another try, unless somebody brings it back.
    <Note ref={ref} tone="bad" action={{ label: gone ? "Check again" : "Try again", run: onRetry }}>
      {long}
      {actions.length > 0 && (
        <span className="choices">
          {actions.map(({ label, run }) => (
            <Button key={label} small onClick={run}>
              {label}
            </Button>
          ))}
        </span>
      )}
    </Note>
  );
}
