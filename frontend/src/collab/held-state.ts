/** How the documents of this tab stand, for pages that load no document themselves: kept by `held-documents.ts`. */

/** The same object until something of it changes. */
export interface HeldState {
  /** The server cannot be reached, so nobody knows who is where. */
  readonly away: boolean;
  /** Ids of the documents with edits that are only in this tab, and for longer than saving takes. */
  readonly unsaved: readonly string[];
}

let state: HeldState = { away: false, unsaved: [] };
const listeners = new Set<() => void>();

export const heldState = {
  get current(): HeldState {
    return state;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set({ away, unsaved }: HeldState): void {
    if (away === state.away && unsaved.join() === state.unsaved.join()) return;
    state = { away, unsaved };
    for (const listener of listeners) listener();
  },
};
