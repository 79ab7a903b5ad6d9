import { describe, expect, it } from "vitest";
import { inked } from "./highlighter.js";
import { grammarOf, languages } from "./languages.js";

describe("colours for code", () => {
  it("knows every language of the picker", () => {
    for (const [name] of languages) expect(() => inked(name, "a"), name).not.toThrow();
  });

  it("paints the four inks where they belong", () => {
    const code = 'const a = minutes(12); // "b"';
    const found = inked("javascript", code).map(({ from, to, ink }) => [ink, code.slice(from, to)]);
    expect(found).toEqual([
      ["k", "const"],
      ["fn", "minutes"],
      ["nu", "12"],
      ["c", '// "b"'],
    ]);
  });

  it("leaves names of parameters and classes plain in scripts, and paints keys in data", () => {
    expect(inked("typescript", "(bed: Bed) => bed").some(({ ink }) => ink === "fn")).toBe(false);
    expect(inked("json", '{"key": 1}').map(({ ink }) => ink)).toEqual(["fn", "nu"]);
  });
});

describe("the language of a code block", () => {
  it("is found by its short names, in any case", () => {
    expect([grammarOf("TS"), grammarOf("sh"), grammarOf("Python")]).toEqual(["typescript", "bash", "python"]);
  });

  it.each([null, undefined, 7, "", "klingon", "constructor", "__proto__"])("%s is plain text", (language) => {
    expect(grammarOf(language)).toBeNull();
  });
});
