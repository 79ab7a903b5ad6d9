/**
 * What is copied, as plain text: a line for each block, tabs between the cells of a row, list marks as one would type
 * them. Pure.
 */
import type { Node, Slice } from "@tiptap/pm/model";

/** Words from within one block are only themselves: who copies a word of an item wants no mark before it. */
export function clipboardText({ content, openStart }: Slice): string {
  let { firstChild, childCount } = content;
  for (let depth = openStart; depth > 0 && childCount === 1 && firstChild !== null; depth--) {
    if (firstChild.isTextblock) return blockText(firstChild);
    ({ firstChild, childCount } = firstChild);
  }
  return lines(content.content);
}

const lines = (nodes: readonly Node[]): string => nodes.map(blockText).join("\n");

function blockText(node: Node): string {
  switch (node.type.name) {
    case "bulletList":
    case "orderedList":
    case "taskList":
      return node.children.map((item, index) => marked(item, markOf(node, item, index))).join("\n");
    case "tableRow":
      return node.children.map((cell) => lines(cell.children).replace(/\s+/g, " ")).join("\t");
    case "image":
      return typeof node.attrs.alt === "string" ? node.attrs.alt : "";
    case "horizontalRule":
      return "---";
    default:
      if (node.isText) return node.text ?? "";
      return node.isTextblock ? node.textBetween(0, node.content.size, "", "\n") : lines(node.children);
  }
}

function markOf(list: Node, item: Node, index: number): string {
  if (list.type.name === "orderedList") return `${Number(list.attrs.start) + index}. `;
  return item.type.name === "taskItem" ? (item.attrs.checked ? "[x] " : "[ ] ") : "- ";
}

/** Everything below its first line hangs under the item's words. */
function marked(item: Node, mark: string): string {
  return mark + lines(item.children).replaceAll("\n", `\n${" ".repeat(mark.length)}`);
}
