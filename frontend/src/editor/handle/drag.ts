/**
 * Dragging a block by its handle, and with it all that are selected where it is one of them: a line shows where they would
 * land, the page scrolls at its edges, Escape lets go. The mouse is followed by ourselves: the browser's own dragging knows
 * nothing of what may stand where. What others write meanwhile does no harm, because the block is known by its name, and
 * the place is asked for again at every frame.
 */
import type { Editor } from "@tiptap/core";
import type { EditorView } from "@tiptap/pm/view";
import { blockAt } from "../blocks/block-at.js";
import { dragged, type Stretch } from "../blocks/dragged.js";
import { moveBlock } from "../blocks/move-block.js";
import { findLeaf } from "../collaboration.js";
import { rectAt } from "./block-at-height.js";
import { type DropTarget, dropTarget } from "./drop-target.js";

/** Pixels that tell dragging from a click. */
const slack = 4;
/** Pixels at the edge of the page in which it scrolls, and how many it scrolls a frame at most. */
const edge = 72;
const fastest = 18;

export interface Drag {
  readonly editor: Editor;
  /** Name of the block's first text. */
  readonly id: string;
  /** What was pressed; it gets all that the pointer does until it is let go. */
  readonly grip: HTMLElement;
  readonly onStart: () => void;
  /** Called once. */
  readonly onEnd: (how: "click" | "drag") => void;
}

export function startDrag(down: PointerEvent, { editor, id, grip, onStart, onEnd }: Drag): void {
  const { view } = editor;
  let { clientY: y } = down;
  let layer: DropLayer | null = null;
  let frame = 0;
  const ending = new AbortController();
  const { signal } = ending;

  const source = () => {
    const leaf = editor.isDestroyed ? null : findLeaf(editor, id);
    return leaf === null ? null : dragged(view.state, blockAt(view.state.doc, leaf));
  };
  const end = (how: "click" | "drag") => {
    ending.abort();
    cancelAnimationFrame(frame);
    layer?.destroy();
    onEnd(how);
  };
  const draw = () => {
    const from = source();
    // Somebody deleted it.
    if (from === null) return end("drag");
    scrollAtEdge(view.dom, y);
    layer?.draw(placeOf(view, from), dropTarget(view, from, y));
    frame = requestAnimationFrame(draw);
  };
  const drop = () => {
    const from = source();
    const target = from === null ? null : dropTarget(view, from, y);
    const move =
      from === null || target === null ? null : moveBlock(view.state, from.start, target.to, from.end);
    if (move !== null) view.dispatch(move);
    view.focus();
  };

  grip.setPointerCapture(down.pointerId);
  grip.addEventListener(
    "pointermove",
    (event) => {
      y = event.clientY;
      if (layer !== null || Math.hypot(event.clientX - down.clientX, y - down.clientY) < slack) return;
      layer = new DropLayer(view.dom);
      onStart();
      draw();
    },
    { signal },
  );
  grip.addEventListener(
    "pointerup",
    () => {
      if (layer === null) return end("click");
      drop();
      end("drag");
    },
    { signal },
  );
  grip.addEventListener("lostpointercapture", () => end("drag"), { signal });
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end("drag");
    },
    { signal, capture: true },
  );
}

/** From the first to the last of the blocks. */
function placeOf(view: EditorView, { start, end }: Stretch): DOMRect | null {
  const last = end - (view.state.doc.resolve(end).nodeBefore?.nodeSize ?? 0);
  const [above, below] = [rectAt(view, start), rectAt(view, last)];
  return above && below && new DOMRect(above.left, above.top, above.width, below.bottom - above.top);
}

/** Lies over the text and takes no clicks: the line, and a veil over what is being moved. */
class DropLayer {
  readonly #element = document.createElement("div");
  readonly #veil = document.createElement("i");
  readonly #line = document.createElement("i");

  constructor(text: HTMLElement) {
    this.#element.className = "dropping";
    this.#element.setAttribute("aria-hidden", "true");
    this.#veil.className = "veil";
    this.#line.className = "drop-line";
    this.#element.append(this.#veil, this.#line);
    text.after(this.#element);
  }

  draw(source: DOMRect | null, target: DropTarget | null): void {
    const origin = this.#element.getBoundingClientRect();
    const place = (part: HTMLElement, left: number, top: number, width: number) => {
      part.style.left = `${left - origin.left}px`;
      part.style.top = `${top - origin.top}px`;
      part.style.width = `${width}px`;
    };
    if (source) {
      place(this.#veil, source.left, source.top, source.width);
      this.#veil.style.height = `${source.height}px`;
    }
    this.#line.hidden = target === null;
    if (target === null) return;
    const { left, right, top } = target.line;
    place(this.#line, left, top, right - left);
  }

  destroy(): void {
    this.#element.remove();
  }
}

function scrollAtEdge(text: HTMLElement, y: number): void {
  let scroller = text.parentElement;
  while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
    scroller = scroller.parentElement;
  if (!scroller) return;
  const { top, bottom } = scroller.getBoundingClientRect();
  const beyond = Math.max(0, y - bottom + edge) - Math.max(0, top + edge - y);
  if (beyond !== 0)
    scroller.scrollTop += Math.sign(beyond) * Math.min(fastest, Math.ceil(Math.abs(beyond) / 4));
}
