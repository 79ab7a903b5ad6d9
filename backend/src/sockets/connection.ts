/**
 * The life of one accepted WebSocket: join its document's room, pass frames to the session in order, leave.
 * Whatever the client sends, nothing is thrown here; the socket is closed with a reason instead.
 */
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import { type CloseReason, closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Limits } from "../protocol/limits.js";
import type { Refusal } from "../rooms/refusal.js";
import type { Session } from "../rooms/session.js";
import type { Beating } from "./pulse.js";
import { type Identity, SocketPeer } from "./socket-peer.js";

export interface ConnectionContext {
  readonly join: (id: DocumentId, peer: SocketPeer) => Promise<Session | Refusal>;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export class Connection implements Beating {
  ticksUnheard = 0;
  readonly #ws: WebSocket;
  readonly #context: ConnectionContext;
  readonly #peer: SocketPeer;
  readonly #id: DocumentId;
  readonly #firstFrameTimer: NodeJS.Timeout;
  #session: Session | null = null;
  /** Frames that arrived before the session did. */
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #over = false;

  /** Attaches its listeners before it returns. */
  constructor(ws: WebSocket, socket: Duplex, id: DocumentId, identity: Identity, context: ConnectionContext) {
    this.#ws = ws;
    this.#id = id;
    this.#context = context;
    this.#peer = new SocketPeer(ws, socket, identity, context.limits.maxUnsentBytes, (reason) => {
      this.#context.metrics.refused.inc({ reason: String(reason.code) });
      this.#end();
    });
    ws.on("message", (data, isBinary) => this.#receive(data, isBinary));
    ws.on("pong", () => {
      this.ticksUnheard = 0;
    });
    ws.on("ping", () => {
      this.ticksUnheard = 0;
    });
    ws.on("error", (err) => {
      this.#context.log.debug({ document: id, err }, "a socket failed");
      this.#end();
    });
    ws.on("close", () => this.#end());
    this.#firstFrameTimer = setTimeout(() => this.close(closeReasons.silent), context.limits.firstFrameMs);
    void this.#join();
  }

  get ticksUnsent(): number {
    return this.#peer.ticksUnsent;
  }

  set ticksUnsent(ticks: number) {
    this.#peer.ticksUnsent = ticks;
  }

  get unsentBytes(): number {
    return this.#peer.unsentBytes;
  }

  keepAlive(): void {
    this.#peer.keepAlive();
  }

  ping(): void {
    this.#ws.ping();
  }

  lost(): void {
    this.#ws.terminate();
  }

  close(reason: CloseReason): void {
    this.#peer.close(reason);
  }

  async #join(): Promise<void> {
    let joined: Session | Refusal;
    try {
      joined = await this.#context.join(this.#id, this.#peer);
    } catch (err) {
      this.#context.log.error({ document: this.#id, err }, "a room could not be joined");
      this.close(closeReasons.loadFailed);
      return;
    }
    if ("refused" in joined) {
      this.close(joined.refused);
      return;
    }
    if (this.#over) {
      joined.leave();
      return;
    }
    this.#session = joined;
    const early = this.#early;
    this.#early = [];
    for (const frame of early) if (!this.#over) joined.receive(frame);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#over) return;
    this.ticksUnheard = 0;
    clearTimeout(this.#firstFrameTimer);
    const frame = data as Buffer;
    const { maxFrameBytes } = this.#context.limits;
    if (!isBinary) this.close(closeReasons.textFrame);
    else if (frame.byteLength > maxFrameBytes) this.close(closeReasons.frameTooLarge);
    else if (this.#session !== null) this.#session.receive(frame);
    else this.#keep(frame, maxFrameBytes);
  }

  #keep(frame: Buffer, maxBytes: number): void {
    this.#earlyBytes += frame.byteLength;
    this.#early.push(frame);
    if (this.#earlyBytes > maxBytes) this.close(closeReasons.overloaded);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#firstFrameTimer);
    this.#early = [];
    this.#session?.leave();
    this.#session = null;
  }
}
