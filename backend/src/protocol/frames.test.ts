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
import { protocolHistory, protocolVersion } from "./version.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** What travels for each frame; a change here is a change of the protocol. */
const golden: readonly (readonly [string, Uint8Array, string])[] = [
  ["step 1, empty document", step1Frame(Uint8Array.of(0)), "00000100"],
  ["step 2, empty document", step2Frame(Uint8Array.of(0, 0)), "0001020000"],
  ["update", updateFrame(Uint8Array.of(1, 2, 3)), "000203010203"],
  ["awareness", awarenessFrame([{ clientId: 300, clock: 2, state: "{}" }]), "010701ac0202027b7d"],
  ["somebody gone", awarenessFrame([{ clientId: 1, clock: 2, state: "null" }]), "0108010102046e756c6c"],
  ["query awareness", queryAwarenessFrame(), "03"],
  ["permission denied", permissionDeniedFrame("no"), "0200026e6f"],
  ["keep-alive", keepAliveFrame, "010100"],
];

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

  it("change only with a new line in the protocol's history", () => {
    const digest = createHash("sha256")
      .update(golden.map(([name, , bytes]) => `${name}=${bytes}`).join("\n"))
      .digest("hex")
      .slice(0, 16);
    expect(`${protocolVersion} ${digest}`).toBe("1 0d0e4f0e02308e77");
    expect(protocolHistory.at(-1)?.version).toBe(protocolVersion);
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
