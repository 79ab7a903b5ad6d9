/** The layer that carets are drawn in: one element over the text, measured and filled at most once a frame. */
import type { EditorView } from "@tiptap/pm/view";
import { readDom } from "../flow/dom-observer.js";
import { CaretFlags, personStyle } from "./caret-flags.js";
import { TintFading } from "./tint-fading.js";

export interface DrawnPerson {
  readonly id: number;
  readonly user: Readonly<Record<string, unknown>>;
  /** Positions in the document that the view shows. */
  readonly anchor: number;
  readonly head: number;
  /** As announced: tells whether somebody moved, or only the text around them. */
  readonly cursor: unknown;
}

const maxTints = 200;

export class CaretLayer {
  readonly #view: EditorView;
  readonly #people: () => readonly DrawnPerson[];
  readonly #flags = new CaretFlags();
  readonly #element: HTMLElement;
  readonly #resize: ResizeObserver;
  readonly #fading = new TintFading(() => this.request());
  #frame: number | null = null;

  constructor(view: EditorView, people: () => readonly DrawnPerson[]) {
    this.#view = view;
    this.#people = people;
    this.#element = document.createElement("div");
    this.#element.className = "carets";
    this.#element.setAttribute("aria-hidden", "true");
    view.dom.after(this.#element);
    this.#resize = new ResizeObserver(() => this.request());
    this.#resize.observe(view.dom);
    // A table that scrolls sideways takes the carets in it along.
    view.dom.addEventListener("scroll", this.request, true);
    this.request();
  }

  readonly request = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (!this.#view.isDestroyed) this.#draw();
    });
  };

  destroy(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#fading.stop();
    this.#resize.disconnect();
    this.#view.dom.removeEventListener("scroll", this.request, true);
    this.#flags.stop();
    this.#element.remove();
  }

  #draw(): void {
    // What the browser changed and the view does not know of yet would be measured in the wrong places.
    readDom(this.#view);
    const people = this.#people();
    // The document may have moved on since the positions were read.
    const size = this.#view.state.doc.content.size;
    const drawable = people.filter(({ anchor, head }) => anchor <= size && head <= size);
    const origin = this.#element.getBoundingClientRect();
    const parts: HTMLElement[] = [];
    const hands = new Map<string, number>();
    for (const person of drawable) {
      if (this.#fading.isTinted(person.id, person.cursor)) parts.push(...this.#tints(person, origin));
      const hand = this.#hand(person, origin, hands);
      if (hand !== null) parts.push(hand);
      parts.push(this.#caret(person, origin));
    }
    const ids = new Set(drawable.map(({ id }) => id));
    this.#fading.keepOnly(ids);
    this.#flags.keepOnly(ids);
    this.#element.replaceChildren(...parts);
    for (const { id, cursor } of drawable) this.#flags.place(id, cursor);
    this.#fading.watch();
  }

  #caret({ id, user, head }: DrawnPerson, origin: DOMRect): HTMLElement {
    const element = this.#flags.draw(id, user);
    const { left, top, bottom } = this.#view.coordsAtPos(head);
    element.style.insetInlineStart = `${left - origin.left}px`;
    element.style.top = `${top - origin.top}px`;
    element.style.height = `${bottom - top}px`;
    return element;
  }

  #tints({ anchor, head, user }: DrawnPerson, origin: DOMRect): HTMLElement[] {
    if (anchor === head) return [];
    const range = document.createRange();
    const from = this.#view.domAtPos(Math.min(anchor, head));
    const to = this.#view.domAtPos(Math.max(anchor, head));
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    const seen = new Set<string>();
    const tints: HTMLElement[] = [];
    for (const rect of range.getClientRects()) {
      const key = `${rect.left} ${rect.top} ${rect.width} ${rect.height}`;
      if (rect.width === 0 || rect.width > 0.98 * origin.width || seen.has(key)) continue;
      seen.add(key);
      const tint = this.#part("tint", user);
      tint.style.insetInlineStart = `${rect.left - origin.left}px`;
      tint.style.top = `${rect.top - origin.top}px`;
      tint.style.width = `${rect.width}px`;
      tint.style.height = `${rect.height}px`;
      tints.push(tint);
      if (tints.length === maxTints) break;
    }
    return tints;
  }

  /** The bar in the margin; several people in one block stand side by side. */
  #hand({ head, user }: DrawnPerson, origin: DOMRect, hands: Map<string, number>): HTMLElement | null {
    const $head = this.#view.state.doc.resolve(head);
    const block = $head.depth === 0 ? null : this.#view.nodeDOM($head.before($head.depth));
    if (!(block instanceof HTMLElement)) return null;
    const rect = block.getBoundingClientRect();
    const key = String(rect.top);
    const among = hands.get(key) ?? 0;
    hands.set(key, among + 1);
    const bar = this.#part("hand", user);
    bar.style.top = `${rect.top - origin.top}px`;
    bar.style.height = `${rect.height}px`;
    bar.style.setProperty("--among", String(among));
    return bar;
  }

  #part(name: string, user: Readonly<Record<string, unknown>>): HTMLElement {
    const element = document.createElement("i");
    element.className = name;
    element.style.cssText = personStyle(user.color);
    return element;
  }
}
