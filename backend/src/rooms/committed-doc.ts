/** A document as it is on disk, in memory: what leaves a room is read from here, and nothing else gets in (R8). */

import * as Y from "yjs";
import type { Logger } from "../log.js";
import type { DocumentId } from "../protocol/document-id.js";

export class CommittedDoc {
  readonly doc = new Y.Doc();
  readonly #id: DocumentId;
  readonly #log: Logger;
  #fullState: Uint8Array | null = null;

  constructor(id: DocumentId, log: Logger) {
    this.#id = id;
    this.#log = log;
  }

  get clocks(): ReadonlyMap<number, number> {
    return Y.decodeStateVector(this.stateVector());
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** All of it as one update; made once until it changes. */
  fullState(): Uint8Array {
    this.#fullState ??= Y.encodeStateAsUpdate(this.doc);
    return this.#fullState;
  }

  /** What somebody with this state vector lacks. Throws where the vector is malformed. */
  difference(stateVector: Uint8Array): Uint8Array {
    const known = Y.decodeStateVector(stateVector);
    return known.size > 0 ? Y.encodeStateAsUpdate(this.doc, stateVector) : this.fullState();
  }

  /**
   * Applies in one transaction and returns its update, null where nothing changed. The transaction counts as local:
   * after a remote one Yjs may clean up formatting, by deletions of its own that are in nobody's log.
   */
  apply(updates: readonly Uint8Array[]): Uint8Array | null {
    let merged: Uint8Array | null = null;
    const keep = (update: Uint8Array) => {
      merged = update;
    };
    this.#fullState = null;
    this.doc.on("update", keep);
    this.doc.transact((transaction) => {
      for (const update of updates) {
        try {
          Y.applyUpdate(this.doc, update);
        } catch (cause) {
          this.#log.error({ document: this.#id, err: cause }, "a stored update could not be applied");
        }
      }
      transaction.local = true;
    });
    this.doc.off("update", keep);
    return merged;
  }

  destroy(): void {
    this.doc.destroy();
  }
}
