/**
 * What the peers of a room get of each other: committed updates, as one shared buffer a flush (R4), and the newest
 * presence, once a turn.
 */
import { awarenessFrame, updateFrame } from "../protocol/frames.js";
import { Batch } from "./batch.js";
import type { Peer } from "./peer.js";
import type { Presence } from "./presence.js";
import type { UnsavedUpdate } from "./unsaved.js";

/** Up to this many updates of a flush keep their own bytes; more are merged into one by a Yjs transaction. */
const maxSeparateUpdates = 4;

export interface RelayOptions {
  readonly peers: () => Iterable<Peer>;
  readonly presence: Presence;
  /** Whose presence has to wait for the commit of its earlier updates. */
  readonly writers: () => ReadonlySet<Peer | null>;
  readonly relayed: (frames: number) => void;
}

export class Relay {
  readonly #options: RelayOptions;
  readonly #dirtyPresence = new Set<number>();
  #presenceScheduled = false;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** `merged` is one update that says what all entries say together; null where they add nothing. */
  updates(entries: readonly UnsavedUpdate[], merged: Uint8Array | null): void {
    if (merged === null) return;
    const author = entries[0]?.author.peer ?? null;
    // [R4] one author: not echoed; several: one shared buffer for all, its authors included.
    const skip = entries.every((entry) => entry.author.peer === author) ? author : null;
    const updates =
      entries.length <= maxSeparateUpdates ? entries.map(({ append }) => append.update) : [merged];
    this.#send(new Batch(updates.map(updateFrame)), skip);
  }

  /** The presence of these ids has changed; it leaves within this turn. */
  presenceChanged(ids: readonly number[]): void {
    for (const id of ids) this.#dirtyPresence.add(id);
    if (this.#presenceScheduled || this.#dirtyPresence.size === 0) return;
    this.#presenceScheduled = true;
    setImmediate(() => {
      this.#presenceScheduled = false;
      this.flushPresence();
    });
  }

  /** [R6] A caret must not point at text that others lack: it leaves after its author's earlier updates. */
  flushPresence(): void {
    if (this.#dirtyPresence.size === 0) return;
    const { presence } = this.#options;
    const writers = this.#options.writers();
    const ids = [...this.#dirtyPresence].filter((id) => {
      const owner = presence.owner(id);
      return owner === null || !writers.has(owner);
    });
    for (const id of ids) this.#dirtyPresence.delete(id);
    const entries = presence.entries(ids);
    if (entries.length === 0) return;
    const owners = new Set(ids.map((id) => presence.owner(id)));
    const [only] = owners;
    this.#send(new Batch([awarenessFrame(entries)]), owners.size === 1 ? (only ?? null) : null);
  }

  #send(batch: Batch, skip: Peer | null): void {
    let receivers = 0;
    for (const peer of this.#options.peers()) {
      if (peer === skip) continue;
      peer.send(batch);
      receivers++;
    }
    this.#options.relayed(receivers * batch.frames.length);
  }
}
