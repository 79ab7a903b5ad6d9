/** A person as a circle with initials; several side by side, never overlapped, at most four and "+n". */
import type { ComponentProps } from "react";
import { initials, namesInWords } from "./names.js";
import { personStyle } from "./people-colors.js";
import { Tooltip } from "./tooltip.js";

export interface Someone {
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
}

export interface AvatarProps {
  readonly person: Someone;
  readonly size?: "m" | "s" | "xs" | undefined;
}

/** Decoration: whoever shows it says the name beside it or in a label. */
export function Avatar({ person, size = "m" }: AvatarProps) {
  return (
    <span className={size === "m" ? "av" : `av ${size}`} style={personStyle(person.color)} aria-hidden="true">
      {initials(person.name)}
    </span>
  );
}

export interface AvatarStackProps {
  readonly people: readonly Someone[];
  readonly size?: AvatarProps["size"];
  readonly most?: number;
  /** Greys everybody: who is here cannot be known just now. */
  readonly away?: boolean;
}

/** Nothing for nobody. Says who is here to those who cannot see it. */
export function AvatarStack({ people, size, most = 4, away = false }: AvatarStackProps) {
  if (people.length === 0) return null;
  const shown = people.slice(0, most);
  const names = people.map((person) => person.name);
  return (
    <Tooltip label={`${namesInWords(names)} ${names.length === 1 ? "is" : "are"} here`}>
      <span
        className={away ? "avs away" : "avs"}
        role="img"
        aria-label={`${namesInWords(names)} ${names.length === 1 ? "is" : "are"} here`}
      >
        {shown.map((person, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name and a colour
          <Avatar key={at} person={person} size={size} />
        ))}
        {people.length > shown.length && (
          <span
            className={size === undefined || size === "m" ? "av more" : `av more ${size}`}
            aria-hidden="true"
          >
            +{people.length - shown.length}
          </span>
        )}
      </span>
    </Tooltip>
  );
}

/** One's own account: an outline, never a colour. Takes the props of a button, so a menu can hang on it. */
export function OwnAvatar({ name, ...rest }: ComponentProps<"button"> & { readonly name: string }) {
  return (
    <button type="button" className="av me" aria-label={`You are ${name}`} {...rest}>
      {initials(name)}
    </button>
  );
}
