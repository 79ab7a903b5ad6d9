/**
 * How every page begins: one constant update, the same bytes everywhere, so that two people who start a page apart
 * from each other share its first paragraph. Golden: never changed.
 */
import * as Y from "yjs";
import { containersRoot, flowRoot, flowVersion } from "./names.js";

/** Client 1: an empty marker in `flow`, and `meta.v`. */
export const seed: Uint8Array = makeSeed();

function makeSeed(): Uint8Array {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 1;
  doc.getText(flowRoot).insertEmbed(0, new Y.Map());
  doc.getMap("meta").set("v", flowVersion);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** Applies the seed where the page has not been begun; in the caller's transaction, if there is one. */
export function begin(doc: Y.Doc): void {
  if (hasFlow(doc)) return;
  doc.transact((transaction) => {
    const { local } = transaction;
    Y.applyUpdate(doc, seed);
    // Yjs takes a transaction in which an update was applied for somebody else's, and would rename our client.
    transaction.local = local;
  });
}

/** True where the page has been begun. */
export function hasFlow(doc: Y.Doc): boolean {
  return doc.getText(flowRoot).length > 0 || doc.getMap(containersRoot).size > 0;
}
