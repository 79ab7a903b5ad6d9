/** Somebody who asked for manyhands.v1, and knows which of the words typed here are on the server's disk. */
import type { Decoder } from "lib0/decoding";
import { WebSocket } from "ws";
import { subprotocol } from "../../src/protocol/features.js";
import { readFrame } from "../../src/protocol/frames.js";
import { type Notice, noticeTypes, readNoticeBody } from "../../src/protocol/notices.js";
import { Person } from "./person.js";

export class Scribe extends Person {
  /** What the server said, on all sockets so far. */
  readonly notices: Notice[] = [];
  readonly #typed: string[] = [];
  /** For each update message of this socket, how much had been typed when it left. */
  #typedBefore: number[] = [];
  #acknowledged = 0;

  constructor(collabUrl: string, document: string, name: string) {
    const opened = { by: null as Scribe | null };
    class Counted extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        opened.by?.begin();
      }
      override send(data: Uint8Array): void {
        opened.by?.sent(data);
        super.send(data);
      }
    }
    super(collabUrl, document, {
      name,
      protocols: [subprotocol],
      WebSocketPolyfill: Counted as typeof WebSocket,
    });
    opened.by = this;
    for (const type of Object.values(noticeTypes)) {
      this.provider.messageHandlers[type] = (_encoder: unknown, decoder: Decoder) => {
        const notice = readNoticeBody(type, decoder);
        if (notice !== null) this.hear(notice);
      };
    }
  }

  /** The words that the server says it has stored. */
  get acknowledged(): readonly string[] {
    return this.#typed.slice(0, this.#acknowledged);
  }

  get allAcknowledged(): boolean {
    return this.#acknowledged === this.#typed.length;
  }

  override types(words: string): void {
    this.#typed.push(words);
    super.types(words);
  }

  begin(): void {
    this.#typedBefore = [];
  }

  sent(data: Uint8Array): void {
    const { type } = readFrame(data);
    if (type === "update" || type === "step2") this.#typedBefore.push(this.#typed.length);
  }

  hear(notice: Notice): void {
    this.notices.push(notice);
    if (notice.type !== "acknowledge") return;
    const typed = this.#typedBefore[notice.count - 1] ?? 0;
    this.#acknowledged = Math.max(this.#acknowledged, typed);
  }
}
