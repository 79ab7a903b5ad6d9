/** A button with a word on it. At most one primary button in a view. */
import type { ComponentProps } from "react";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "plain" | "primary" | "ghost" | "danger" | undefined;
  readonly small?: boolean;
}

/** Never submits a form unless `type="submit"` is given. */
export function Button({ look = "plain", small = false, className, ...rest }: ButtonProps) {
  const names = ["btn", look !== "plain" && look, small && "small", className];
  return <button type="button" className={names.filter(Boolean).join(" ")} {...rest} />;
}
