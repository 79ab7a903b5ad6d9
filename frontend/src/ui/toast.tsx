/** A line at the bottom for six seconds, about something that has happened. One at a time; it waits while pointed at. */
import type { ReactNode } from "react";
import { Toaster, toast } from "sonner";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** Stands once, at the end of the page. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-center"
      visibleToasts={1}
      duration={6000}
      containerAriaLabel="Messages"
      toastOptions={{ unstyled: true, classNames: { toast: "toast", actionButton: "btn" } }}
    />
  );
}

export interface ToastOptions {
  readonly action?: ToastAction;
  readonly icon?: ReactNode;
  /** Until it is taken away, or another takes its place: for what is still going on. */
  readonly stays?: boolean;
}

/** Shows the line in place of the one before it. A word that undoes it may stand at its end. What is given back takes it away. */
export function showToast(text: string, { action, icon, stays = false }: ToastOptions = {}): () => void {
  toast.dismiss();
  const id = toast(text, {
    ...(icon !== undefined && { icon }),
    ...(action && { action: { label: action.label, onClick: action.run } }),
    ...(stays && { duration: Number.POSITIVE_INFINITY }),
  });
  return () => void toast.dismiss(id);
}
