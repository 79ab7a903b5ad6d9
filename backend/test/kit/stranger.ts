/** Somebody who speaks WebSocket, or only TCP, byte by byte, and writes down what comes back. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type ClientOptions, WebSocket } from "ws";
import { type Frame, readFrame } from "../../src/protocol/frames.js";
import { until } from "./until.js";

export class Stranger {
  readonly ws: WebSocket;
  readonly frames: Buffer[] = [];
  /** The code of the closing frame, or 1006 where none came. */
  closed: { readonly code: number; readonly text: string } | null = null;
  /** The HTTP status of a refused upgrade. */
  refused: number | null = null;

  constructor(url: string, { protocols = [], ...options }: ClientOptions & { protocols?: string[] } = {}) {
    this.ws = new WebSocket(url, protocols, options);
    this.ws.on("message", (data, isBinary) => {
      if (!isBinary) throw new Error("the server sent a text frame");
      this.frames.push(data as Buffer);
    });
    this.ws.on("close", (code, text) => {
      this.closed ??= { code, text: text.toString() };
    });
    this.ws.on("unexpected-response", (_request, response) => {
      this.refused = response.statusCode ?? 0;
      response.resume();
    });
    this.ws.on("error", () => {});
  }

  async opened(): Promise<this> {
    await until(() => this.ws.readyState === WebSocket.OPEN, "the socket opens");
    return this;
  }

  /** Resolves with the close code. */
  async end(): Promise<number> {
    await until(() => this.closed !== null, "the socket is closed");
    return this.closed?.code ?? 0;
  }

  /** Resolves with the HTTP status that came instead of an upgrade. */
  async status(): Promise<number> {
    await until(() => this.refused !== null, "the upgrade is refused");
    return this.refused ?? 0;
  }

  get types(): Frame["type"][] {
    return this.frames.map((frame) => readFrame(frame).type);
  }

  async receives(type: Frame["type"], times = 1): Promise<void> {
    await until(() => this.types.filter((each) => each === type).length >= times, `${times} × ${type}`);
  }

  leave(): void {
    this.ws.terminate();
  }
}

/** A TCP connection that has sent `request` and collects the answer. */
export async function dial(port: number, request: string): Promise<{ socket: Socket; answer: () => string }> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (bytes) => {
    answer += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(request);
  return { socket, answer: () => answer };
}

/** The lines of a well-formed handshake, with `changes`: a header of null is left out. */
export function handshake(target: string, changes: Record<string, string | null> = {}): string {
  const headers: Record<string, string | null> = {
    Host: "127.0.0.1",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `GET ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}
