/**
 * Everything the page says about the connection, in one place. The words promise no more than is known:
 * without acknowledgements nothing is "Saved", and without an offline store nothing is kept on the device.
 */
import { closeReasons } from "@manyhands/backend/protocol/close-reason";
import type { ConnectionState } from "./connection-state.js";

export interface ConnectionWords {
  /** calm: nothing to do. warn: work goes on here. bad: it does not. */
  readonly tone: "calm" | "busy" | "warn" | "bad";
  /** For the status, always visible. */
  readonly short: string;
  /** A whole sentence for a banner; null where the status says enough. */
  readonly long: string | null;
}

const offlineShort = "Offline — kept in this tab";

export function connectionWords(state: ConnectionState): ConnectionWords {
  switch (state.phase) {
    case "live":
      return live(state);
    case "syncing":
    case "connecting":
      if (!state.interrupted) return { tone: "busy", short: "Opening…", long: null };
      return offline(state);
    case "offline":
      return offline(state);
    case "failed":
      return {
        tone: "bad",
        short: state.opened ? "Not stored on the server — kept in this tab" : "Can’t be opened right now",
        long: `The server says: ${state.reason?.text ?? "it cannot serve this document right now"}. This page goes on trying.`,
      };
    case "denied":
      return denied(state.reason?.code ?? 0, state.reason?.text ?? "");
  }
}

function live(state: ConnectionState): ConnectionWords {
  if (state.storageFails) {
    return {
      tone: "warn",
      short: "Can’t save right now — kept in this tab",
      long: "The server can’t store anything right now; everything waits in this tab. Keep the tab open until then.",
    };
  }
  if (!state.acknowledges) return { tone: "calm", short: "Connected", long: null };
  if (state.saving) return { tone: "busy", short: "Saving…", long: null };
  return { tone: "calm", short: "Saved", long: null };
}

function offline(state: ConnectionState): ConnectionWords {
  return {
    tone: "warn",
    short: state.opened ? offlineShort : "Offline — this page opens when the server is back",
    long: state.opened
      ? "Everything stays in this tab and merges when the server is back, so keep it open."
      : null,
  };
}

function denied(code: number, text: string): ConnectionWords {
  const bad = (short: string, long: string): ConnectionWords => ({ tone: "bad", short, long });
  const keep = "You can still read and copy what this tab holds.";
  switch (code) {
    case 4401:
      return bad("Sign in to go on", `This document asks for a sign-in. ${keep}`);
    case 4403:
      return bad("No access", `You may not open this document. ${keep}`);
    case 4404:
      if (text === closeReasons.trashed.text) {
        return bad("In the trash", `This document was put in the trash. ${keep}`);
      }
      return bad("Not on the server", `The server has no such document. ${keep}`);
    case 4410:
      return bad("Deleted", `This document was deleted for good. ${keep}`);
    case 4413:
      return bad(
        "Change too large",
        `A change was larger than the server takes, so it is only in this tab. Keep a copy, then reload. ${keep}`,
      );
    case 4422:
      return bad(
        "Change refused",
        `The server refused a change of this tab, so it is only here. Keep a copy, then reload. ${keep}`,
      );
    default:
      return bad("Closed by the server", `The server says: ${text || "this document is closed"}. ${keep}`);
  }
}
