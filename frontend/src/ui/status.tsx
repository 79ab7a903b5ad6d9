/** One plain word about the state of things, always visible; tinted only when something is wrong. */
import type { ReactNode } from "react";

export interface StatusProps {
  readonly tone?: "plain" | "warn" | "bad";
  readonly icon?: ReactNode;
  /** Shows that it goes on; the words must say so too. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** Changes are read out politely. */
export function Status({ tone = "plain", icon, busy = false, children }: StatusProps) {
  return (
    <span className={tone === "plain" ? "status" : `status ${tone}`} role="status">
      {busy ? <span className="spin" aria-hidden="true" /> : icon}
      <span>{children}</span>
    </span>
  );
}
