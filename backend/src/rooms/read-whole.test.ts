import { expect, it } from "vitest";
import * as Y from "yjs";
import { maxNesting } from "../protocol/limits.js";
import { readWhole } from "./read-whole.js";

function nested(levels: number): Uint8Array {
  const doc = new Y.Doc();
  // In one transaction: each of them tells everything it stands in.
  doc.transact(() => {
    let inner = doc.getArray<unknown>("a");
    for (let level = 0; level < levels; level++) {
      const next = new Y.Array<unknown>();
      inner.insert(0, [next]);
      inner = next;
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

it("a whole document is read, deletions included", () => {
  const doc = new Y.Doc();
  doc.getText("a").insert(0, "hello");
  doc.getText("a").delete(0, 4);
  const read = readWhole(Y.encodeStateAsUpdate(doc));
  expect(read.outcome === "whole" && read.doc.getText("a").toString()).toBe("o");
});

it("[R7] what builds on something that is not in it is none", () => {
  const doc = new Y.Doc();
  doc.getText("a").insert(0, "hello");
  const before = Y.encodeStateVector(doc);
  doc.getText("a").insert(5, " you");
  expect(readWhole(Y.encodeStateAsUpdate(doc, before)).outcome).toBe("missing");
});

it("types within types go as deep as in a raw document, and no deeper", () => {
  expect(readWhole(nested(maxNesting.raw)).outcome).toBe("whole");
  expect(readWhole(nested(maxNesting.raw + 1)).outcome).toBe("tooDeep");
  expect(readWhole(nested(5_000)).outcome).toBe("tooDeep");
});

it.each([[0], [1, 2, 3], [255, 255, 255, 255, 255, 255], [...Buffer.from("# Markdown\n\nis no update")]])(
  "garbage is no document: %j",
  (...bytes) => {
    expect(readWhole(new Uint8Array(bytes)).outcome).not.toBe("whole");
  },
);

it("nothing is no document", () => {
  expect(readWhole(new Uint8Array())).toEqual({ outcome: "undecodable" });
});

it("an update of version 2 is told from one of version 1", () => {
  const doc = new Y.Doc();
  doc.getText("a").insert(0, "hello");
  expect(readWhole(Y.encodeStateAsUpdateV2(doc))).toEqual({ outcome: "undecodable" });
  expect(readWhole(Y.encodeStateAsUpdate(new Y.Doc())).outcome).toBe("whole");
});
