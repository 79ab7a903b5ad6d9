/**
 * Requests of a server that upgrades to WebSockets and to nothing else. Java's client and `curl --http2` ask with
 * every ordinary request whether they may go on in `h2c`; HTTP lets a server pass over that and answer as usual.
 */
import { IncomingMessage } from "node:http";

/** Pass it to `createServer`: the server then emits `upgrade` for WebSockets only, and `request` for the rest. */
export class UpgradableRequest extends IncomingMessage {
  // Declared only: a field would be set after the constructor of IncomingMessage, which sets `upgrade`.
  declare asksForUpgrade: boolean | null;

  /** Node's server sets it to what its parser saw, and reads it once the headers are there. */
  get upgrade(): boolean {
    if (this.asksForUpgrade !== true) return false;
    return this.method === "CONNECT" || this.headers.upgrade?.toLowerCase() === "websocket";
  }

  set upgrade(asked: boolean | null) {
    this.asksForUpgrade = asked;
  }
}
