/**
 * Who is in a room, as raw awareness entries (R6): each id belongs to one socket, the newest state is kept,
 * and everything a socket owns vanishes with it. No interpretation but that a state is a JSON object.
 */
import type { AwarenessEntry } from "../protocol/frames.js";
import type { Limits } from "../protocol/limits.js";
import type { Person } from "../protocol/rest.js";
import type { Peer } from "./peer.js";

interface Held extends AwarenessEntry {
  readonly owner: Peer;
}

export interface PresenceChange {
  /** Ids whose newest state is to be relayed. */
  readonly changed: readonly number[];
  /** Entries that were dropped: owned elsewhere, over a limit, stale or not JSON. */
  readonly dropped: number;
}

/** A clock no honest client reaches: 15 s renewals for two thousand years. */
const maxClock = 2 ** 32;
const maxRemembered = 1024;
const gone = "null";

export class Presence {
  readonly #limits: Pick<Limits, "maxPresenceIds" | "maxPresenceBytes">;
  readonly #held = new Map<number, Held>();
  /** Clocks of ids that left: a stock client that re-broadcasts everybody's states must not bring them back. */
  readonly #left = new Map<number, number>();

  constructor(limits: Pick<Limits, "maxPresenceIds" | "maxPresenceBytes">) {
    this.#limits = limits;
  }

  /** Takes a frame's entries; `opening` is the first awareness frame of its socket. */
  receive(owner: Peer, entries: readonly AwarenessEntry[], opening: boolean): PresenceChange {
    const changed: number[] = [];
    let dropped = 0;
    const claimed = opening ? this.#claim(owner, entries) : null;
    for (const entry of entries) {
      if (this.#accept(owner, entry, entry.clientId === claimed)) changed.push(entry.clientId);
      else dropped++;
    }
    return { changed, dropped };
  }

  /** The socket is gone: forgets what it owned and returns the ids to relay as gone. */
  leave(owner: Peer): readonly number[] {
    const ids: number[] = [];
    for (const [clientId, held] of this.#held) {
      if (held.owner !== owner) continue;
      this.#forget(held);
      ids.push(clientId);
    }
    return ids;
  }

  /** The newest entries of these ids, "gone" for those that left. */
  entries(ids: Iterable<number>): AwarenessEntry[] {
    const found: AwarenessEntry[] = [];
    for (const clientId of ids) {
      const held = this.#held.get(clientId);
      if (held !== undefined) found.push({ clientId, clock: held.clock, state: held.state });
      else {
        const clock = this.#left.get(clientId);
        if (clock !== undefined) found.push({ clientId, clock, state: gone });
      }
    }
    return found;
  }

  all(): AwarenessEntry[] {
    return this.entries(this.#held.keys());
  }

  owner(clientId: number): Peer | null {
    return this.#held.get(clientId)?.owner ?? null;
  }

  /** Names and colours as announced, one entry a person: several tabs of one user count once. */
  people(): readonly Person[] {
    const people = new Map<string, Person>();
    for (const { state } of this.#held.values()) {
      const user = (JSON.parse(state) as { user?: unknown }).user;
      if (typeof user !== "object" || user === null) continue;
      const { id, name, color } = user as Record<string, unknown>;
      if (typeof name !== "string" || typeof color !== "string" || !/^#[0-9a-fA-F]{6}$/.test(color)) continue;
      people.set(typeof id === "string" ? id : `${name} ${color}`, { name: name.slice(0, 80), color });
    }
    return [...people.values()];
  }

  /** The id an opening frame makes its socket's own: its single entry's, or else the first that nobody owns. */
  #claim(owner: Peer, entries: readonly AwarenessEntry[]): number | null {
    const [first] = entries;
    if (first === undefined) return null;
    if (entries.length > 1)
      return entries.find(({ clientId }) => !this.#held.has(clientId))?.clientId ?? null;
    const held = this.#held.get(first.clientId);
    return held === undefined || sameUser(held.owner, owner) ? first.clientId : null;
  }

  #accept(owner: Peer, entry: AwarenessEntry, claimed: boolean): boolean {
    const held = this.#held.get(entry.clientId);
    if (held !== undefined && held.owner !== owner && !claimed) return false;
    if (entry.clock > maxClock || entry.clientId > 0xffffffff) return false;
    if (entry.state === gone) {
      if (held === undefined || entry.clock < held.clock) return false;
      this.#forget(held, entry.clock);
      return true;
    }
    if (!claimed && entry.clock <= (held?.clock ?? this.#left.get(entry.clientId) ?? -1)) return false;
    if (!this.#fits(owner, entry) || !isJsonObject(entry.state)) return false;
    this.#left.delete(entry.clientId);
    this.#held.set(entry.clientId, { ...entry, owner });
    return true;
  }

  #fits(owner: Peer, entry: AwarenessEntry): boolean {
    let ids = 1;
    let bytes = Buffer.byteLength(entry.state);
    for (const held of this.#held.values()) {
      if (held.owner !== owner || held.clientId === entry.clientId) continue;
      ids++;
      bytes += Buffer.byteLength(held.state);
    }
    return ids <= this.#limits.maxPresenceIds && bytes <= this.#limits.maxPresenceBytes;
  }

  /** "Gone" travels with the last clock, as stock servers send it: clients take an equal clock for a removal. */
  #forget(held: Held, clock = held.clock): void {
    this.#held.delete(held.clientId);
    this.#left.delete(held.clientId);
    this.#left.set(held.clientId, clock);
    if (this.#left.size > maxRemembered) {
      for (const oldest of this.#left.keys()) {
        this.#left.delete(oldest);
        break;
      }
    }
  }
}

function sameUser(a: Peer, b: Peer): boolean {
  if (a.user === null || b.user === null) return a.user === b.user && a.address === b.address;
  return a.user.id === b.user.id;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
