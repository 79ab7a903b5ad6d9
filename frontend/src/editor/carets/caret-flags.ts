/**
 * The carets of others as elements: a bar with a name flag above it. The flag shows for two seconds after its person
 * moved and then folds into a dot. One object per editor; `stop` ends its timers.
 */
import { readUser } from "../../collab/presence.js";
import { nearestColor } from "../../ui/people-colors.js";

const flagMs = 2_000;

interface Caret {
  element: HTMLElement;
  moved: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The palette entry for whatever colour a stranger sent, as attributes an element may carry. */
export function personStyle(color: unknown): string {
  const person = nearestColor(typeof color === "string" ? color : "");
  return `--who: ${person.hex}; --on: ${person.on}`;
}

export class CaretFlags {
  readonly #carets = new Map<number, Caret>();

  /** A fresh element for this person. It keeps its flag folded if the person has not moved since the last one. */
  draw(id: number, user: Readonly<Record<string, unknown>>): HTMLElement {
    const element = document.createElement("span");
    element.className = "caret";
    element.style.cssText = personStyle(user.color);
    element.setAttribute("aria-hidden", "true");
    // How the page finds somebody's caret.
    element.dataset.client = String(id);
    const flag = element.appendChild(document.createElement("span"));
    flag.className = "flag";
    flag.textContent = readUser({ user }, id)?.name ?? "Guest";

    const caret = this.#carets.get(id);
    if (caret === undefined) {
      this.#carets.set(id, { element, moved: "", timer: this.#fold(id) });
    } else {
      element.classList.toggle("quiet", caret.element.classList.contains("quiet"));
      caret.element = element;
    }
    return element;
  }

  /** Tells where a person's caret now is; the flag opens when that is somewhere else than before. */
  place(id: number, cursor: unknown): void {
    const caret = this.#carets.get(id);
    if (caret === undefined) return;
    const moved = JSON.stringify(cursor) ?? "";
    if (moved === caret.moved) return;
    caret.moved = moved;
    clearTimeout(caret.timer);
    caret.element.classList.remove("quiet");
    caret.timer = this.#fold(id);
  }

  /** Forgets who is not among these. */
  keepOnly(ids: ReadonlySet<number>): void {
    for (const [id, { timer }] of this.#carets) {
      if (ids.has(id)) continue;
      clearTimeout(timer);
      this.#carets.delete(id);
    }
  }

  /** Ends all timers; the object is not used afterwards. */
  stop(): void {
    this.keepOnly(new Set());
  }

  #fold(id: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#carets.get(id)?.element.classList.add("quiet"), flagMs);
  }
}
