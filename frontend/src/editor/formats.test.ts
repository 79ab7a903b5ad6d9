import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keysText } from "../ui/keys.js";
import { type Format, insertions, kinds, marks } from "./formats.js";

const page = readFileSync(new URL("../../../docs/writing.md", import.meta.url), "utf8");

describe("docs/writing.md", () => {
  const all: readonly Format[] = [...Object.values(marks), ...kinds, ...Object.values(insertions)];
  it.each(all.filter(({ keys }) => keys !== undefined))("has the keys of $label", ({ keys = "" }) => {
    expect(page).toContain(`\`${keysText(keys)}\``);
  });
});
