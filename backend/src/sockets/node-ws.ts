/**
 * The only file that knows @hono/node-ws. It hands over a WebSocket for every request it is given, provided
 * that the request passed `readHandshake` and its socket is still open: @hono/node-ws keeps for ever what
 * `ws` refuses after it. Its successor, `upgradeWebSocket` of @hono/node-server 2, has the same shape.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { createNodeWebSocket } from "@hono/node-ws";
import { Hono } from "hono";
import { WebSocket } from "ws";
import { closeReasons } from "../protocol/close-reason.js";
import { grantedProtocol } from "../protocol/features.js";
import { hardFrameBytes } from "../protocol/limits.js";

/** How long a closing handshake may take before the socket is destroyed. */
const closeTimeoutMs = 10_000;
const tooBig = 1009;

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** `opened` runs before the first message can arrive, and must attach its listeners before it returns. */
export function createUpgrade(opened: (ws: WebSocket, request: IncomingMessage) => void): Upgrade {
  const app = new Hono<{ Bindings: { incoming: IncomingMessage } }>();
  const { injectWebSocket, upgradeWebSocket, wss } = createNodeWebSocket({ app });
  Object.assign(wss.options, {
    maxPayload: hardFrameBytes,
    closeTimeout: closeTimeoutMs,
    perMessageDeflate: false,
    handleProtocols: grantedProtocol,
    WebSocket: FinalWhenTooBig,
  });
  app.get(
    "*",
    upgradeWebSocket((c) => ({
      onOpen(_event, { raw }) {
        if (raw !== undefined) opened(raw, c.env.incoming);
      },
    })),
  );

  // It would listen on the server itself; ours comes first and passes on only what was checked.
  let listener: Upgrade | null = null;
  const server = {
    on(_event: "upgrade", theirs: Upgrade) {
      listener = theirs;
    },
  };
  injectWebSocket(server as unknown as Server);
  if (listener === null) throw new Error("@hono/node-ws did not ask for upgrades");
  return listener;
}

/** [W3] 1009 would make stock clients send the same frame again, for ever. */
class FinalWhenTooBig extends WebSocket {
  override close(code?: number, text?: string | Buffer): void {
    const { frameTooLarge } = closeReasons;
    if (code === tooBig) super.close(frameTooLarge.code, frameTooLarge.text);
    else super.close(code, text);
  }
}
