/**
 * A picture by its address. Loaded lazily and without telling its host where it is shown; a picture that cannot be shown
 * leaves a calm box with its description and address, so that nobody has to guess what was there.
 */
import { isSafeImage } from "@manyhands/backend/schema/safe-url";
import type { Node } from "@tiptap/core";
import type { Node as PageNode } from "@tiptap/pm/model";
import { pageState } from "../page-state.js";
import { icon } from "./icon.js";

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function fallback(alt: string, source: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "missing";
  box.append(icon("image"));
  const words = box.appendChild(document.createElement("div"));
  const name = words.appendChild(document.createElement("strong"));
  name.textContent = alt || "A picture without a description";
  const address = words.appendChild(document.createElement("span"));
  address.textContent = source ? `Cannot be shown: ${source.slice(0, 300)}` : "No address";
  return box;
}

function draw(figure: HTMLElement, node: PageNode): void {
  const [source, alt, title] = [text(node.attrs.src), text(node.attrs.alt), text(node.attrs.title)];
  figure.replaceChildren();
  if (isSafeImage(source)) {
    const image = document.createElement("img");
    image.alt = alt;
    image.loading = "lazy";
    image.decoding = "async";
    image.referrerPolicy = "no-referrer";
    image.draggable = false;
    image.addEventListener("error", () => image.replaceWith(fallback(alt, source)), { once: true });
    image.src = source;
    figure.append(image);
  } else {
    figure.append(fallback(alt, source));
  }
  if (title) {
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.textContent = title;
  }
}

export function withImageView(stock: Node): Node {
  return stock.extend({
    addNodeView() {
      return ({ node, editor }) => {
        const dom = document.createElement("figure");
        let shown = node;
        draw(dom, node);
        dom.addEventListener("dblclick", () => editor.isEditable && pageState(editor).prompt.set("image"));
        return {
          dom,
          update(next) {
            if (next.type !== shown.type) return false;
            if (!next.sameMarkup(shown)) draw(dom, next);
            shown = next;
            return true;
          },
          ignoreMutation: () => true,
        };
      };
    },
  });
}
