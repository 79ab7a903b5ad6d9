/**
 * What other ProseMirror editors call the nodes and marks that pages have: prosemirror-schema-basic and -markdown (and
 * the y-prosemirror demos), Milkdown, and Tiptap's own nodes that are words and nothing else.
 */
import type { Loose, LooseNode } from "../schema/fit.js";

const nodeNames = new Map<string, string>([
  ["bullet_list", "bulletList"],
  ["ordered_list", "orderedList"],
  ["list_item", "listItem"],
  ["task_list", "taskList"],
  ["task_item", "taskItem"],
  ["code_block", "codeBlock"],
  ["horizontal_rule", "horizontalRule"],
  ["hr", "horizontalRule"],
  ["hard_break", "hardBreak"],
  ["hardbreak", "hardBreak"],
  ["table_row", "tableRow"],
  ["table_header_row", "tableRow"],
  ["table_cell", "tableCell"],
  ["table_header", "tableHeader"],
]);

const markNames = new Map<string, string>([
  ["strong", "bold"],
  ["em", "italic"],
  ["emphasis", "italic"],
  ["s", "strike"],
  ["strikethrough", "strike"],
  ["strike_through", "strike"],
  ["u", "underline"],
  ["inlineCode", "code"],
]);

/** Attributes that are called otherwise, by the page's name of their node. */
const attributeNames = new Map<string, string>([
  ["orderedList.order", "start"],
  ["codeBlock.params", "language"],
]);

/** Nodes without text of their own that stand for words: which attributes hold them. */
const wordAttributes = new Map<string, readonly string[]>([
  ["mention", ["label", "id"]],
  ["emoji", ["name"]],
  ["inlineMath", ["latex"]],
  ["blockMath", ["latex"]],
]);

/** The same tree in the page's words; what nobody here knows stays as it is. */
export function translate(loose: Loose): Loose {
  if ("text" in loose) return { text: loose.text, marks: renamed(loose.marks, markNames) };
  const name = nodeNames.get(loose.name) ?? loose.name;
  const own = new Map(
    Object.keys(loose.attributes).map((key) => [key, attributeNames.get(`${name}.${key}`) ?? key]),
  );
  const children = loose.children.map(translate);
  return { name, attributes: renamed(loose.attributes, own), children: [...wordsOf(loose), ...children] };
}

function renamed(
  record: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [names.get(key) ?? key, value]));
}

function wordsOf({ name, attributes, children }: LooseNode): Loose[] {
  const keys = children.length === 0 ? (wordAttributes.get(name) ?? []) : [];
  const words = keys.map((key) => attributes[key]).find((value) => typeof value === "string" && value !== "");
  if (typeof words !== "string") return [];
  const text = name === "mention" ? `@${words}` : name === "emoji" ? `:${words}:` : words;
  return [{ text, marks: {} }];
}
