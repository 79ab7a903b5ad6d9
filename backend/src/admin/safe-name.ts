/** A file name for a document id, without an ending: one that every file system takes, and no other id gets. */
import { createHash } from "node:crypto";
import type { DocumentId } from "../protocol/document-id.js";

const maxNameLength = 60;
/** The same on file systems that know no case, and not a device of Windows. */
const plain = /^[a-z0-9_-]{1,60}$/;
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/**
 * The id itself where that is harmless; otherwise what is harmless of it, and after a `~`, which no plain name has,
 * a part of its hash.
 */
export function safeName(id: DocumentId): string {
  if (plain.test(id) && !device.test(id)) return id;
  const stem = id
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, maxNameLength);
  return `${stem}~${createHash("sha256").update(id).digest("hex").slice(0, 16)}`;
}
