/**
 * What happens to the page around a document: the network comes and goes, the tab is looked at again, hidden
 * for good, brought back from the browser's cache, or about to be closed.
 */

export interface PageLife {
  /** A good moment to try again: the network is back, or somebody looks at the tab. */
  wake(): void;
  /** The machine says that it has no network. It may be wrong. */
  networkLost(): void;
  /** The page goes away, perhaps to come back by `resume`. */
  suspend(): void;
  resume(): void;
  /** False makes the browser ask before it closes the tab. */
  mayClose(): boolean;
}

/** Calls `life` until the returned function is called. */
export function watchPage(life: PageLife): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  window.addEventListener("online", () => life.wake(), { signal });
  window.addEventListener("focus", () => life.wake(), { signal });
  window.addEventListener("offline", () => life.networkLost(), { signal });
  window.addEventListener("pagehide", () => life.suspend(), { signal });
  window.addEventListener(
    "pageshow",
    (event) => {
      if (event.persisted) life.resume();
    },
    { signal },
  );
  window.addEventListener(
    "beforeunload",
    (event) => {
      if (!life.mayClose()) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") life.wake();
    },
    { signal },
  );
  return () => ending.abort();
}
