import { expect, it } from "vitest";
import { fileName } from "./save-file.js";

it("a file is named after its title, as far as file systems allow", () => {
  expect(fileName("Spring opening day", "md")).toBe("Spring opening day.md");
  expect(fileName("beds 1/14: \u202Ewhat?\n", "html")).toBe("beds 1 14 what.html");
  expect(fileName("../..", "txt")).toBe("Untitled.txt");
  expect(fileName("", "json")).toBe("Untitled.json");
  expect(fileName("ä".repeat(300), "md")).toBe(`${"ä".repeat(80)}.md`);
});
