/** A question in the middle of the page, and a drawer at its edge. Only for sharing, deleting and choosing a name. */
import { Dialog as Radix, AlertDialog as RadixAlert } from "radix-ui";
import { type FormEvent, type ReactNode, type RefObject, useRef } from "react";
import { Button } from "./button.js";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly text?: ReactNode;
  /** The word on the button that agrees. */
  readonly agree: string;
  /** The word on the button that only closes; "Cancel" where none is given. */
  readonly decline?: string;
  /** Something else that can be done. */
  readonly other?: { readonly label: string; readonly run: () => void };
  readonly busy?: boolean;
  /** Called on Enter and on the button. The dialog stays open: close it when the work is done. */
  readonly onAgree: () => void;
  /** What has the focus afterwards, where it comes from a menu: its items are gone by then. */
  readonly comesFrom?: RefObject<HTMLElement | null> | undefined;
  readonly children?: ReactNode;
}

/**
 * Focus starts in the first field, or on the button that agrees where there is none; it stays inside, and goes back to
 * where it came from, unless something else has taken it. Escape closes.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  text,
  agree,
  decline = "Cancel",
  other,
  busy = false,
  onAgree,
  comesFrom,
  children,
}: DialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const takeFocus = (event: Event) => {
    cameFrom.current = comesFrom?.current ?? document.activeElement;
    if (form.current?.querySelector("input")) return;
    event.preventDefault();
    form.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault(); // Radix would look for a trigger, and there is none.
    const isLost = document.activeElement === document.body;
    if (isLost && cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAgree();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className="dialog"
          onOpenAutoFocus={takeFocus}
          onCloseAutoFocus={giveFocusBack}
          {...(text === undefined && { "aria-describedby": undefined })}
        >
          <form ref={form} onSubmit={submit}>
            <Radix.Title>{title}</Radix.Title>
            {text !== undefined && <Radix.Description>{text}</Radix.Description>}
            <div className="content">{children}</div>
            <div className="actions">
              <Radix.Close asChild>
                <Button look="ghost">{decline}</Button>
              </Radix.Close>
              {other && <Button onClick={other.run}>{other.label}</Button>}
              <Button type="submit" look="primary" disabled={busy}>
                {agree}
              </Button>
            </div>
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What will be lost, in words. */
  readonly text: ReactNode;
  readonly agree: string;
  readonly onAgree: () => void;
}

/** For what cannot be undone. Focus starts on Cancel; a click beside it does nothing. Agreeing closes it. */
export function ConfirmDialog({ open, onOpenChange, title, text, agree, onAgree }: ConfirmDialogProps) {
  return (
    <RadixAlert.Root open={open} onOpenChange={onOpenChange}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className="scrim" />
        <RadixAlert.Content className="dialog">
          <RadixAlert.Title>{title}</RadixAlert.Title>
          <RadixAlert.Description>{text}</RadixAlert.Description>
          <div className="actions">
            <RadixAlert.Cancel asChild>
              <Button look="ghost">Cancel</Button>
            </RadixAlert.Cancel>
            <RadixAlert.Action asChild>
              <Button look="danger" className="solid" onClick={onAgree}>
                {agree}
              </Button>
            </RadixAlert.Action>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  );
}

export interface DrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Its accessible name. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Lies over the page from its starting edge; Escape and a click beside it close it. */
export function Drawer({ open, onOpenChange, label, children }: DrawerProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className="drawer" aria-describedby={undefined}>
          <Radix.Title className="vh">{label}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
