/** Where one types: a field with its label above, and a search field. */
import { Search, X } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { keysText } from "./keys.js";

export interface FieldProps extends ComponentProps<"input"> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Says what to change; shown in place of the hint. */
  readonly error?: string | undefined;
}

export function Field({ label, hint, error, ...rest }: FieldProps) {
  const id = useId();
  const words = error ?? hint;
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <div className="field">
        <input
          id={id}
          autoComplete="off"
          aria-invalid={error !== undefined || undefined}
          aria-describedby={words === undefined ? undefined : `${id}-words`}
          {...rest}
        />
      </div>
      {words !== undefined && (
        <small id={`${id}-words`} className={error === undefined ? undefined : "error"}>
          {words}
        </small>
      )}
    </div>
  );
}

export interface SearchFieldProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  /** What it searches; its accessible name. */
  readonly label: string;
  readonly keys?: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Escape empties it, and leaves it when it is empty. */
export function SearchField({ label, keys, value, onSearch, className, ...rest }: SearchFieldProps) {
  return (
    <label className={className === undefined ? "field" : `field ${className}`}>
      <Search aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (value === "") event.currentTarget.blur();
          else onSearch("");
          event.preventDefault();
        }}
        {...rest}
      />
      {value !== "" ? (
        <button
          type="button"
          className="icon small"
          aria-label="Clear the search"
          onClick={() => onSearch("")}
        >
          <X aria-hidden="true" />
        </button>
      ) : (
        keys !== undefined && <kbd>{keysText(keys)}</kbd>
      )}
    </label>
  );
}
