/** Contents that say what they are, so that whoever reads them back can tell what is missing or mixed up. */
import type { DocumentId } from "../../src/protocol/document-id.js";
import type { Seq } from "../../src/storage/storage.js";

/** From a few bytes up to several database pages. */
export function updateOf(id: DocumentId, seq: Seq): Uint8Array {
  return Buffer.from(`entry ${seq} of ${id}. `.repeat(1 + ((seq * 37) % 400)));
}

export function snapshotOf(id: DocumentId, through: Seq): Uint8Array {
  return Buffer.from(`${id} through ${through}. `.repeat(2000));
}

/** The same content some sixty times over: megabytes of a snapshot. */
export function largeOf(bytes: Uint8Array): Uint8Array {
  return Buffer.concat(Array.from({ length: 64 }, () => bytes));
}
