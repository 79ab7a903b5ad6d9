/**
 * Links on the page: only addresses with a safe scheme become links at all, they open in a new tab that knows nothing of
 * this one, and nothing else that a stranger wrote on the mark reaches the DOM.
 */
import { isSafeLink } from "@manyhands/backend/schema/safe-url";
import type { Mark } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";

/** Opens an address from the document in a tab without access to this one. Does nothing for an unsafe one. */
export function openLink(href: unknown): void {
  if (isSafeLink(href)) window.open(href, "_blank", "noopener,noreferrer");
}

export function withLinkView(stock: Mark): Mark {
  return stock.extend({
    renderHTML({ mark }) {
      const { href, title } = mark.attrs;
      if (!isSafeLink(href)) return ["span", 0];
      return [
        "a",
        {
          href,
          title: typeof title === "string" ? title : null,
          target: "_blank",
          rel: "noopener noreferrer nofollow",
        },
        0,
      ];
    },
    addProseMirrorPlugins() {
      const opener = new Plugin({
        key: new PluginKey("openLink"),
        props: {
          // A plain click puts the caret into the text; in a page one may only read, the browser follows the link itself.
          handleClick(view, _, event) {
            if (!view.editable || !(event.metaKey || event.ctrlKey)) return false;
            const link = event.target instanceof Element ? event.target.closest("a") : null;
            if (link === null) return false;
            openLink(link.getAttribute("href"));
            return true;
          },
        },
      });
      return [...(this.parent?.() ?? []), opener];
    },
  });
}
