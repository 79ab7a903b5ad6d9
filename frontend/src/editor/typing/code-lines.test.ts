import { pageSchema } from "@manyhands/backend/schema/page-schema";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { newCodeLine } from "./code-lines.js";

/** Code with the caret at the "|", after one Enter or several. */
function enter(marked: string, times = 1): string {
  const [before = "", behind = ""] = marked.split("|");
  const content = before + behind === "" ? [] : [{ type: "text", text: before + behind }];
  const doc = pageSchema.nodeFromJSON({ type: "doc", content: [{ type: "codeBlock", content }] });
  let state = EditorState.create({ doc, selection: TextSelection.create(doc, 1 + before.length) });
  for (let i = 0; i < times; i++)
    newCodeLine(state, (tr) => {
      state = state.apply(tr);
    });
  state.doc.check();
  const { $head } = state.selection;
  const texts = state.doc.children.map(({ textContent }, i) =>
    i === $head.index(0)
      ? `${textContent.slice(0, $head.parentOffset)}|${textContent.slice($head.parentOffset)}`
      : textContent,
  );
  return texts.join("¶");
}

describe("Enter in code", () => {
  it("begins the next line where this one begins", () => {
    expect(enter("if x:\n  say|")).toBe("if x:\n  say\n  |");
    expect(enter("\tone| two\nthree")).toBe("\tone\n\t| two\nthree");
    expect(enter("one|")).toBe("one\n|");
  });

  it("adds no more than what stands before the caret", () => {
    expect(enter("  |  one")).toBe("  \n  |  one");
    expect(enter("|  one")).toBe("\n|  one");
  });

  it("leaves the code with the third press at its end", () => {
    expect(enter("  one|", 2)).toBe("  one\n  \n  |");
    expect(enter("  one|", 3)).toBe("  one¶|");
    expect(enter("one|\ntwo", 3)).toBe("one\n\n\n|\ntwo");
  });

  it("is for code only", () => {
    const doc = pageSchema.nodeFromJSON({ type: "doc", content: [{ type: "paragraph" }] });
    expect(newCodeLine(EditorState.create({ doc }))).toBe(false);
  });
});
