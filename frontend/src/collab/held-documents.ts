/**
 * The documents that this tab holds. A page takes its document and leaves it; one with edits that the server may not
 * have yet outlives its page, keeps trying to deliver them in the background, and is let go once that is done.
 */
import { heldState } from "./held-state.js";
import { type CollabDocument, type OpenOptions, openDocument } from "./open-document.js";

interface Held {
  readonly document: CollabDocument;
  pages: number;
}

const held = new Map<string, Held>();

function look(): void {
  const all = [...held].map(([id, { document }]) => ({ id, ...document.connection.current }));
  const away = all.some(({ phase, interrupted }) => interrupted && phase !== "denied");
  const unsaved = all
    .filter(({ phase, storageFails, undelivered }) => undelivered && (phase !== "live" || storageFails))
    .map(({ id }) => id);
  heldState.set({ away, unsaved });
}

/** The document as this tab holds it, or a newly opened one. Each take is answered by one `leaveDocument`. */
export function takeDocument(options: OpenOptions): CollabDocument {
  const known = held.get(options.id);
  if (known !== undefined) {
    if (known.pages === 0) known.document.awareness.setLocalState({});
    known.pages += 1;
    return known.document;
  }
  const document = openDocument(options);
  held.set(options.id, { document, pages: 1 });
  document.connection.subscribe(look);
  return document;
}

/** Closes the document once no page shows it and nothing in it waits for the server. */
export function leaveDocument(id: string): void {
  const left = held.get(id);
  if (left === undefined || left.pages === 0)
    throw new Error(`document ${id} was left more often than taken`);
  left.pages -= 1;
  if (left.pages > 0) return;
  const { document } = left;
  const { connection } = document;
  const letGo = () => {
    if (left.pages > 0 || connection.current.undelivered || held.get(id) !== left) return;
    held.delete(id);
    document.destroy();
    look();
  };
  letGo();
  if (held.get(id) !== left) return;
  // Nobody is at a page that is not shown.
  document.awareness.setLocalState(null);
  const unsubscribe = connection.subscribe(() => {
    if (left.pages > 0) unsubscribe();
    // What the server asked for is sent at the end of this turn; the socket must stand until then.
    else if (!connection.current.undelivered) queueMicrotask(letGo);
  });
  document.connect();
}
