/**
 * The frames of y-websocket, byte for byte (W2): one message per binary WebSocket frame, types 0–3.
 * Reading is total over well-formed bytes and throws `MalformedFrame` over everything else; nothing here
 * interprets a Yjs update or the JSON of a presence.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const;
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON text as sent; `null` means "gone". */
  readonly state: string;
}

export type Frame =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  | { readonly type: "step2" | "update"; readonly update: Uint8Array }
  | { readonly type: "awareness"; readonly entries: readonly AwarenessEntry[] }
  | { readonly type: "queryAwareness" }
  | { readonly type: "unknown"; readonly number: number };

export class MalformedFrame extends Error {
  override readonly name = "MalformedFrame";
}

/** Reads one frame. The byte arrays of the result are views into `bytes`. Throws `MalformedFrame`. */
export function readFrame(bytes: Uint8Array): Frame {
  try {
    return read(decoding.createDecoder(bytes));
  } catch (cause) {
    if (cause instanceof MalformedFrame) throw cause;
    throw new MalformedFrame("the frame ends early or holds a number out of range", { cause });
  }
}

function read(decoder: decoding.Decoder): Frame {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case messageTypes.sync:
      return readSync(decoder);
    case messageTypes.awareness:
      return { type: "awareness", entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case messageTypes.queryAwareness:
      return { type: "queryAwareness" };
    default:
      return { type: "unknown", number: type };
  }
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  switch (step) {
    case syncTypes.step1:
      return { type: "step1", stateVector: bytes };
    case syncTypes.step2:
      return { type: "step2", update: bytes };
    case syncTypes.update:
      return { type: "update", update: bytes };
    default:
      throw new MalformedFrame(`unknown sync step ${step}`);
  }
}

/** Reads the body of an awareness frame. Throws where it ends early. */
export function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count; i++) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
  }
  return entries;
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

export const step1Frame = (stateVector: Uint8Array) => syncFrame(syncTypes.step1, stateVector);
export const step2Frame = (update: Uint8Array) => syncFrame(syncTypes.step2, update);
export const updateFrame = (update: Uint8Array) => syncFrame(syncTypes.update, update);

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const entry of entries) {
    encoding.writeVarUint(body, entry.clientId);
    encoding.writeVarUint(body, entry.clock);
    encoding.writeVarString(body, entry.state);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.awareness);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}

export function queryAwarenessFrame(): Uint8Array {
  return Uint8Array.of(messageTypes.queryAwareness);
}

/** "Permission denied", which stock clients log and otherwise ignore (R3). */
export function permissionDeniedFrame(text: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageTypes.auth);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, text);
  return encoding.toUint8Array(encoder);
}

/** An awareness message with no entries: keeps a connection alive, changes nothing (W5). */
export const keepAliveFrame: Uint8Array = Uint8Array.of(1, 1, 0);
