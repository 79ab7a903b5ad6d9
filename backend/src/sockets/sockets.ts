/**
 * WebSockets to documents. Every upgrade request is checked here before `ws` sees it; what is wrong with the
 * handshake, its Origin or its address is refused in HTTP, everything else with a close code after the
 * upgrade, because browsers tell a page nothing about a refused one and it would retry for ever.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { type Access, atLeast } from "../access/access.js";
import { isAllowedOrigin, type OriginPolicy } from "../access/origins.js";
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import { type CloseReason, closeReasons } from "../protocol/close-reason.js";
import { type DocumentId, documentIdFromPath } from "../protocol/document-id.js";
import { type Limits, maxSilenceMs } from "../protocol/limits.js";
import type { Rooms } from "../rooms/rooms.js";
import { addressOf } from "./address.js";
import { Connection } from "./connection.js";
import { type HttpRefusal, readHandshake } from "./handshake.js";
import { createUpgrade, type Upgrade } from "./node-ws.js";
import { Pulse } from "./pulse.js";
import { refuseUpgrade } from "./refuse.js";
import { farewellTo, type Identity } from "./socket-peer.js";
import { Tally } from "./tally.js";

export interface SocketsOptions {
  readonly rooms: Pick<Rooms, "join">;
  readonly access: Access;
  readonly limits: Limits;
  readonly origins: OriginPolicy;
  /** Reverse proxies in front, whose X-Forwarded-For is believed. */
  readonly trustProxy: number;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** For tests, which do not want to wait for W5. */
  readonly maxSilenceMs?: number;
}

/** A socket that may be upgraded: to meet its document, or only to be told why not. */
type Admission = { readonly id: DocumentId; readonly identity: Identity } | { readonly refused: CloseReason };

/** An upgrade that has got no further in this time is dropped. */
const handshakeMs = 15_000;
/** What a socket has for its side of the closing handshake when the server stops. */
const farewellMs = 2_000;

export class Sockets {
  readonly #options: SocketsOptions;
  readonly #upgrade: Upgrade;
  readonly #pulse: Pulse;
  readonly #admissions = new WeakMap<IncomingMessage, Admission>();
  readonly #sockets = new Set<Socket>();
  readonly #perAddress = new Tally<string>();
  readonly #perDocument = new Tally<DocumentId>();
  readonly #connections = new Set<Connection>();
  #accepting = true;

  constructor(options: SocketsOptions) {
    this.#options = options;
    this.#pulse = new Pulse(options.maxSilenceMs ?? maxSilenceMs);
    this.#upgrade = createUpgrade((ws, request) => this.#opened(ws, request));
  }

  /** Open sockets, those in the middle of their handshake included. */
  get size(): number {
    return this.#sockets.size;
  }

  attach(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, _stream, head: Buffer) => this.#asked(request, head));
  }

  /** New handshakes get 503 from now on. */
  stopAccepting(): void {
    this.#accepting = false;
  }

  /** Closes every socket with 1012; resolves when all are gone. Accepts none any more. */
  async close(): Promise<void> {
    this.stopAccepting();
    this.#pulse.stop();
    for (const connection of this.#connections) connection.close(closeReasons.restarting);
    const gone = [...this.#sockets].map(
      (socket) => new Promise<void>((resolve) => socket.once("close", () => resolve())),
    );
    const impatience = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, farewellMs);
    await Promise.all(gone);
    clearTimeout(impatience);
  }

  #asked(request: IncomingMessage, head: Buffer): void {
    const { socket } = request;
    // From the first moment: a reset of a socket that nobody listens to ends the process.
    socket.on("error", (err) => this.#options.log.debug({ err }, "a socket failed"));
    socket.setTimeout(handshakeMs, () => socket.destroy());

    const address = addressOf(request, this.#options.trustProxy);
    const handshake = readHandshake(request);
    if ("status" in handshake) {
      this.#refuse(socket, handshake);
      return;
    }
    const refusal = this.#refusal(request, address);
    if (refusal !== null) {
      this.#refuse(socket, refusal);
      return;
    }
    this.#sockets.add(socket);
    this.#perAddress.add(address);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#perAddress.remove(address);
    });
    this.#admit(request, head, handshake.encodedName, address).catch((err) => {
      this.#options.log.error({ err }, "an upgrade failed");
      socket.destroy();
    });
  }

  #refusal(request: IncomingMessage, address: string): HttpRefusal | null {
    const { limits, origins } = this.#options;
    const { origin = null, host = null } = request.headers;
    if (!isAllowedOrigin({ origin, host, policy: origins })) {
      this.#options.log.warn({ origin, host }, "refused: origin");
      return {
        status: 403,
        text: "Pages of this Origin may not connect. If they should, set PUBLIC_URL or ALLOWED_ORIGINS.",
      };
    }
    if (!this.#accepting) return { status: 503, text: "The server is restarting." };
    if (this.#sockets.size >= limits.maxSockets) {
      return { status: 503, text: "The server has as many connections as it takes." };
    }
    if (this.#perAddress.count(address) >= limits.maxSocketsPerAddress) {
      return { status: 429, text: "There are too many connections from this address." };
    }
    return null;
  }

  #refuse(socket: Socket, refusal: HttpRefusal): void {
    this.#options.metrics.refused.inc({ reason: `handshake-${refusal.status}` });
    refuseUpgrade(socket, refusal);
  }

  async #admit(request: IncomingMessage, head: Buffer, encodedName: string, address: string): Promise<void> {
    const { socket } = request;
    const id = documentIdFromPath(encodedName);
    const admission =
      id === null ? { refused: closeReasons.badName } : await this.#authorize(request, id, address);
    // It may have gone while we asked; then `ws` would refuse it, and its request would be kept for ever.
    if (!socket.readable || !socket.writable) {
      socket.destroy();
      return;
    }
    if (!this.#accepting) {
      this.#refuse(socket, { status: 503, text: "The server is restarting." });
      return;
    }
    this.#admissions.set(request, admission);
    await this.#upgrade(request, socket, head);
  }

  async #authorize(request: IncomingMessage, id: DocumentId, address: string): Promise<Admission> {
    const { access, log } = this.#options;
    try {
      const user = await access.authenticate(asFetchRequest(request));
      const role = await access.authorize(user, id);
      if (atLeast(role, "view")) return { id, identity: { user, role, address } };
      return { refused: user === null ? closeReasons.signInNeeded : closeReasons.notAllowed };
    } catch (err) {
      log.error({ document: id, err }, "access could not be decided");
      return { refused: closeReasons.loadFailed };
    }
  }

  #opened(ws: WebSocket, request: IncomingMessage): void {
    const admission = this.#admissions.get(request);
    if (admission === undefined) throw new Error("a WebSocket was opened that nobody admitted");
    if ("refused" in admission) this.#turnAway(ws, admission.refused);
    else if (this.#isFull(admission.id)) this.#turnAway(ws, closeReasons.documentFull);
    else this.#connect(ws, request.socket, admission.id, admission.identity);
  }

  #isFull(id: DocumentId): boolean {
    return this.#perDocument.count(id) >= this.#options.limits.maxSocketsPerDocument;
  }

  #connect(ws: WebSocket, socket: Socket, id: DocumentId, identity: Identity): void {
    const { limits, metrics, log, rooms } = this.#options;
    const join = rooms.join.bind(rooms);
    const connection = new Connection(ws, socket, id, identity, { join, limits, metrics, log });
    this.#perDocument.add(id);
    this.#connections.add(connection);
    this.#pulse.add(connection);
    ws.once("close", () => {
      this.#perDocument.remove(id);
      this.#connections.delete(connection);
      this.#pulse.remove(connection);
    });
  }

  #turnAway(ws: WebSocket, reason: CloseReason): void {
    this.#options.metrics.refused.inc({ reason: String(reason.code) });
    ws.on("error", (err) => this.#options.log.debug({ err }, "a socket failed"));
    const farewell = farewellTo(ws, reason);
    if (farewell !== null) ws.send(farewell);
    ws.close(reason.code, reason.text);
  }
}

function asFetchRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  return new Request(new URL(request.url ?? "/", "http://localhost"), { headers });
}
