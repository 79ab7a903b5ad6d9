/** Limits of the wire, in bytes unless the name says otherwise. The defaults of the server's configuration. */

export interface Limits {
  /** One WebSocket message from a client; over it the socket is closed with 4413 (W3). */
  readonly maxFrameBytes: number;
  /** A document as one update; what would take it over is refused with 4413. */
  readonly maxDocumentBytes: number;
  /** What a socket may leave unread before it is closed with 1013. */
  readonly maxUnsentBytes: number;
  /** What is kept of one document's updates while they cannot be stored; what would go over is refused (S6). */
  readonly maxUnsavedBytes: number;
  /** The same for all documents together. */
  readonly maxUnsavedTotalBytes: number;
  /** Awareness ids one socket may own (R6). */
  readonly maxPresenceIds: number;
  /** The awareness states of one socket together. */
  readonly maxPresenceBytes: number;
  /** A title in UTF-8. */
  readonly maxTitleBytes: number;
  /** A REST request body. */
  readonly maxBodyBytes: number;
  readonly maxSockets: number;
  readonly maxSocketsPerAddress: number;
  readonly maxSocketsPerDocument: number;
  /** A socket that has sent nothing for this long after opening is closed. */
  readonly firstFrameMs: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultLimits: Limits = {
  maxFrameBytes: 16 * MiB,
  maxDocumentBytes: 100 * MiB,
  maxUnsentBytes: 4 * MiB,
  maxUnsavedBytes: 8 * MiB,
  maxUnsavedTotalBytes: 256 * MiB,
  maxPresenceIds: 8,
  maxPresenceBytes: 16_000,
  maxTitleBytes: 1_000,
  maxBodyBytes: 20 * MiB,
  maxSockets: 10_000,
  maxSocketsPerAddress: 1_000,
  maxSocketsPerDocument: 1_000,
  firstFrameMs: 10_000,
};

/** A peer gets an application frame at least this often (W5); stock clients hang up after 30 s of silence. */
export const maxSilenceMs = 20_000;

/** `ws` stops reading a longer message while it arrives; no configuration lifts this (W3). */
export const hardFrameBytes = 32 * MiB;

/** Types within types: on a page, and in a raw document. Yjs follows them by recursion; no configuration lifts this. */
export const maxNesting = { page: 64, raw: 256 } as const;
