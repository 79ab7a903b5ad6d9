/** Decides when a room's log is worth folding into a snapshot; the compactor does it. */
import type { DocumentId } from "../protocol/document-id.js";
import type { StoredDocument } from "../storage/storage.js";
import type { Compactor } from "./compaction/compactor.js";

/** What loading an entry costs beside its bytes, as bytes of a snapshot that take as long. */
const entryBytes = 200;
/** A log below this is not worth it; while the room is open only its next load would gain from it. */
const worthBytes = { open: 2_000 * entryBytes, closing: 100 * entryBytes } as const;
/** Folding writes the whole snapshot again: the larger it is, the more has to have come. */
const shareOfSnapshot = { open: 1 / 2, closing: 1 / 4 } as const;

export class Snapshotter {
  readonly #id: DocumentId;
  readonly #compactor: Pick<Compactor, "fold">;
  #snapshotBytes: number;
  /** Of the log after the snapshot, as loading it costs. */
  #logBytes = 0;
  #folding = false;

  constructor(id: DocumentId, compactor: Pick<Compactor, "fold">, { snapshot, log }: StoredDocument) {
    this.#id = id;
    this.#compactor = compactor;
    this.#snapshotBytes = snapshot?.byteLength ?? 0;
    this.#count(log.map(({ update }) => update));
  }

  /** These have been committed. */
  grew(updates: readonly Uint8Array[]): void {
    this.#count(updates);
    this.#foldIfWorth("open");
  }

  /** Whoever opens the room again finds a short log. Does not wait for it. */
  closing(): void {
    this.#foldIfWorth("closing");
  }

  #count(updates: readonly Uint8Array[]): void {
    for (const { byteLength } of updates) this.#logBytes += byteLength + entryBytes;
  }

  #foldIfWorth(when: keyof typeof worthBytes): void {
    const worth = Math.max(worthBytes[when], this.#snapshotBytes * shareOfSnapshot[when]);
    if (this.#folding || this.#logBytes < worth) return;
    void this.#fold();
  }

  async #fold(): Promise<void> {
    this.#folding = true;
    const before = this.#logBytes;
    const done = await this.#compactor.fold(this.#id);
    this.#folding = false;
    if (done === null) return;
    this.#snapshotBytes = done.bytes;
    this.#logBytes = Math.max(0, this.#logBytes - before);
  }
}
