/** A few words beside the pointer or the focus. `TooltipArea` stands once, around the whole page. */
import { Tooltip as Radix } from "radix-ui";
import { type FocusEvent, type ReactElement, type ReactNode, useState } from "react";
import { keysText } from "./keys.js";

export function TooltipArea({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

export interface TooltipProps {
  readonly label: string;
  readonly keys?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** Says nothing, e.g. while what it would name is dragged. */
  readonly quiet?: boolean | undefined;
  /** One element that takes a ref and the props of its tag. */
  readonly children: ReactElement;
}

export function Tooltip({ label, keys, side = "bottom", quiet = false, children }: TooltipProps) {
  const [open, setOpen] = useState(false);
  // What was silenced does not come back by itself.
  if (quiet && open) setOpen(false);
  return (
    <Radix.Root disableHoverableContent open={open && !quiet} onOpenChange={setOpen}>
      <Radix.Trigger asChild onFocus={ignoreUnseenFocus}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>
          {label}
          {keys !== undefined && <kbd>{keysText(keys)}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A focus given back by a closing menu is no question; only one that is shown to the reader opens the tooltip. */
function ignoreUnseenFocus(event: FocusEvent<HTMLElement>) {
  if (!event.currentTarget.matches(":focus-visible")) event.preventDefault();
}
