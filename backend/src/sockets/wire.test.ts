import { describe, expect, it } from "vitest";
import { wireForm } from "./wire.js";

describe("wireForm", () => {
  it.each([
    [0, [0x82, 0]],
    [1, [0x82, 1]],
    [125, [0x82, 125]],
    [126, [0x82, 126, 0, 126]],
    [65_535, [0x82, 126, 255, 255]],
    [65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])("[W2] makes of %i bytes one final binary frame, unmasked and uncompressed", (length, header) => {
    const frame = new Uint8Array(length).fill(7);
    const wire = wireForm([frame]);
    expect([...wire.subarray(0, header.length)]).toEqual(header);
    expect(wire.subarray(header.length).equals(frame)).toBe(true);
  });

  it("[W2] keeps frames apart, in order", () => {
    const wire = wireForm([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
    expect([...wire]).toEqual([0x82, 2, 1, 2, 0x82, 0, 0x82, 1, 3]);
  });
});
