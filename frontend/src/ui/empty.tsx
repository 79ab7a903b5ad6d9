/** Nothing here: a serif line, one sentence, at most one thing to do about it. */
import type { ReactNode } from "react";

export interface EmptyProps {
  readonly title: string;
  /** 1 where it is all the page says. */
  readonly level?: 1 | 2;
  readonly children?: ReactNode;
  /** Buttons or links. */
  readonly actions?: ReactNode;
}

export function Empty({ title, level = 2, children, actions }: EmptyProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="empty">
      <Heading>{title}</Heading>
      {children}
      {actions !== undefined && <div className="row-of-buttons">{actions}</div>}
    </div>
  );
}
