/** Takes the files that are dropped anywhere on the page, which the browser would open in its place. */
import { useEffect, useRef } from "react";

/** Files that something on the page has taken are not told of; `onHover` says whether some are over the page. */
export function useDroppedFiles(
  onFiles: (files: readonly File[]) => void,
  onHover?: (over: boolean) => void,
): void {
  const latest = useRef({ onFiles, onHover });
  latest.current = { onFiles, onHover };
  useEffect(() => {
    const ending = new AbortController();
    const listen = (name: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) => {
      const hear = (event: DragEvent) => event.dataTransfer?.types.includes("Files") && act(event);
      window.addEventListener(name, hear, { signal: ending.signal });
    };
    listen("dragover", (event) => {
      event.preventDefault();
      latest.current.onHover?.(true);
    });
    listen("dragleave", (event) => event.relatedTarget === null && latest.current.onHover?.(false));
    listen("drop", (event) => {
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      latest.current.onHover?.(false);
      if (!isTaken) latest.current.onFiles([...(event.dataTransfer?.files ?? [])]);
    });
    return () => ending.abort();
  }, []);
}
