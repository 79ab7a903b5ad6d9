/**
 * The state of a document's connection, as one pure and total table: phase × event → phase.
 * Nothing here knows sockets or time; whoever feeds it events in their order gets the truth back.
 */
import type { CloseReason } from "@manyhands/backend/protocol/close-reason";

/**
 * `offline`: no socket, another attempt follows by itself. `connecting`: a socket is being opened.
 * `syncing`: it is open and the two sides exchange what the other lacks. `live`: every edit goes out at once.
 * `denied`: the server said that trying again is useless. `failed`: it cannot serve this document right now.
 */
export const phases = ["offline", "connecting", "syncing", "live", "denied", "failed"] as const;
export type Phase = (typeof phases)[number];

/**
 * `opening`, `opened`, `synced`, `lost`: the life of a socket. `refused`: closed with 44xx.
 * `unavailable`: closed with 45xx.
 */
export const connectionEvents = ["opening", "opened", "synced", "lost", "refused", "unavailable"] as const;
export type ConnectionEvent = (typeof connectionEvents)[number];

const untilRefused = { refused: "denied", unavailable: "failed", lost: "offline" } as const;

export const transitions: Readonly<Record<Phase, Readonly<Record<ConnectionEvent, Phase>>>> = {
  offline: { opening: "connecting", opened: "syncing", synced: "live", ...untilRefused },
  connecting: { opening: "connecting", opened: "syncing", synced: "live", ...untilRefused },
  syncing: { opening: "connecting", opened: "syncing", synced: "live", ...untilRefused },
  live: { opening: "connecting", opened: "syncing", synced: "live", ...untilRefused },
  // The refused socket's own end comes before and after the refusal; only a new attempt leads out.
  denied: { ...untilRefused, opening: "connecting", opened: "denied", synced: "denied", lost: "denied" },
  // Attempts go on behind it; the word stays until one has worked, or the words would flicker.
  failed: { opening: "failed", opened: "failed", synced: "live", ...untilRefused },
};

export interface ConnectionState {
  readonly phase: Phase;
  /** A connection was lost or could not be made, and none has worked since. */
  readonly interrupted: boolean;
  /** What the server said when it closed; null but in `denied` and `failed`. */
  readonly reason: CloseReason | null;
  /** There is a document to show: it was live once, or a sibling tab has handed over what it holds. */
  readonly opened: boolean;
  /** This tab holds edits that nobody has said are stored, or, by a server that never says so, that may not have left. */
  readonly undelivered: boolean;
  /** This server says what is on its disk. */
  readonly acknowledges: boolean;
  /** Edits are under way to the disk, or were a moment ago. */
  readonly saving: boolean;
  /** The server says that it cannot store anything right now. */
  readonly storageFails: boolean;
}

export const initialState: ConnectionState = {
  phase: "connecting",
  interrupted: false,
  reason: null,
  opened: false,
  undelivered: false,
  acknowledges: false,
  saving: false,
  storageFails: false,
};

/** The state after `event`; `reason` is kept only where the event has one. */
export function nextState(
  state: ConnectionState,
  event: ConnectionEvent,
  reason: CloseReason | null = null,
): ConnectionState {
  const phase = transitions[state.phase][event];
  const stays = phase === state.phase && reason === null;
  return {
    ...state,
    phase,
    interrupted: phase !== "live" && (state.interrupted || event === "lost" || event === "unavailable"),
    reason: phase === "denied" || phase === "failed" ? (stays ? state.reason : reason) : null,
    opened: state.opened || phase === "live",
  };
}
