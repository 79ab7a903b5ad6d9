/** One plain word about the state of things, always visible; tinted only when something is wrong. */
import type { ReactNode } from "react";

export interface StatusProps {
  readonly tone?: "plain" | "warn" | "bad";
  readonly icon?: ReactNode;
  /** Shows that it goes on; the words must say so too. */
  readonly busy?: boolean;
  /** For a change that is no news. */
  readonly unannounced?: boolean;
  readonly children: ReactNode;
}

/** Changes are read out politely, unless they are no news. */
export function Status({ tone = "plain", icon, busy = false, unannounced = false, children }: StatusProps) {
  return (
    <span
      className={tone === "plain" ? "status" : `status ${tone}`}
      role="status"
      aria-live={unannounced ? "off" : "polite"}
    >
      {busy ? <span className="spin" aria-hidden="true" /> : icon}
      <span>{children}</span>
    </span>
  );
}
