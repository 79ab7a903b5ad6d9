import { createHash } from "node:crypto";
import fc from "fast-check";
import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import {
  awarenessFrame,
  keepAliveFrame,
  MalformedFrame,
  permissionDeniedFrame,
  queryAwarenessFrame,
  readAwareness,
  readFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from "./frames.js";
import { noticeFrame, readNotice } from "./notices.js";
import { protocolHistory, protocolVersion } from "./version.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

type Golden = readonly (readonly [string, Uint8Array, string])[];

/** What travels for each frame; a change here is a change of the protocol. */
const firstVersion: Golden = [
  ["step 1, empty document", step1Frame(Uint8Array.of(0)), "00000100"],
  ["step 2, empty document", step2Frame(Uint8Array.of(0, 0)), "0001020000"],
  ["update", updateFrame(Uint8Array.of(1, 2, 3)), "000203010203"],
  ["awareness", awarenessFrame([{ clientId: 300, clock: 2, state: "{}" }]), "010701ac0202027b7d"],
  ["somebody gone", awarenessFrame([{ clientId: 1, clock: 2, state: "null" }]), "0108010102046e756c6c"],
  ["query awareness", queryAwarenessFrame(), "03"],
  ["permission denied", permissionDeniedFrame("no"), "0200026e6f"],
  ["keep-alive", keepAliveFrame, "010100"],
];
const secondVersion: Golden = [
  ["acknowledge, nothing yet", noticeFrame({ type: "acknowledge", count: 0 }), "6400"],
  ["acknowledge", noticeFrame({ type: "acknowledge", count: 300 }), "64ac02"],
  ["not saved, kept", noticeFrame({ type: "notSaved", kept: true, text: "no" }), "6501026e6f"],
  ["not saved, not kept", noticeFrame({ type: "notSaved", kept: false, text: "" }), "650000"],
  ["saved again", noticeFrame({ type: "savedAgain" }), "66"],
  ["retry after", noticeFrame({ type: "retryAfter", ms: 1_500 }), "67dc0b"],
];

const golden = [...firstVersion, ...secondVersion];

function digestOf(frames: Golden): string {
  const lines = frames.map(([name, , bytes]) => `${name}=${bytes}`).join("\n");
  return createHash("sha256").update(lines).digest("hex").slice(0, 16);
}

describe("[W2] frames", () => {
  it.each(golden)("%s has its golden bytes", (_name, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });

  it("are those of y-protocols, byte for byte", () => {
    const doc = new Y.Doc();
    doc.getText("t").insert(0, "abc");
    const made = (write: (encoder: encoding.Encoder) => void) => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      write(encoder);
      return hex(encoding.toUint8Array(encoder));
    };
    expect(hex(step1Frame(Y.encodeStateVector(doc)))).toBe(made((e) => sync.writeSyncStep1(e, doc)));
    expect(hex(step2Frame(Y.encodeStateAsUpdate(doc)))).toBe(made((e) => sync.writeSyncStep2(e, doc)));
    expect(hex(updateFrame(Uint8Array.of(7)))).toBe(made((e) => sync.writeUpdate(e, Uint8Array.of(7))));
    const awareness = new Awareness(doc);
    awareness.setLocalState({ user: { name: "é" } });
    const body = encodeAwarenessUpdate(awareness, [doc.clientID]);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, body);
    expect(hex(awarenessFrame(readAwareness(body)))).toBe(hex(encoding.toUint8Array(encoder)));
    awareness.destroy();
  });

  it("change only with a new version and a line in the protocol's history", () => {
    const digests = new Map([
      [1, digestOf(firstVersion)],
      [2, digestOf(golden)],
    ]);
    // What clients of an old version rely on stays as it was: a new version adds a line, and changes none.
    expect([...digests]).toEqual([
      [1, "0d0e4f0e02308e77"],
      [2, "61e75abdb1311824"],
    ]);
    expect(protocolHistory.map(({ version }) => version)).toEqual([...digests.keys()]);
    expect(protocolHistory.at(-1)?.version).toBe(protocolVersion);
  });
});

describe("notices", () => {
  it("[W2] are read as they were written, by clients; a server knows none of them", () => {
    const count = fc.nat().map((n) => ({ type: "acknowledge" as const, count: n }));
    const ms = fc.nat().map((n) => ({ type: "retryAfter" as const, ms: n }));
    const notSaved = fc.record({
      type: fc.constant("notSaved" as const),
      kept: fc.boolean(),
      text: fc.string(),
    });
    const notice = fc.oneof(count, ms, notSaved, fc.constant({ type: "savedAgain" as const }));
    fc.assert(
      fc.property(notice, (made) => {
        expect(readNotice(noticeFrame(made))).toEqual(made);
        expect(readFrame(noticeFrame(made)).type).toBe("unknown");
      }),
    );
    expect(readNotice(keepAliveFrame)).toBeNull();
    expect(() => readNotice(Uint8Array.of(100))).toThrow(MalformedFrame);
  });
});

describe("[W1] reading", () => {
  it("tells an unknown message type from a malformed frame", () => {
    expect(readFrame(Uint8Array.of(100, 1, 2))).toEqual({ type: "unknown", number: 100 });
    for (const bytes of [[], [0], [0, 7, 0], [0, 2, 5, 1], [1, 3, 1, 1], [0xff]])
      expect(() => readFrame(Uint8Array.from(bytes))).toThrow(MalformedFrame);
  });

  it("returns what was written", () => {
    const entry = fc.record({ clientId: fc.nat(), clock: fc.nat(), state: fc.string({ unit: "grapheme" }) });
    fc.assert(
      fc.property(fc.array(entry), fc.uint8Array(), (entries, bytes) => {
        expect(readFrame(awarenessFrame(entries))).toEqual({ type: "awareness", entries });
        expect(readFrame(updateFrame(bytes))).toEqual({ type: "update", update: bytes });
        expect(readFrame(step1Frame(bytes))).toEqual({ type: "step1", stateVector: bytes });
      }),
    );
  });

  it("throws nothing but MalformedFrame, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          readFrame(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
