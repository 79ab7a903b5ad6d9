/**
 * A room's accepted updates that are not on disk yet, in the order they were accepted. Nobody has seen them. How much
 * they take is counted for the room and, in a budget that all rooms share, for the server.
 */
import type { Append } from "../storage/storage.js";
import type { Author, Peer } from "./peer.js";
import { Spans } from "./placement.js";
import type { Clocks } from "./update-check.js";

/** Called once: null when it is on disk, or else why it never will be. */
export type Settled = (error: Error | null) => void;

export interface UnsavedUpdate {
  readonly append: Append;
  readonly author: Author;
  /** Clocks after it, of the clients it brings something of. */
  readonly ends: Clocks;
  /** Where its items hang. */
  readonly spans: Spans;
  readonly settled: Settled;
}

/** Bytes of all rooms' unsaved updates. */
export interface UnsavedBudget {
  bytes: number;
  updates: number;
}

/** What an update takes in memory besides its bytes, roughly: many small ones are not free. */
const overheadBytes = 256;
const sizeOf = ({ append }: UnsavedUpdate) => append.update.byteLength + overheadBytes;
/** Places of updates that have left may be kept along with this many others, before they are dropped. */
const maxStalePlaces = 1024;

export class Unsaved {
  readonly #budget: UnsavedBudget;
  #entries: UnsavedUpdate[] = [];
  /** Of whoever waits for an entry that is not its own. */
  #waiting = new Map<UnsavedUpdate, Settled[]>();
  #bytes = 0;
  #places = new Spans();
  #placed = 0;

  constructor(budget: UnsavedBudget) {
    this.#budget = budget;
  }

  get entries(): readonly UnsavedUpdate[] {
    return this.#entries;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Where the items of all entries hang. */
  get places(): Spans {
    return this.#places;
  }

  /** Peers whose own updates are among them. */
  get writers(): ReadonlySet<Peer | null> {
    return new Set(this.#entries.map(({ author }) => author.peer));
  }

  add(entry: UnsavedUpdate): void {
    this.#entries.push(entry);
    this.#count(entry, 1);
    this.#places.addAll(entry.spans);
    this.#placed++;
  }

  /** Settles `settled` together with the last entry there is now; at once where there is none. */
  after(settled: Settled): void {
    const last = this.#entries.at(-1);
    if (last === undefined) settled(null);
    else this.#waiting.set(last, [...(this.#waiting.get(last) ?? []), settled]);
  }

  /** The first `count` entries are on disk: removes and returns them, settled. */
  saved(count: number): readonly UnsavedUpdate[] {
    const saved = this.#entries.splice(0, count);
    for (const entry of saved) this.#count(entry, -1);
    if (this.#placed > 2 * this.#entries.length + maxStalePlaces) this.#placeAnew();
    for (const entry of saved) this.#settle(entry, null);
    return saved;
  }

  /** Removes the entries that `which` names, settled with `error`; nothing of them was or will be stored. */
  withdraw(which: (entry: UnsavedUpdate) => boolean, error: Error): void {
    const withdrawn = this.#entries.filter(which);
    if (withdrawn.length === 0) return;
    this.#entries = this.#entries.filter((entry) => !which(entry));
    for (const entry of withdrawn) this.#count(entry, -1);
    this.#placeAnew();
    for (const entry of withdrawn) this.#settle(entry, error);
  }

  #settle(entry: UnsavedUpdate, error: Error | null): void {
    entry.settled(error);
    const waiting = this.#waiting.get(entry);
    if (waiting === undefined) return;
    this.#waiting.delete(entry);
    for (const settled of waiting) settled(error);
  }

  #count(entry: UnsavedUpdate, sign: 1 | -1): void {
    this.#bytes += sign * sizeOf(entry);
    this.#budget.bytes += sign * sizeOf(entry);
    this.#budget.updates += sign;
  }

  #placeAnew(): void {
    this.#places = new Spans();
    for (const { spans } of this.#entries) this.#places.addAll(spans);
    this.#placed = this.#entries.length;
  }
}
