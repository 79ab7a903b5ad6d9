/** Moving blocks step by step. A page is written as in `outline`; the block or blocks with `*` are the chosen ones. */
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { type Direction, moveBlocks } from "./move-past.js";

const node = (type: string, ...content: object[]) => ({ type, content });
const p = (text: string) => node("paragraph", { type: "text", text });
const holding = (type: string, parts: readonly (string | object)[]) =>
  node(type, ...parts.map((part) => (typeof part === "string" ? p(part) : part)));
const li = (...parts: (string | object)[]) => holding("listItem", parts);
const items = (parts: readonly (string | object)[]) =>
  parts.map((part) => (typeof part === "string" ? li(part) : part));
const ul = (...parts: (string | object)[]) => node("bulletList", ...items(parts));
const ol = (...parts: (string | object)[]) => node("orderedList", ...items(parts));
const task = (text: string, checked: boolean) => ({
  type: "taskItem",
  attrs: { checked },
  content: [p(text)],
});
const quote = (...parts: (string | object)[]) => holding("blockquote", parts);
const table = (text: string) => node("table", node("tableRow", node("tableCell", p(text))));

const short: Readonly<Record<string, string>> = {
  bulletList: "ul",
  orderedList: "ol",
  taskList: "tasks",
  listItem: "li",
  taskItem: "task",
  blockquote: "quote",
};

/** "one ul(li(apple) li(pear ul(li(seed))))" */
function outline(parent: Node): string {
  return parent.children
    .map((child) => {
      if (child.isTextblock) return child.textContent;
      return `${short[child.type.name] ?? child.type.name}${child.attrs.checked === true ? "✓" : ""}(${outline(child)})`;
    })
    .join(" ");
}

/** The page after pressing the key, and where the caret is now; "nothing" where nothing moves. */
function moved(direction: Direction, content: (string | object)[], from: string, to = from): string {
  const doc = pageSchema.nodeFromJSON({
    type: "doc",
    content: content.map((part) => (typeof part === "string" ? p(part) : part)),
  });
  const place = (words: string) => {
    let found = -1;
    doc.descendants((child, pos) => {
      if (found < 0 && child.text === words) found = pos;
    });
    return found;
  };
  const selection = TextSelection.create(doc, place(from) + 1, place(to) + to.length);
  const state = EditorState.create({ doc, selection });
  let next: EditorState | null = null;
  const can = moveBlocks(direction)(state, (tr) => {
    next = state.apply(tr);
  });
  expect(moveBlocks(direction)(state)).toBe(can);
  expect(next !== null).toBe(can);
  const { doc: now, selection: chosen } = (next as EditorState | null) ?? state;
  now.check();
  expect(chosen.$from.parent.textContent).toBe(from);
  expect(chosen.$to.parent.textContent).toBe(to);
  return can ? outline(now) : "nothing";
}

describe("moving blocks among their like", () => {
  it("goes past the neighbour, and the caret with it", () => {
    expect(moved("up", ["one", "two", "three"], "two")).toBe("two one three");
    expect(moved("down", ["one", "two", "three"], "two")).toBe("one three two");
  });

  it("moves several chosen blocks together", () => {
    expect(moved("up", ["one", "two", "three"], "two", "three")).toBe("two three one");
  });

  it("does nothing at the edge of the page", () => {
    expect(moved("up", ["one", "two"], "one")).toBe("nothing");
    expect(moved("down", ["one", "two"], "two")).toBe("nothing");
    expect(moved("up", [ul("one", "two")], "one")).toBe("nothing");
    expect(moved("down", [ul("one", "two")], "two")).toBe("nothing");
  });

  it("moves an item with what hangs below it, and a table as a whole", () => {
    expect(moved("up", [ul("a", li("b", ul("b1")))], "b")).toBe("ul(li(b ul(li(b1))) li(a))");
    expect(moved("up", ["a", table("x")], "x")).toBe("table(tableRow(tableCell(x))) a");
  });
});

describe("moving an item at the edge of its list", () => {
  it("goes past the block beyond it, and stays an item", () => {
    expect(moved("down", [ul("a", "b"), "end", "more"], "b")).toBe("ul(li(a)) end ul(li(b)) more");
    expect(moved("up", ["top", ul("a", "b")], "a")).toBe("ul(li(a)) top ul(li(b))");
    expect(moved("down", [ol("a", "b"), "end"], "b")).toBe("ol(li(a)) end ol(li(b))");
    expect(moved("down", [node("taskList", task("a", false), task("b", true)), "end"], "b")).toBe(
      "tasks(task(a)) end tasks(task✓(b))",
    );
  });

  it("comes back by the opposite key", () => {
    expect(moved("up", [ul("a"), "end", ul("b")], "b")).toBe("ul(li(a) li(b)) end");
    expect(moved("down", [ul("a"), "top", ul("b")], "a")).toBe("top ul(li(a) li(b))");
  });

  it("goes into the list of its kind behind what it passes", () => {
    expect(moved("down", [ul("a", "b"), "end", ul("c")], "b")).toBe("ul(li(a)) end ul(li(b) li(c))");
  });

  it("goes into the list right behind its own, past one item, and becomes one of it", () => {
    expect(moved("down", [ul("a", "b"), ol("c", "d")], "b")).toBe("ul(li(a)) ol(li(c) li(b) li(d))");
    expect(moved("up", [ul("a", "b"), ol("c", "d")], "c")).toBe("ul(li(a) li(c) li(b)) ol(li(d))");
    expect(moved("down", [ul("a"), node("taskList", task("b", true))], "a")).toBe("tasks(task✓(b) task(a))");
  });

  it("takes several chosen items along in one list", () => {
    expect(moved("down", [ul("a", "b", "c"), "end"], "b", "c")).toBe("ul(li(a)) end ul(li(b) li(c))");
    expect(moved("down", [ul("b", "c"), "end"], "b", "c")).toBe("end ul(li(b) li(c))");
  });

  it("goes out of a list within an item beside that item", () => {
    const nested = [ul(li("a", ul("x", "y")), "b")];
    expect(moved("down", nested, "y")).toBe("ul(li(a ul(li(x))) li(y) li(b))");
    expect(moved("up", nested, "x")).toBe("ul(li(x) li(a ul(li(y))) li(b))");
  });
});

describe("moving a block at the edge of a quote", () => {
  it("goes out of the quote, also at the end of the page", () => {
    expect(moved("down", [quote("a", "b")], "b")).toBe("quote(a) b");
    expect(moved("up", ["top", quote("a", "b")], "a")).toBe("top a quote(b)");
    expect(moved("down", [quote(ul("a", "b")), "end"], "b")).toBe("quote(ul(li(a))) ul(li(b)) end");
  });
});
