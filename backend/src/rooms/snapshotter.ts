/**
 * Folds a room's log into a snapshot where that pays, never as part of a write. Folded entries stay in
 * storage as history.
 */
import * as Y from "yjs";
import type { Logger } from "../log.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Seq, Storage } from "../storage/storage.js";

/** Log entries since the last snapshot that make the next one worth its cost. */
const foldAfter = { open: 2_000, closing: 100 } as const;

export class Snapshotter {
  readonly #id: DocumentId;
  readonly #storage: Storage;
  readonly #log: Logger;
  #through: Seq;
  #folding = false;

  constructor(id: DocumentId, storage: Storage, log: Logger, through: Seq) {
    this.#id = id;
    this.#storage = storage;
    this.#log = log;
    this.#through = through;
  }

  /** `doc` must equal the log up to `seq` at the time of the call. Never rejects; a failed fold is tried again. */
  async fold(doc: Y.Doc, seq: Seq, when: keyof typeof foldAfter): Promise<void> {
    if (this.#folding || seq - this.#through < foldAfter[when]) return;
    this.#folding = true;
    try {
      await this.#storage.compact(this.#id, Y.encodeStateAsUpdate(doc), seq);
      this.#through = seq;
    } catch (cause) {
      this.#log.warn({ document: this.#id, err: cause }, "the log could not be folded into a snapshot");
    } finally {
      this.#folding = false;
    }
  }
}
