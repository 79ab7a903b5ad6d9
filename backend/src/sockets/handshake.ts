/**
 * What an upgrade must look like before anything else sees it. `ws` and @hono/node-ws trust their input:
 * a target that `URL` cannot parse ends the process, and a request that `ws` refuses late is never let go.
 * So everything they check, or trip over, is checked here first.
 */
import type { IncomingMessage } from "node:http";

/** An answer in HTTP instead of an upgrade; `text` goes to the client as it is. */
export interface HttpRefusal {
  readonly status: 400 | 403 | 404 | 405 | 426 | 429 | 503;
  readonly text: string;
}

export interface Handshake {
  /** The document's name as it stood in the target, still percent-encoded. */
  readonly encodedName: string;
}

const path = "/collab/";
const key = /^[+/0-9A-Za-z]{22}==$/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const bad = (text: string): HttpRefusal => ({ status: 400, text });

export function readHandshake(request: IncomingMessage): Handshake | HttpRefusal {
  const { method, url: target = "", headers } = request;
  if (method !== "GET") return { status: 405, text: "A WebSocket begins with GET." };
  if (!target.startsWith("/") || !staysHere(target)) return bad("The request target is not a path.");
  if (headers.upgrade?.toLowerCase() !== "websocket") return bad("Only “Upgrade: websocket” is understood.");
  if (!key.test(headers["sec-websocket-key"] ?? "")) return bad("Sec-WebSocket-Key is missing or malformed.");
  if (headers["sec-websocket-version"] !== "13") {
    return { status: 426, text: "Sec-WebSocket-Version must be 13." };
  }
  if (!isProtocolList(headers["sec-websocket-protocol"])) return bad("Sec-WebSocket-Protocol is malformed.");

  const end = target.indexOf("?");
  const pathname = end === -1 ? target : target.slice(0, end);
  if (!pathname.startsWith(path)) {
    return { status: 404, text: "WebSockets are at /collab/ followed by the document's name." };
  }
  return { encodedName: pathname.slice(path.length) };
}

/** `//host`, `/\host` and `http://[` are all targets that `URL` reads as another host, or not at all. */
function staysHere(target: string): boolean {
  return URL.canParse(target, "http://here") && new URL(target, "http://here").host === "here";
}

function isProtocolList(header: string | undefined): boolean {
  if (header === undefined) return true;
  const names = header.split(",").map((name) => name.trim());
  return names.every((name) => token.test(name)) && new Set(names).size === names.length;
}
