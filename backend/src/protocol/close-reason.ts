/**
 * Why the server ends a WebSocket. The band of the code is a promise to every client (W4):
 * 4400–4499 "do not retry", everything else "retry, with backoff". Texts are short, for people and logs.
 */

export interface CloseReason {
  readonly code: number;
  /** At most 123 bytes of UTF-8, as the WebSocket protocol demands. */
  readonly text: string;
}

const reason = (code: number, text: string): CloseReason => ({ code, text });

export const closeReasons = {
  /** The frame could not be decoded (W1). */
  malformedFrame: reason(1007, "a frame could not be decoded"),
  textFrame: reason(1003, "only binary frames are understood"),
  /** Nothing came in the time a first frame may take. */
  silent: reason(1008, "nothing was sent after connecting"),
  restarting: reason(1012, "the server is restarting"),
  overloaded: reason(1013, "too slow to read; try again"),
  documentFull: reason(1013, "too many connections to this document; try again later"),
  badName: reason(4400, "the document name is not allowed"),
  signInNeeded: reason(4401, "sign in to open this document"),
  notAllowed: reason(4403, "you may not open this document"),
  unknownDocument: reason(4404, "no such document"),
  trashed: reason(4404, "the document is in the trash"),
  purged: reason(4410, "the document was deleted for good"),
  frameTooLarge: reason(4413, "a frame is over the size limit"),
  documentTooLarge: reason(4413, "the document is over the size limit"),
  badContent: reason(4422, "the update does not fit this document"),
  missingDependencies: reason(4422, "updates depend on what the server has never seen"),
  storageFailed: reason(4500, "the document cannot be stored right now"),
  loadFailed: reason(4503, "the document cannot be opened right now"),
  /** Retrying helps once whoever runs the server has restored it. */
  damaged: reason(4503, "the document is damaged on the server and is kept aside"),
} as const satisfies Record<string, CloseReason>;

/** True where a client must not try again by itself. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code < 4500;
}

/** From and to, in milliseconds; whoever is told draws from it, so that not all come back at once. */
const returnWithin: Readonly<Record<number, readonly [number, number]>> = {
  1012: [500, 3_000],
  1013: [2_000, 10_000],
};
const faultReturnWithin = [3_000, 10_000] as const;

/** When to come back after a close with this code, for a `draw` from 0 to 1; null where it is not worth while. */
export function retryAfterMs(code: number, draw: number): number | null {
  const fault = code >= 4500 && code < 4600;
  const within = returnWithin[code] ?? (fault ? faultReturnWithin : null);
  return within === null ? null : Math.round(within[0] + draw * (within[1] - within[0]));
}
