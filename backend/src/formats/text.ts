/** A page as plain text: title, then a blank line between blocks. Marks go, lists and tables keep their shape. */
import type { Node } from "@tiptap/pm/model";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { tableGrid } from "./table-grid.js";

/** The page as text, ending with a line end. Throws RangeError where `page.body` is no page. */
export function pageToText(page: Page): string {
  const body = pageSchema.nodeFromJSON(page.body);
  return `${[page.title, blocks(body, "\n\n")].filter((part) => part !== "").join("\n\n")}\n`;
}

function blocks(parent: Node, between: string): string {
  return parent.children
    .map(block)
    .filter((part) => part !== "")
    .join(between);
}

function block(node: Node): string {
  switch (node.type.name) {
    case "blockquote":
      return indented(blocks(node, "\n\n"), "  ", "  ");
    case "bulletList":
    case "orderedList":
    case "taskList":
      return node.children.map((item, index) => listItem(node, item, index)).join("\n");
    case "table":
      return tableGrid(node)
        .map((row) => row.map((cell) => (cell ? blocks(cell, " ").replace(/\s+/g, " ") : "")).join("\t"))
        .join("\n");
    case "image":
      return typeof node.attrs.alt === "string" ? node.attrs.alt : "";
    case "horizontalRule":
      return "---";
    default:
      return node.isTextblock ? node.textBetween(0, node.content.size, "", "\n") : blocks(node, "\n\n");
  }
}

function listItem(list: Node, item: Node, index: number): string {
  const marker = item.type.name === "taskItem" ? (item.attrs.checked ? "[x] " : "[ ] ") : "- ";
  const own = list.type.name === "orderedList" ? `${Number(list.attrs.start) + index}. ` : marker;
  return indented(blocks(item, "\n"), own, " ".repeat(own.length)).trimEnd();
}

function indented(text: string, first: string, others: string): string {
  const lines = text.split("\n");
  return lines.map((line, index) => (index === 0 ? first : line === "" ? "" : others) + line).join("\n");
}
