/** One peer of a room, as the room addresses it; `Session` is what stands behind. */
import type { Notice } from "../protocol/notices.js";
import type { Peer } from "./peer.js";

export interface Member {
  readonly peer: Peer;
  /** Tells how many of its messages are on disk, where that has changed. */
  acknowledge(): void;
  /** Tells those who asked for notices. */
  notify(notice: Notice): void;
  /** Asks for what the document lacks. */
  ask(): void;
}
