/**
 * Notices: the frames of `manyhands.v1`, from the server to clients that asked for them (W2). They say what became of
 * the update messages (sync step 2 and update) that this socket sent, which both sides count from 1.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MalformedFrame } from "./frames.js";

export const noticeTypes = { acknowledge: 100, notSaved: 101, savedAgain: 102, retryAfter: 103 } as const;

export type Notice =
  /** All that the first `count` update messages of this socket say is on disk. It never falls. */
  | { readonly type: "acknowledge"; readonly count: number }
  /**
   * Storage fails. Whatever is not acknowledged has to be kept by the client. `kept`: the server keeps what it is
   * sent as well, and tries again; or else it takes nothing more until it can store again.
   */
  | { readonly type: "notSaved"; readonly kept: boolean; readonly text: string }
  /** Storage works again; acknowledgements follow, and the server asks for what it lacks. */
  | { readonly type: "savedAgain" }
  /** The socket is about to be closed: come back in `ms` milliseconds, not sooner. */
  | { readonly type: "retryAfter"; readonly ms: number };

export function noticeFrame(notice: Notice): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, noticeTypes[notice.type]);
  switch (notice.type) {
    case "acknowledge":
      encoding.writeVarUint(encoder, notice.count);
      break;
    case "notSaved":
      encoding.writeVarUint(encoder, notice.kept ? 1 : 0);
      encoding.writeVarString(encoder, notice.text);
      break;
    case "savedAgain":
      break;
    case "retryAfter":
      encoding.writeVarUint(encoder, notice.ms);
      break;
  }
  return encoding.toUint8Array(encoder);
}

/** Null where the frame is of another type. Throws `MalformedFrame` where a notice ends early. */
export function readNotice(bytes: Uint8Array): Notice | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    return readNoticeBody(decoding.readVarUint(decoder), decoder);
  } catch (cause) {
    throw new MalformedFrame("the notice ends early or holds a number out of range", { cause });
  }
}

/** For whoever has read the type already. */
export function readNoticeBody(type: number, decoder: decoding.Decoder): Notice | null {
  switch (type) {
    case noticeTypes.acknowledge:
      return { type: "acknowledge", count: decoding.readVarUint(decoder) };
    case noticeTypes.notSaved:
      return {
        type: "notSaved",
        kept: decoding.readVarUint(decoder) === 1,
        text: decoding.readVarString(decoder),
      };
    case noticeTypes.savedAgain:
      return { type: "savedAgain" };
    case noticeTypes.retryAfter:
      return { type: "retryAfter", ms: decoding.readVarUint(decoder) };
    default:
      return null;
  }
}
