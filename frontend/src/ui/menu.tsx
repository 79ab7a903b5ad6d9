/**
 * A menu behind a button (Radix: arrow keys, typeahead, Escape, focus given back). Groups are parted by a hairline;
 * what destroys comes last.
 */
import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type PointerEvent, type ReactElement, type ReactNode, useRef } from "react";
import { keysText } from "./keys.js";

export interface MenuProps {
  /** One element that takes a ref and the props of a button, e.g. an IconButton. */
  readonly trigger: ReactElement;
  /** Where the trigger's own name says more than what the menu is. */
  readonly label?: string;
  /** Whether the first item has the focus when it opens; by default, when a key on the trigger opened it. */
  readonly focusFirst?: boolean;
  readonly align?: "start" | "center" | "end";
  readonly side?: "top" | "bottom";
  /** Given where something else than the trigger may open it. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Called when it has closed other than by a click beside it, to give the focus away; without it the trigger gets it. */
  readonly onClosed?: () => void;
  readonly children: ReactNode;
}

/** Not modal: the page behind stays scrollable, and people stay visible in it. */
export function Menu({
  trigger,
  label,
  focusFirst = false,
  align = "end",
  side = "bottom",
  open,
  onOpenChange,
  onClosed,
  children,
}: MenuProps) {
  const clickedBeside = useRef(false);
  const giveFocusAway = (event: Event) => {
    event.preventDefault();
    if (!clickedBeside.current) onClosed?.();
    clickedBeside.current = false;
  };
  const noteClick = () => {
    clickedBeside.current = true;
  };
  return (
    <Radix.Root modal={false} {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="pop menu"
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          {...(focusFirst && { ref: focusFirstItem })}
          {...(label !== undefined && { "aria-label": label, "aria-labelledby": undefined })}
          {...(onClosed && { onCloseAutoFocus: giveFocusAway, onInteractOutside: noteClick })}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** As soon as it is drawn: Radix gives the focus to the menu itself, unless something in it has it already. */
function focusFirstItem(menu: HTMLElement | null) {
  menu?.querySelector<HTMLElement>("[role=menuitem]")?.focus({ preventScroll: true });
}

export function MenuGroup({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <Radix.Group {...(label !== undefined && { "aria-label": label })}>
      {label !== undefined && <Radix.Label className="label">{label}</Radix.Label>}
      {children}
    </Radix.Group>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({
  icon,
  keys,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      className={danger ? "item danger" : "item"}
      disabled={disabled}
      onPointerUp={chooseByClick}
      onSelect={onSelect}
    >
      {icon}
      {children}
      {keys !== undefined && <kbd>{keysText(keys)}</kbd>}
    </Radix.Item>
  );
}

/** Who drags the grip that a menu is behind lets go over one of its items, and has chosen none. */
const chooseByClick = (event: PointerEvent) => event.preventDefault();

export interface SubMenuProps {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A menu beside a menu: by pointing, by the arrow key. */
export function SubMenu({ icon, label, disabled = false, children }: SubMenuProps) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className="item" disabled={disabled}>
        {icon}
        {label}
        <ChevronRight className="further" aria-hidden="true" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent className="pop menu" sideOffset={6} alignOffset={-5} collisionPadding={8}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export interface MenuChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  readonly onChoose: (value: Value) => void;
}

/** A group of which exactly one is chosen. Choosing leaves the menu open, so that the effect can be seen. */
export function MenuChoices<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: MenuChoicesProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(chosen) => onChoose(chosen as Value)} aria-label={label}>
      <Radix.Label className="label">{label}</Radix.Label>
      {choices.map((choice) => (
        <Radix.RadioItem
          key={choice.value}
          value={choice.value}
          className="item"
          onSelect={(event) => event.preventDefault()}
        >
          {choice.icon}
          {choice.label}
          <Radix.ItemIndicator className="chosen" asChild>
            <Check aria-hidden="true" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
