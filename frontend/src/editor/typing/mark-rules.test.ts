// @vitest-environment happy-dom
/** What typing makes bold and so on, in a real editor. Marks are told as HTML has them. */
import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import { types } from "../../../test/types.js";
import { PageStateExtension } from "../page-state.js";
import { pageViews } from "../views/page-views.js";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const short: Readonly<Record<string, string>> = { bold: "b", italic: "i", strike: "s", highlight: "mark" };

/** The words of a paragraph after typing, where "|" is in front of what stood there before. */
function typed(marked: string): string {
  const [before = "", behind = ""] = marked.split("|");
  const editor = new Editor({ extensions: [PageStateExtension, ...pageViews], injectCSS: false });
  closing.push(() => editor.destroy());
  editor.view.dispatch(editor.state.tr.insertText(behind, 1));
  editor.commands.setTextSelection(1);
  types(editor, before);
  const parts = editor.state.doc.firstChild?.children ?? [];
  return parts
    .map(({ text, marks }) => {
      const names = marks.map(({ type }) => short[type.name] ?? type.name);
      return names.reduceRight((words, name) => `<${name}>${words}</${name}>`, text ?? "");
    })
    .join("");
}

describe("typed delimiters", () => {
  it.each([
    ["*x*", "<i>x</i>"],
    ["_x_", "<i>x</i>"],
    ["**x**", "<b>x</b>"],
    ["__x__", "<b>x</b>"],
    ["~~x~~", "<s>x</s>"],
    ["==x==", "<mark>x</mark>"],
    ["`x`", "<code>x</code>"],
    ["one *two three* four", "one <i>two three</i> four"],
    ["(*x*) and “_y_” and —**z**", "(<i>x</i>) and “<i>y</i>” and —<b>z</b>"],
    ["***x***", "<b><i>x</i></b>"],
    ["~~**x**~~", "<b><s>x</s></b>"],
    ["**2 * 3**", "<b>2 * 3</b>"],
    ["a/`x`", "a/<code>x</code>"],
    ["*x*|word", "<i>x</i>word"],
    ["_x_| word", "<i>x</i> word"],
  ])("%s is marked", (text, wanted) => {
    expect(typed(text)).toBe(wanted);
  });

  it.each([
    "a * b * c",
    "2 ** 3 ** 4",
    "*.md and *.js",
    "src/*.ts and src/*.js",
    "2*3*4",
    "a_b_c",
    "the a_b_c, _ d _ and __ e __",
    "a ~~ b ~~ c",
    "a == b == c",
    "if a==b or c==d",
    "a ` b ` c",
    "don`t and can`t",
    "* x*",
    "\\*x*",
    "****",
    "____",
    "~~~~",
    "====",
    "``",
  ])("%s stays as it is", (text) => {
    const before = text === "* x*" ? `x ${text}` : text;
    expect(typed(before)).toBe(before);
  });

  it("an underline closes nothing in front of a letter", () => {
    expect(typed("_x_|word")).toBe("_x_word");
    expect(typed("__x__|word")).toBe("__x__word");
  });
});
