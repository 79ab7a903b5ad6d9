import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { CellSelection } from "@tiptap/pm/tables";
import { describe, expect, it } from "vitest";
import { clipboardText } from "./clipboard-text.js";

const node = (type: string, ...content: object[]) => ({ type, content });
const words = (text: string) => ({ type: "text", text });
const paragraph = (text = "") => node("paragraph", ...(text === "" ? [] : [words(text)]));
const item = (...content: object[]) => node("listItem", ...content);
const task = (text: string, checked: boolean) => ({
  ...node("taskItem", paragraph(text)),
  attrs: { checked },
});
const row = (...cells: object[]) => node("tableRow", ...cells.map((cell) => node("tableCell", cell)));
const page = (...content: object[]): Node => pageSchema.nodeFromJSON({ type: "doc", content });

function positionOf(doc: Node, text: string): number {
  let found = -1;
  doc.descendants((child, pos) => {
    const at = child.text?.indexOf(text) ?? -1;
    if (found < 0 && at >= 0) found = pos + at;
  });
  return found;
}

/** From the first of these words to the end of the last. */
function copied(doc: Node, from: string, to = from): string {
  return clipboardText(doc.slice(positionOf(doc, from), positionOf(doc, to) + to.length, true));
}

const list = node(
  "bulletList",
  item(paragraph("apple")),
  item(paragraph("pear"), node("orderedList", item(paragraph("seed")), item(paragraph("stalk")))),
);

describe("what is copied, as plain text", () => {
  it("is a line for each block, without blank ones between", () => {
    const line = node("paragraph", words("two"), { type: "hardBreak" }, words("lines"));
    const doc = page(
      paragraph("one"),
      node("blockquote", line),
      paragraph(),
      { type: "horizontalRule" },
      paragraph("z"),
    );
    expect(copied(doc, "one", "z")).toBe("one\ntwo\nlines\n\n---\nz");
  });

  it("shows the marks of lists, and what hangs below an item under its words", () => {
    const tasks = node("taskList", task("done", true), task("open", false));
    expect(copied(page(list, tasks), "apple", "open")).toBe(
      "- apple\n- pear\n  1. seed\n  2. stalk\n[x] done\n[ ] open",
    );
    expect(copied(page(list), "ple", "pe")).toBe("- ple\n- pe");
  });

  it("is the words alone where they are from one block, whatever that is in", () => {
    expect(copied(page(list), "see")).toBe("see");
    expect(copied(page(node("table", row(paragraph("cell")))), "ell")).toBe("ell");
    expect(copied(page(node("codeBlock", words("a\n  b"))), "a\n  b")).toBe("a\n  b");
  });

  it("has a line for each row of a table, with tabs between the cells", () => {
    const doc = page(
      paragraph("one"),
      node("table", row(paragraph("a"), list), row(paragraph(), paragraph("quince"))),
      paragraph("z"),
    );
    expect(copied(doc, "one", "z")).toBe("one\na\t- apple - pear 1. seed 2. stalk\n\tquince\nz");
    const cell = (text: string) => doc.resolve(positionOf(doc, text) - 2);
    const rowOf = CellSelection.create(doc, cell("quince").pos - 4, cell("quince").pos);
    expect(clipboardText(rowOf.content())).toBe("\tquince");
  });
});
