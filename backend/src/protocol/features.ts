/**
 * What a client may ask for beyond the protocol of y-websocket, by offering a WebSocket subprotocol. Whoever does not
 * is sent types 0–3 and nothing else (W2).
 */

export const subprotocol = "manyhands.v1";

export interface Features {
  /** Wants notices: what is on disk, what cannot be stored, and when to come back. */
  readonly notices: boolean;
}

export const noFeatures: Features = { notices: false };
const firstVersion: Features = { notices: true };

/** `granted` is the subprotocol both sides agreed on; "" where there is none. */
export function featuresOf(granted: string): Features {
  return granted === subprotocol ? firstVersion : noFeatures;
}

/** Ours where it is offered, whatever stands before it; or else the first, which means nothing. */
export function grantedProtocol(offered: Iterable<string>): string | false {
  const names = [...offered];
  return names.includes(subprotocol) ? subprotocol : (names[0] ?? false);
}
