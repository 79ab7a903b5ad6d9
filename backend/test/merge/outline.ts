/**
 * A page as lines, one per block: the way to it and its text, as in `ul>li>p: milk` or `table>r0c1>p: 7`. Marks
 * stand in the text as `[bold:…]` where they are asked for.
 */
import type { Node } from "@tiptap/pm/model";
import { TableMap } from "@tiptap/pm/tables";

const shortNames: Readonly<Record<string, string>> = {
  paragraph: "p",
  codeBlock: "code",
  horizontalRule: "rule",
  bulletList: "ul",
  orderedList: "ol",
  taskList: "tl",
  listItem: "li",
  blockquote: "quote",
};

export interface Line {
  readonly path: string;
  readonly text: string;
  readonly marked: string;
}

export function readLines(doc: Node): Line[] {
  const lines: Line[] = [];
  const walk = (node: Node, path: readonly string[]) => {
    if (node.isTextblock || node.isLeaf) {
      lines.push({ path: path.join(">"), text: readText(node, false), marked: readText(node, true) });
      return;
    }
    if (node.type.name === "table") {
      const map = TableMap.get(node);
      node.descendants((cell, pos) => {
        if (cell.type.name === "tableRow") return true;
        const { left, top, right, bottom } = map.findCell(pos);
        const span = right - left > 1 || bottom - top > 1 ? `(${right - left}x${bottom - top})` : "";
        const kind = cell.type.name === "tableHeader" ? "h" : "";
        cell.forEach((child) => {
          walk(child, [...path, `r${top}c${left}${kind}${span}`, nameOf(child)]);
        });
        return false;
      });
      return;
    }
    node.forEach((child) => {
      walk(child, [...path, nameOf(child)]);
    });
  };
  walk(doc, []);
  return lines;
}

/** Comparable at a glance in a failing test. */
export const outline = (doc: Node): string[] =>
  readLines(doc).map(({ path, marked }) => `${path}: ${marked}`.trim());

function nameOf(node: Node): string {
  const { name } = node.type;
  if (name === "heading") return `h${node.attrs.level}`;
  if (name === "taskItem") return node.attrs.checked ? "done" : "ti";
  return shortNames[name] ?? name;
}

function readText(block: Node, marks: boolean): string {
  if (block.type.name === "image") return String(block.attrs.alt ?? "");
  let text = "";
  block.forEach((node) => {
    const own = node.isText
      ? (node.text ?? "")
      : node.type.name === "hardBreak"
        ? "↵"
        : `<${node.type.name}>`;
    const names = node.marks.map(({ type, attrs }) => (type.name === "link" ? attrs.href : type.name));
    text += marks && names.length > 0 ? `[${names.join("+")}:${own}]` : own;
  });
  return text;
}
