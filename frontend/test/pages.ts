/**
 * Pages for tests of what is done to blocks: `page(p("one"), ul("two", li("three", ol("four"))))`, and how they are told:
 * "p(one) ul(li(p(two)) li(p(three) ol(li(p(four)))))". Where a block is wanted, words are a paragraph; where an item is,
 * an item with one.
 */
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { type Command, EditorState, TextSelection } from "@tiptap/pm/state";

type Part = string | object;

const node = (type: string, ...content: object[]) => ({ type, content });
const text = (words: string) => (words === "" ? [] : [{ type: "text", text: words }]);
export const p = (words = "") => node("paragraph", ...text(words));
const blocks = (parts: readonly Part[]) => parts.map((part) => (typeof part === "string" ? p(part) : part));

export const li = (...parts: Part[]) => node("listItem", ...blocks(parts));
export const ti = (...parts: Part[]) => node("taskItem", ...blocks(parts));
export const done = (...parts: Part[]) => ({ ...ti(...parts), attrs: { checked: true } });
const list =
  (type: string, item: (words: string) => object) =>
  (...parts: Part[]) =>
    node(type, ...parts.map((part) => (typeof part === "string" ? item(part) : part)));
export const ul = list("bulletList", li);
export const ol = list("orderedList", li);
export const tl = list("taskList", ti);

export const quote = (...parts: Part[]) => node("blockquote", ...blocks(parts));
export const code = (words: string) => node("codeBlock", ...text(words));
export const head = (words: string) => ({ ...node("heading", ...text(words)), attrs: { level: 2 } });
export const rule = { type: "horizontalRule" };
/** Of one row. */
export const table = (...cells: Part[]) =>
  node("table", node("tableRow", ...blocks(cells).map((cell) => node("tableCell", cell))));

export const page = (...parts: Part[]): Node =>
  pageSchema.nodeFromJSON({ type: "doc", content: blocks(parts) });

/** Before the first text that has these words, at their beginning; -1 where there is none. */
export function positionOf(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((child, pos) => {
    const at = child.text?.indexOf(words) ?? -1;
    if (found < 0 && at >= 0) found = pos + at;
  });
  return found;
}

/** A page with all from the beginning of the first words to the end of the others chosen. */
export function choosing(doc: Node, from: string, to = from): EditorState {
  const [start, end] = [positionOf(doc, from), positionOf(doc, to) + to.length];
  return EditorState.create({ doc, selection: TextSelection.create(doc, start, end) });
}

/** What the command leaves, a page that the schema allows; the state itself where the command is none for it. */
export function after(state: EditorState, command: Command): EditorState {
  let next = state;
  const taken = command(state, (tr) => {
    next = state.apply(tr);
  });
  if (command(state) !== taken) throw new Error("the command says otherwise when it is only asked");
  next.doc.check();
  return next;
}

const short: Readonly<Record<string, string>> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  taskList: "tl",
  listItem: "li",
  taskItem: "ti",
  blockquote: "quote",
  codeBlock: "code",
  horizontalRule: "hr",
  heading: "h",
  tableRow: "row",
  tableCell: "cell",
};

/** `caret` is shown as "|" in its text, a done task as "ti✓". */
export function shape(parent: Node, caret = -1, start = 0): string {
  const parts: string[] = [];
  parent.forEach((child, offset) => {
    const at = start + offset + 1;
    const name = `${short[child.type.name] ?? child.type.name}${child.attrs.level ?? ""}${child.attrs.checked ? "✓" : ""}`;
    const [words, place] = [child.textContent, caret - at];
    const isHere = place >= 0 && place <= child.content.size;
    if (child.isTextblock)
      parts.push(`${name}(${isHere ? `${words.slice(0, place)}|${words.slice(place)}` : words})`);
    else parts.push(child.isLeaf ? name : `${name}(${shape(child, caret, at)})`);
  });
  return parts.join(" ");
}
