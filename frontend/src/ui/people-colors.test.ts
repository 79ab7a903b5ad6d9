import { describe, expect, it } from "vitest";
import { nearestColor, personColors } from "./people-colors.js";

describe("a person's colour", () => {
  it("is itself when it is one of the twelve", () => {
    for (const color of personColors) expect(nearestColor(color.hex.toUpperCase())).toBe(color);
  });

  it("is the nearest of the twelve when another program announced it", () => {
    // The colours of Tiptap's and y-codemirror's own demos.
    expect(nearestColor("#f783ac").name).toBe("Rose");
    expect(nearestColor("#30bced").name).toBe("Sky");
    expect(nearestColor("#6eeb83").name).toBe("Leaf");
    expect(nearestColor("#ee6352").name).toBe("Coral");
    expect(nearestColor("#958df1").name).toBe("Iris");
    expect(nearestColor("#00f").name).toMatch(/Iris|Violet|Sea/);
  });

  it("is always the same one of the twelve for what is no such colour", () => {
    for (const text of ["", "red", "#12", "url(javascript:1)", "#12345g"]) {
      expect(personColors).toContain(nearestColor(text));
      expect(nearestColor(text)).toBe(nearestColor(text));
    }
  });

  it("carries a label that can be read: at least 4.5 to 1", () => {
    for (const { hex, on, name } of personColors) expect(contrast(hex, on), name).toBeGreaterThanOrEqual(4.5);
  });
});

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
