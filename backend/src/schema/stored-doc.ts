/** A Y.Doc as storage has it. For copies that are read, folded or exported; rooms keep theirs by themselves. */
import * as Y from "yjs";

/** What is stored cannot be made one document: an update does not decode, or builds on what is not there. */
export class UnappliableUpdates extends Error {
  override readonly name = "UnappliableUpdates";
}

/** `updates` in their order, a snapshot first where there is one. Throws `UnappliableUpdates`. */
export function storedDoc(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact((transaction) => {
    for (const [n, update] of updates.entries()) {
      try {
        Y.applyUpdate(doc, update);
      } catch (cause) {
        throw new UnappliableUpdates(`update ${n + 1} of ${updates.length} does not decode`, { cause });
      }
    }
    // After a remote transaction Yjs may clean up formatting, by deletions of its own that are in nobody's log.
    transaction.local = true;
  });
  const { pendingStructs, pendingDs } = doc.store;
  if (pendingStructs !== null || pendingDs !== null)
    throw new UnappliableUpdates("an update builds on another that is not there");
  return doc;
}
