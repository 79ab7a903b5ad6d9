/**
 * The network between two documents, in somebody's hands: each direction can be open or cut, and what travels takes
 * its time. What did not get through is sent as one update when the direction opens again, as after a reconnect.
 */
import {
  type Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import * as Y from "yjs";

export interface End {
  readonly doc: Y.Doc;
  readonly awareness?: Awareness;
}

/** One direction. */
export interface Line {
  readonly open: boolean;
  /** Of the document, since the beginning; carets travel too and are not counted. */
  readonly bytes: number;
  /** Edits that were made while the line was cut. */
  readonly waiting: number;
  /** Messages that are on their way. */
  readonly flying: number;
}

const cut: Line = { open: false, bytes: 0, waiting: 0, flying: 0 };
/** What Yjs says when there is nothing to say. */
const emptyUpdateLength = 2;

export class Wire {
  delayMs = 0;
  readonly #ends: readonly [End, End];
  readonly #lines: [Line, Line] = [cut, cut];
  readonly #timers: [Set<ReturnType<typeof setTimeout>>, Set<ReturnType<typeof setTimeout>>] = [
    new Set(),
    new Set(),
  ];
  readonly #changed: () => void;
  readonly #ending: (() => void)[] = [];

  /** Both directions are cut at first. `changed` is called whenever a line is another one. */
  constructor(one: End, other: End, changed: () => void) {
    this.#ends = [one, other];
    this.#changed = changed;
    this.#listen(0);
    this.#listen(1);
  }

  /** From the first to the second, and back. */
  get lines(): readonly [Line, Line] {
    return [...this.#lines];
  }

  /** True when everybody has everything. */
  get quiet(): boolean {
    return this.#lines.every(({ open, flying, waiting }) => open && flying === 0 && waiting === 0);
  }

  open(from: 0 | 1): void {
    if (this.#lines[from].open) return;
    this.#set(from, { open: true, waiting: 0 });
    const [source, target] = this.#pair(from);
    const missing = Y.encodeStateAsUpdate(source.doc, Y.encodeStateVector(target.doc));
    if (missing.length > emptyUpdateLength) this.#send(from, missing);
    if (source.awareness !== undefined) this.#announce(from, [source.awareness.clientID]);
  }

  /** What is on its way does not arrive. */
  cut(from: 0 | 1): void {
    const { open, flying } = this.#lines[from];
    if (!open) return;
    for (const timer of this.#timers[from]) clearTimeout(timer);
    this.#timers[from].clear();
    this.#set(from, { open: false, flying: 0, waiting: flying });
    const [source, target] = this.#pair(from);
    if (source.awareness && target.awareness) {
      removeAwarenessStates(target.awareness, [source.awareness.clientID], this);
    }
  }

  destroy(): void {
    for (const timers of this.#timers) for (const timer of timers) clearTimeout(timer);
    for (const end of this.#ending) end();
  }

  #pair(from: 0 | 1): readonly [End, End] {
    return from === 0 ? this.#ends : [this.#ends[1], this.#ends[0]];
  }

  #listen(from: 0 | 1): void {
    const [{ doc, awareness }] = this.#pair(from);
    const update = (bytes: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      const line = this.#lines[from];
      if (line.open) this.#send(from, bytes);
      else this.#set(from, { waiting: line.waiting + 1 });
    };
    doc.on("update", update);
    this.#ending.push(() => doc.off("update", update));
    if (awareness === undefined) return;
    const presence = ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown) => {
      if (origin !== this && this.#lines[from].open) this.#announce(from, [...added, ...updated]);
    };
    awareness.on("update", presence);
    this.#ending.push(() => awareness.off("update", presence));
  }

  #send(from: 0 | 1, bytes: Uint8Array): void {
    this.#set(from, { flying: this.#lines[from].flying + 1 });
    this.#later(from, () => {
      const { flying, bytes: before } = this.#lines[from];
      this.#lines[from] = { ...this.#lines[from], flying: flying - 1, bytes: before + bytes.length };
      Y.applyUpdate(this.#pair(from)[1].doc, bytes, this);
      this.#changed();
    });
  }

  #announce(from: 0 | 1, ids: number[]): void {
    const [source, target] = this.#pair(from);
    if (!source.awareness || !target.awareness || ids.length === 0) return;
    const { awareness } = target;
    const update = encodeAwarenessUpdate(source.awareness, ids);
    this.#later(from, () => applyAwarenessUpdate(awareness, update, this));
  }

  #later(from: 0 | 1, arrive: () => void): void {
    if (this.delayMs === 0) {
      arrive();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers[from].delete(timer);
      arrive();
    }, this.delayMs);
    this.#timers[from].add(timer);
  }

  #set(from: 0 | 1, change: Partial<Line>): void {
    this.#lines[from] = { ...this.#lines[from], ...change };
    this.#changed();
  }
}
