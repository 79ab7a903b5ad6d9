/** What an editor changes, found out on a copy: the document itself changes when that is on disk (R8). */
import * as Y from "yjs";

/** `updates` make the copy; the update returned is null where `editor` changed nothing. Throws what `editor` throws. */
export function editCopy<T>(
  updates: readonly Uint8Array[],
  editor: (doc: Y.Doc) => T,
): { readonly result: T; readonly update: Uint8Array | null } {
  const copy = new Y.Doc();
  for (const update of updates) Y.applyUpdate(copy, update);
  let update: Uint8Array | null = null;
  copy.on("update", (made: Uint8Array) => {
    update = made;
  });
  const result = copy.transact((transaction) => {
    const made = editor(copy);
    // An editor that applies an update makes Yjs take all of this for somebody else's, and rename our client.
    transaction.local = true;
    return made;
  });
  copy.destroy();
  return { result, update };
}
