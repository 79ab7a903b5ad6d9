/**
 * A WebSocket as a room's peer. A flush is framed once (`wireForm`, kept on the batch) and written once per
 * socket, past `ws`: safe because without compression `ws` writes each of its own frames in one go, so the
 * two never interleave inside a frame.
 */
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import type { Role, User } from "../access/access.js";
import { type CloseReason, closeReasons, retryAfterMs } from "../protocol/close-reason.js";
import { type Features, featuresOf } from "../protocol/features.js";
import { keepAliveFrame } from "../protocol/frames.js";
import { noticeFrame } from "../protocol/notices.js";
import { Batch } from "../rooms/batch.js";
import type { Peer, PeerId } from "../rooms/peer.js";
import { wireForm } from "./wire.js";

export interface Identity {
  readonly user: User | null;
  readonly role: Role;
  readonly address: string;
}

const keepAlive = new Batch([keepAliveFrame]);
let lastId = 0;

export class SocketPeer implements Peer {
  readonly id: PeerId = ++lastId;
  readonly user: User | null;
  readonly address: string;
  readonly role: Role;
  readonly features: Features;
  /** See `Pulse`. */
  ticksUnsent = 0;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #maxUnsentBytes: number;
  readonly #closing: (reason: CloseReason) => void;
  #largestUnsent = 0;

  /** `closing` runs once, when this side ends the connection. */
  constructor(
    ws: WebSocket,
    socket: Duplex,
    identity: Identity,
    maxUnsentBytes: number,
    closing: (reason: CloseReason) => void,
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.user = identity.user;
    this.address = identity.address;
    this.role = identity.role;
    this.features = featuresOf(ws.protocol);
    this.#maxUnsentBytes = maxUnsentBytes;
    this.#closing = closing;
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  send(batch: Batch): void {
    if (this.#ws.readyState !== WebSocket.OPEN || !this.#socket.writable) return;
    const unsent = this.unsentBytes;
    if (unsent === 0) this.#largestUnsent = 0;
    // One reply, however large, may be on its way besides the budget; what is not read then ends the socket.
    if (unsent > this.#maxUnsentBytes + this.#largestUnsent) {
      this.close(closeReasons.overloaded);
      return;
    }
    this.#largestUnsent = Math.max(this.#largestUnsent, batch.byteLength);
    this.ticksUnsent = 0;
    this.#socket.write(batch.wire(wireForm));
  }

  keepAlive(): void {
    this.send(keepAlive);
  }

  close(reason: CloseReason): void {
    if (this.#ws.readyState !== WebSocket.OPEN) return;
    const farewell = farewellTo(this.#ws, reason);
    if (farewell !== null && this.#socket.writable) this.#socket.write(new Batch([farewell]).wire(wireForm));
    this.#ws.close(reason.code, reason.text);
    this.#closing(reason);
  }
}

/** When to come back, for a client that asked to be told and may; null for others. */
export function farewellTo(ws: WebSocket, { code }: CloseReason): Uint8Array | null {
  if (!featuresOf(ws.protocol).notices) return null;
  const ms = retryAfterMs(code, Math.random());
  return ms === null ? null : noticeFrame({ type: "retryAfter", ms });
}
