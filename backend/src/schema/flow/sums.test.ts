import { describe, expect, it } from "vitest";
import { Sums } from "./sums.js";

describe("running sums", () => {
  it("are what adding up says, whatever has changed", () => {
    for (let length = 0; length < 20; length++) {
      const values = Array.from({ length }, (_, i) => (i * 7) % 5);
      const sums = new Sums(values);
      for (let i = 0; i < length; i++) {
        values[i]! += i % 3;
        sums.add(i, i % 3);
      }
      for (let count = 0; count <= length; count++) {
        const sum = values.slice(0, count).reduce((a, b) => a + b, 0);
        expect(sums.first(count)).toBe(sum);
        expect(sums.within(sum)).toBeGreaterThanOrEqual(count);
        expect(sums.first(sums.within(sum))).toBe(sum);
      }
    }
  });
});
