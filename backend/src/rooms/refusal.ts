/** How rooms say no: an everyday outcome for sockets, a fault with a reason for REST writes. */
import type { CloseReason } from "../protocol/close-reason.js";

/** Whoever wanted to join must be closed with this reason. */
export interface Refusal {
  readonly refused: CloseReason;
}

/** A room could not be opened or its update not stored. Nothing was changed; trying again may help. */
export class RoomUnavailable extends Error {
  override readonly name = "RoomUnavailable";
  readonly reason: CloseReason;

  constructor(reason: CloseReason, cause?: unknown) {
    super(reason.text, { cause });
    this.reason = reason;
  }
}
