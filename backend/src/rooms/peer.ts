/** One connection, as a room sees it. `sockets/` provides it; a test fakes it in ten lines. */
import type { Role, User } from "../access/access.js";
import type { CloseReason } from "../protocol/close-reason.js";
import type { Features } from "../protocol/features.js";
import type { Batch } from "./batch.js";

export type PeerId = number;

export interface Peer {
  /** Unique in this process. */
  readonly id: PeerId;
  /** null is a guest. */
  readonly user: User | null;
  /** The network address that counts for limits, and for which guest is the same guest (R6). */
  readonly address: string;
  /** What it asked for beyond y-websocket. */
  readonly features: Features;
  /** May change while connected. */
  readonly role: Role;
  /** Bytes accepted by `send` that the network has not taken yet. */
  readonly unsentBytes: number;
  /** Never throws; after `close` it does nothing. */
  send(batch: Batch): void;
  close(reason: CloseReason): void;
}

/** Whose update it is; a REST edit has no peer. */
export interface Author {
  readonly peer: Peer | null;
  readonly user: User | null;
  /** Nobody's edit but our own upkeep: dated like the last edit before it, and let in whatever the size. */
  readonly upkeepAt?: number;
}
