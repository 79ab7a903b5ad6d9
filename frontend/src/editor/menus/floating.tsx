/**
 * A surface beside a place in the text: it follows scrolling and remote edits, turns to the other side where there is no
 * room, and leaves focus and keys alone. (Radix's popover would take Escape from the text, so this is its positioning
 * part only.)
 */
import { Popper } from "radix-ui/internal";
import { type ComponentProps, useRef } from "react";
import { createPortal } from "react-dom";

export interface FloatingProps extends ComponentProps<"div"> {
  /** Where it belongs, in screen coordinates; asked at every frame while it stands. */
  readonly place: () => DOMRect | null;
  /** An element in the scrolling text: when the place is scrolled away, this hides. */
  readonly within: Element;
  readonly side?: "top" | "bottom" | "left";
  readonly align?: "start" | "center" | "end";
  readonly gap?: number;
  /** Stays where it belongs even where it does not fit. */
  readonly fixed?: boolean;
}

export function Floating(props: FloatingProps) {
  const { place, within, side = "bottom", align = "start", gap = 6, fixed = false, ...rest } = props;
  const current = useRef(place);
  current.current = place;
  const anchor = useRef({
    getBoundingClientRect: () => current.current() ?? new DOMRect(),
    contextElement: within,
  });
  return createPortal(
    <Popper.Root>
      <Popper.Anchor virtualRef={anchor} />
      <Popper.Content
        side={side}
        align={align}
        sideOffset={gap}
        collisionPadding={8}
        avoidCollisions={!fixed}
        updatePositionStrategy="always"
        hideWhenDetached
        {...rest}
      />
    </Popper.Root>,
    // Inside the page's main landmark, where a screen reader looks for what belongs to the text.
    within.closest("main") ?? document.body,
  );
}
