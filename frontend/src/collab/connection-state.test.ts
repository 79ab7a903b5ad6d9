import { closeReasons } from "@manyhands/backend/protocol/close-reason";
import { describe, expect, it } from "vitest";
import {
  type ConnectionEvent,
  connectionEvents,
  initialState,
  nextState,
  type Phase,
  phases,
  transitions,
} from "./connection-state.js";

/** Written out cell by cell, so that a change of the table is a change here too. */
const cells: Record<Phase, string> = {
  //           opening    opened  synced lost    refused unavailable
  offline: "   connecting syncing live   offline denied  failed",
  connecting: "connecting syncing live   offline denied  failed",
  syncing: "   connecting syncing live   offline denied  failed",
  live: "      connecting syncing live   offline denied  failed",
  denied: "    connecting denied  denied denied  denied  failed",
  failed: "    failed     failed  live   offline denied  failed",
};

describe("the table of phases", () => {
  for (const phase of phases) {
    const row = cells[phase].trim().split(/\s+/);
    for (const [column, event] of connectionEvents.entries()) {
      it(`${phase} × ${event} → ${row[column]}`, () => {
        expect(transitions[phase][event]).toBe(row[column]);
      });
    }
  }
});

const after = (...events: ConnectionEvent[]) =>
  events.reduce((state, event) => nextState(state, event), initialState);

describe("what is remembered beside the phase", () => {
  it("a first attempt is not an interruption", () => {
    expect(after("opening", "opened")).toMatchObject({ phase: "syncing", interrupted: false, opened: false });
  });

  it("an attempt after a loss stays interrupted until it has worked", () => {
    expect(after("opening", "lost", "opening", "opened").interrupted).toBe(true);
    expect(after("opening", "lost", "opening", "opened", "synced").interrupted).toBe(false);
  });

  it("a document that was live once stays opened", () => {
    expect(after("opening", "opened", "synced", "lost", "refused").opened).toBe(true);
  });

  it("the reason of a refusal survives the end of its socket and goes with the next attempt", () => {
    const denied = nextState(after("opening", "opened", "lost"), "refused", closeReasons.purged);
    expect(denied).toMatchObject({ phase: "denied", reason: { code: 4410 } });
    expect(nextState(denied, "lost").reason).toEqual(closeReasons.purged);
    expect(nextState(denied, "opening").reason).toBeNull();
  });

  it("a second fault replaces the reason of the first", () => {
    const failed = nextState(after("opening"), "unavailable", closeReasons.loadFailed);
    expect(nextState(failed, "unavailable", closeReasons.storageFailed).reason).toEqual(
      closeReasons.storageFailed,
    );
    expect(nextState(failed, "opening").reason).toEqual(closeReasons.loadFailed);
    expect(nextState(failed, "synced").reason).toBeNull();
  });
});
