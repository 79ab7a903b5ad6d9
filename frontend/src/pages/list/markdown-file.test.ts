import { describe, expect, it } from "vitest";
import { beginsWithTitle, readMarkdownFile } from "./markdown-file.js";

describe("a file to import", () => {
  it("is read as UTF-8, without its byte order mark, and named after its file", async () => {
    const file = new File(["\uFEFFSeeds and soup"], "Spring day.md");
    expect(await readMarkdownFile(file)).toEqual({ markdown: "Seeds and soup", title: "Spring day" });
  });

  it("keeps the title that its text begins with", async () => {
    expect(await readMarkdownFile(new File(["\n# Spring\n\nSoup"], "x.markdown"))).toMatchObject({
      title: null,
    });
  });

  it("is refused in words when it is something else", async () => {
    expect(await readMarkdownFile(new File(["GIF89a"], "cat.gif", { type: "image/gif" }))).toBe(
      "“cat.gif” is not a Markdown or text file.",
    );
  });

  it("is refused in words when its bytes are not text, whatever its name says", async () => {
    expect(await readMarkdownFile(new File(["PK\0\0"], "pic.txt"))).toBe(
      "“pic.txt” is not a Markdown or text file.",
    );
  });

  it("is refused in words when it is not UTF-8", async () => {
    expect(await readMarkdownFile(new File([new Uint8Array([0x53, 0xfc, 0xdf])], "old.txt"))).toMatch(
      /is not a Markdown or text file\. Text has to be saved as UTF-8/,
    );
  });

  it("is refused in words when it is larger than the server takes", async () => {
    const file = new File([new Uint8Array(21 * 1024 * 1024)], "big.md");
    expect(await readMarkdownFile(file)).toBe("“big.md” is 21 MB. Files up to 20 MB can be imported.");
  });
});

describe("a title at the beginning", () => {
  it.each(["# A", "\n\n# A\ntext", "A day\n=====\n", "#\tA"])("is seen in %j", (markdown) => {
    expect(beginsWithTitle(markdown)).toBe(true);
  });

  it.each(["", "## A", "#A", "Text\n\n# A", "A\n---\n", "- A\n==="])("is not seen in %j", (markdown) => {
    expect(beginsWithTitle(markdown)).toBe(false);
  });
});
