/**
 * Headings on the page: the title is the page's `h1`, so Heading 1 is drawn as `h2` and so on. A node view rather than
 * `renderHTML`, which also writes the clipboard: what is copied keeps its own level.
 */
import type { Node } from "@tiptap/core";

export function withHeadingView(stock: Node): Node {
  return stock.extend({
    addNodeView() {
      return ({ node }) => {
        const level = Math.min(Math.max(Math.trunc(Number(node.attrs.level)) || 1, 1), 6);
        const dom = document.createElement(level < 6 ? `h${level + 1}` : "h6");
        if (level === 6) dom.setAttribute("aria-level", "7");
        return {
          dom,
          contentDOM: dom,
          update: (next) => next.type === node.type && next.attrs.level === node.attrs.level,
        };
      };
    },
  });
}
