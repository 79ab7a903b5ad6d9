/** Answers an upgrade request in HTTP, and lets go of its socket. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HttpRefusal } from "./handshake.js";

const extraHeaders: { readonly [Status in HttpRefusal["status"]]?: string } = {
  405: "Allow: GET",
  426: "Upgrade: websocket\r\nSec-WebSocket-Version: 13",
  429: "Retry-After: 10",
  503: "Retry-After: 5",
};

export function refuseUpgrade(socket: Socket, { status, text }: HttpRefusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = `${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    "X-Content-Type-Options: nosniff",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(extraHeaders[status] === undefined ? [] : [extraHeaders[status]]),
  ];
  // A client that never closes its side would keep the socket for ever.
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
