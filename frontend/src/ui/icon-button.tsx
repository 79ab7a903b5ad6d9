/** A button that shows only an icon: always with a label, which is also its tooltip. */
import type { ComponentProps } from "react";
import { Tooltip } from "./tooltip.js";

export interface IconButtonProps extends ComponentProps<"button"> {
  readonly label: string;
  /** Its shortcut, e.g. "Mod-B"; shown in the tooltip. */
  readonly keys?: string | undefined;
  /** Given for a toggle: whether it is on. */
  readonly pressed?: boolean | undefined;
  /** A small count at its corner; say what it counts in `label`. Nothing at 0. */
  readonly count?: number;
  readonly small?: boolean;
  /** Shows no tooltip for now. */
  readonly quiet?: boolean;
}

/** A disabled one stays focusable, so that its tooltip can still say what it is. */
export function IconButton(props: IconButtonProps) {
  const {
    label,
    keys,
    pressed,
    count = 0,
    small = false,
    quiet,
    disabled,
    className,
    children,
    onClick,
    ...rest
  } = props;
  const names = ["icon", small && "small", className];
  return (
    <Tooltip label={label} keys={keys} quiet={quiet}>
      <button
        type="button"
        className={names.filter(Boolean).join(" ")}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
        {...rest}
      >
        {children}
        {count > 0 && (
          <span className="n" aria-hidden="true">
            {count}
          </span>
        )}
      </button>
    </Tooltip>
  );
}
