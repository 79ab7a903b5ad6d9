import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { li, p, page, positionOf, ti, tl, ul } from "../../../test/pages.js";
import { makeTask } from "./task-rule.js";

/** The page after a space behind the only bracket in it, each block with its depth. */
function typed(checked: boolean, ...content: object[]): string[] | null {
  const doc = page(...content);
  const start = positionOf(doc, "[");
  const end = start + (doc.nodeAt(start)?.text?.indexOf("]") ?? 0) + 1;
  const state = EditorState.create({ doc, selection: TextSelection.create(doc, end) });
  const tr = makeTask(state, start, end, checked);
  if (tr === null) return null;
  tr.doc.check();
  const { $head } = tr.selection;
  expect($head.parentOffset).toBe(0);
  const lines: string[] = [];
  tr.doc.descendants((child, pos) => {
    const $pos = tr.doc.resolve(pos);
    const item = $pos.parent;
    const name = item.attrs.checked === true ? "done" : item.type.name;
    if (child.isTextblock) lines.push(`${"  ".repeat($pos.depth / 2)}${name} ${child.textContent}`.trimEnd());
  });
  return lines;
}

describe("a bracket at the start of an item", () => {
  it("makes a task of it, done or not", () => {
    expect(typed(false, ul(li("[ ]")))).toEqual(["  taskItem"]);
    expect(typed(true, ul(li("[x]milk")))).toEqual(["  done milk"]);
  });

  it("leaves the other items, and what hangs below the item, as they are", () => {
    expect(typed(false, ul(li("one"), li("[ ]two", ul(li("deep"))), li("three")))).toEqual([
      "  listItem one",
      "  taskItem two",
      "    listItem deep",
      "  listItem three",
    ]);
    expect(typed(true, ul(li("one", ul(li("[x]deep")))))).toEqual(["  listItem one", "    done deep"]);
  });

  it("does nothing elsewhere", () => {
    expect(typed(false, p("[ ]"))).toBeNull();
    expect(typed(false, ul(li("one", "[ ]")))).toBeNull();
    expect(typed(false, tl(ti("[ ]")))).toBeNull();
  });
});
