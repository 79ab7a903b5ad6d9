// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { wordLists } from "./word-lists.js";

/** An item as Word writes it. */
const item = (sign: string, words: string, level = 1) =>
  `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><!--[if !supportLists]--><span
style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><!--[endif]-->${words}</p>`;
const text = (words: string) => `<p class=MsoNormal>${words}</p>`;

/** Tags and words alone. */
const made = (...paragraphs: string[]) =>
  wordLists(`<html><body>${paragraphs.join("\n")}</body></html>`)
    .replace(/<!--.*?-->|<\/?span[^>]*>/gs, "")
    .replace(/<(\w+)(?: class| style)[^>]*>/g, "<$1>")
    .replace(/\s+(?=<)|(?<=>)\s+/g, "");

describe("a list that Word copies as paragraphs", () => {
  it("is a list, with what stands around it", () => {
    expect(made(text("a"), item("·", "<b>one</b>"), item("·", "two"), text("z"))).toBe(
      "<p>a</p><ul><li><p><b>one</b></p></li><li><p>two</p></li></ul><p>z</p>",
    );
  });

  it("has its levels", () => {
    const deep = [item("·", "one"), item("o", "two", 2), item("§", "three", 3), item("·", "four")];
    expect(made(...deep)).toBe(
      "<ul><li><p>one</p><ul><li><p>two</p><ul><li><p>three</p></li></ul></li></ul></li><li><p>four</p></li></ul>",
    );
    expect(made(item("o", "one", 2), item("·", "two"))).toBe(
      "<ul><li><p>one</p></li><li><p>two</p></li></ul>",
    );
  });

  it("is numbered where its signs are, from its first number", () => {
    expect(made(item("3.", "one"), item("4.", "two"), item("a)", "three", 2))).toBe(
      '<ol start="3"><li><p>one</p></li><li><p>two</p><ol><li><p>three</p></li></ol></li></ol>',
    );
    expect(made(item("1.", "one"), item("·", "two"))).toBe(
      '<ol start="1"><li><p>one</p></li></ol><ul><li><p>two</p></li></ul>',
    );
    expect(made(item("·", "one"), item("1.", "two", 2), item("·", "three", 2))).toBe(
      '<ul><li><p>one</p><ol start="1"><li><p>two</p></li></ol><ul><li><p>three</p></li></ul></li></ul>',
    );
  });

  it("ends where something else stands, and nothing else is touched", () => {
    expect(made(item("·", "one"), text("a"), item("·", "two"))).toBe(
      "<ul><li><p>one</p></li></ul><p>a</p><ul><li><p>two</p></li></ul>",
    );
    const other = "<meta charset=utf-8><ul><li>one</ul>";
    expect(wordLists(other)).toBe(other);
    expect(made("<p style='mso-list:none'>· a</p>")).toBe("<p>· a</p>");
  });
});
