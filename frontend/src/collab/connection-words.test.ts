import { closeReasons } from "@manyhands/backend/protocol/close-reason";
import { describe, expect, it } from "vitest";
import { type ConnectionState, initialState, nextState, phases } from "./connection-state.js";
import { connectionWords } from "./connection-words.js";

const either = [true, false];
const savings = either.flatMap((acknowledges) =>
  either.flatMap((saving) => either.map((storageFails) => ({ acknowledges, saving, storageFails }))),
);
const everyState = phases.flatMap((phase) =>
  either.flatMap((opened) =>
    either.flatMap((interrupted) =>
      [null, ...Object.values(closeReasons)].flatMap((reason) =>
        savings.map((saving) => ({
          ...{ phase, opened, interrupted, undelivered: true, ...saving },
          reason: reason && { code: reason.code, text: reason.text },
        })),
      ),
    ),
  ),
);
const live: ConnectionState = { ...initialState, phase: "live", opened: true, acknowledges: true };

describe("the words", () => {
  it("never promise that anything is kept on the device, and “Saved” only where the server has said so", () => {
    for (const state of everyState) {
      const { short, long } = connectionWords(state);
      expect(`${short} ${long}`).not.toMatch(/device/i);
      const { phase, acknowledges, saving, storageFails } = state;
      expect(short === "Saved").toBe(phase === "live" && acknowledges && !saving && !storageFails);
    }
  });

  it("[S6] say what becomes of the words as they are written, saved, or cannot be", () => {
    expect(connectionWords(live)).toMatchObject({ short: "Saved", tone: "calm" });
    expect(connectionWords({ ...live, saving: true })).toMatchObject({ short: "Saving…", tone: "busy" });
    for (const saving of either)
      expect(connectionWords({ ...live, saving, storageFails: true })).toMatchObject({
        short: "Can’t save right now — kept in this tab",
        tone: "warn",
        long: expect.stringContaining("Keep the tab open"),
      });
  });

  it("claim no more than a connection to a server that does not acknowledge", () => {
    for (const saving of either)
      expect(connectionWords({ ...live, saving, acknowledges: false })).toMatchObject({
        short: "Connected",
        tone: "calm",
      });
  });

  it("stay the same while attempts come and go", () => {
    let state = nextState({ ...initialState, opened: true }, "lost");
    const { short } = connectionWords(state);
    for (const event of ["opening", "opened", "lost", "opening", "lost"] as const) {
      state = nextState(state, event);
      expect(connectionWords(state).short).toBe(short);
    }
  });

  it("tell a document in the trash from one that is unknown", () => {
    const denied = { ...initialState, phase: "denied" as const, opened: true };
    expect(connectionWords({ ...denied, reason: closeReasons.trashed }).short).toBe("In the trash");
    expect(connectionWords({ ...denied, reason: closeReasons.unknownDocument }).short).toBe(
      "Not on the server",
    );
  });
});
