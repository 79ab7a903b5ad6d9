import { describe, expect, it } from "vitest";
import { initials, namesInWords } from "./names.js";

describe("initials", () => {
  it.each([
    ["Imani", "IM"],
    ["guest otter", "GO"],
    ["Jean-Luc Picard", "JL"],
    ["Ö", "Ö"],
    ["李小龍", "李小"],
    ["🦦", "🦦"],
    ["  ", "?"],
  ])("of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});

describe("names in a sentence", () => {
  it("are all told up to four, then counted", () => {
    expect(namesInWords([])).toBe("Nobody");
    expect(namesInWords(["Imani"])).toBe("Imani");
    expect(namesInWords(["Imani", " "])).toBe("Imani and Somebody");
    expect(namesInWords(["Imani", "Wren", "Kit", "Odile"])).toBe("Imani, Wren, Kit and Odile");
    expect(namesInWords(["Imani", "Wren", "Kit", "Odile", "Sol"])).toBe("Imani, Wren, Kit and 2 others");
  });
});
