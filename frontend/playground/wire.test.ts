import { expect, it, vi } from "vitest";
import * as Y from "yjs";
import { Wire } from "./wire.js";

function pair() {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const wire = new Wire({ doc: docs[0] }, { doc: docs[1] }, () => {});
  const text = (index: 0 | 1) => docs[index].getText("t");
  return { wire, text };
}

it("carries what was written while it was cut when it opens, and only in that direction", () => {
  const { wire, text } = pair();
  text(0).insert(0, "a");
  text(1).insert(0, "b");
  expect(wire.lines.map(({ waiting }) => waiting)).toEqual([1, 1]);
  wire.open(0);
  expect([text(0).toString(), text(1).length]).toEqual(["a", 2]);
  wire.open(1);
  expect(text(0).toString()).toBe(text(1).toString());
  expect(wire.quiet).toBe(true);
  expect(wire.lines.every(({ bytes }) => bytes > 0)).toBe(true);
});

it("takes its time, and what is on its way when it is cut arrives after all when it opens", () => {
  vi.useFakeTimers();
  const { wire, text } = pair();
  wire.open(0);
  wire.open(1);
  wire.delayMs = 1_000;
  text(0).insert(0, "a");
  expect(wire.quiet).toBe(false);
  vi.advanceTimersByTime(999);
  expect(text(1).toString()).toBe("");
  wire.cut(0);
  vi.advanceTimersByTime(5_000);
  expect(text(1).toString()).toBe("");
  wire.open(0);
  vi.advanceTimersByTime(1_000);
  expect(text(1).toString()).toBe("a");
  expect(wire.quiet).toBe(true);
  vi.useRealTimers();
});
