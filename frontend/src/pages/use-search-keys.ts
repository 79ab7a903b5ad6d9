/** Mod-K puts the caret into the search field, from wherever it is. */
import { useEffect } from "react";
import { isApple } from "../ui/keys.js";

/** A press that somebody else has answered (a link in the text, say) is left alone. */
export function useSearchKeys(focusSearch: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const mod = isApple ? event.metaKey : event.ctrlKey;
      if (!mod || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k" || event.defaultPrevented)
        return;
      event.preventDefault();
      focusSearch();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [focusSearch]);
}
