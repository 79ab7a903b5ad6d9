/**
 * The version of the encoding that a page says it is kept in. One that is newer than ours may mean anything: it is
 * neither drawn nor written, so that an old program cannot damage what it does not understand.
 */
import * as Y from "yjs";
import { metaRoot } from "../roots.js";
import { flowVersion } from "./names.js";

/** The page is kept in an encoding that this program does not know. The message is for people. */
export class NewerPage extends Error {
  override readonly name = "NewerPage";

  constructor() {
    super(
      "This page was written by a newer version of Manyhands, and is left alone by this one. Update it to read the page; as Yjs bytes the page can be had anyway.",
    );
  }
}

/** The version that the page says it is kept in; null where it says none. Changes nothing, and never throws. */
export function readVersion(doc: Y.Doc): number | null {
  const root = doc.share.get(metaRoot);
  if (!root || (root.constructor !== Y.AbstractType && !(root instanceof Y.Map))) return null;
  // Y.Map's own method on a root that nobody typed yet: reading must not decide what the root is.
  const version: unknown = Y.Map.prototype.get.call(root, "v");
  return typeof version === "number" ? version : null;
}

/** True where the page's version is a number above ours. */
export function isNewer(doc: Y.Doc): boolean {
  return (readVersion(doc) ?? 0) > flowVersion;
}
