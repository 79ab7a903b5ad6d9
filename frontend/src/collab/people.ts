/**
 * Who else is in a document, as something to subscribe to. Carets move all the time; listeners hear only when
 * somebody comes, goes, or changes their name or colour.
 */
import type { Awareness } from "y-protocols/awareness";
import { othersPresent, type PresentPerson } from "./presence.js";

export interface People {
  /** The same array until it changes. */
  readonly current: readonly PresentPerson[];
  subscribe(listener: () => void): () => void;
}

/** Ends with the awareness itself. */
export function watchPeople(awareness: Awareness): People {
  const listeners = new Set<() => void>();
  let current = othersPresent(awareness);
  let fingerprint = JSON.stringify(current);
  awareness.on("change", () => {
    const next = othersPresent(awareness);
    const nextFingerprint = JSON.stringify(next);
    if (nextFingerprint === fingerprint) return;
    current = next;
    fingerprint = nextFingerprint;
    for (const listener of listeners) listener();
  });
  return {
    get current() {
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
