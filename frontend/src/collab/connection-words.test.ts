import { closeReasons } from "@manyhands/backend/protocol/close-reason";
import { describe, expect, it } from "vitest";
import { initialState, nextState, phases } from "./connection-state.js";
import { connectionWords } from "./connection-words.js";

const everyState = phases.flatMap((phase) =>
  [true, false].flatMap((opened) =>
    [true, false].flatMap((interrupted) =>
      [null, ...Object.values(closeReasons)].map((reason) => ({
        ...{ phase, opened, interrupted, undelivered: true },
        reason: reason && { code: reason.code, text: reason.text },
      })),
    ),
  ),
);

describe("the words", () => {
  it("never promise that anything is saved, or kept on the device", () => {
    for (const state of everyState) {
      const { short, long } = connectionWords(state);
      expect(`${short} ${long}`).not.toMatch(/\bsaved?\b|device/i);
    }
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
