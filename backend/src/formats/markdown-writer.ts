/**
 * A body as Markdown that reads back as the same body, as far as Markdown can say it. What it cannot: merged cells
 * (their text stays, in the first), blocks in cells (joined by `<br>`), heads in columns, numbering by letters.
 */
import type { Node } from "@tiptap/pm/model";
import { isLanguage } from "../schema/attribute-rules.js";
import { isSafeImage, isSafeLink } from "../schema/safe-url.js";
import { longestRun, markdownLine, markdownText, target } from "./markdown-line.js";
import { tableGrid } from "./table-grid.js";

/** More digits make no list. */
const maxNumber = 999_999_999;

/** The blocks in Markdown, without a line end behind the last. Empty paragraphs at the very end are left out. */
export function writeMarkdown(body: Node): string {
  const last = body.children.findLastIndex((node) => !isEmptyParagraph(node));
  return blocks(body.children.slice(0, last + 1));
}

function blocks(nodes: readonly Node[]): string {
  return nodes.map((_, index) => block(nodes, index)).join("\n\n");
}

function block(siblings: readonly Node[], index: number): string {
  const node = siblings[index];
  if (!node) return "";
  switch (node.type.name) {
    case "paragraph":
      return markdownLine(node, { oneLine: false }) || "<br>";
    case "heading":
      return `${"#".repeat(node.attrs.level)} ${markdownLine(node, { oneLine: true })}`.trimEnd();
    case "codeBlock":
      return fenced(node);
    case "blockquote":
      return indented(holdsNothing(node) ? "" : blocks(node.children), "> ", ">");
    case "bulletList":
    case "orderedList":
    case "taskList":
      return list(siblings, index);
    case "table":
      return table(node);
    case "image":
      return image(node);
    case "horizontalRule":
      // At a beginning `---` would open front matter, or be one rule together with a list's marker.
      return index === 0 ? "___" : "---";
    default:
      return blocks(node.children);
  }
}

function fenced(node: Node): string {
  const code = node.textContent.replace(/\r\n?/g, "\n").replaceAll("\0", "");
  const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
  const language = isLanguage(node.attrs.language) ? node.attrs.language : "";
  return `${fence}${language}\n${code === "" ? "" : `${code}\n`}${fence}`;
}

function image(node: Node): string {
  const { src, alt, title, href } = node.attrs;
  const words = markdownText(typeof alt === "string" ? alt : "", { oneLine: true });
  if (!isSafeImage(src)) return words;
  const picture = `![${words}](${target({ href: src, title })})`;
  return isSafeLink(href) ? `[${picture}](${target({ href })})` : picture;
}

function list(siblings: readonly Node[], index: number): string {
  const node = siblings[index];
  if (!node) return "";
  // Lists in a row would read as one if their markers were alike.
  const others = siblings.slice(0, index).reverse();
  const before = others.findIndex((other) => !isList(other));
  const isOdd = (before === -1 ? others.length : before) % 2 === 1;
  const start = Number(node.attrs.start);
  const isTight = node.children.every((item) => item.children.slice(1).every(isList));
  const items = node.children.map((item, position) => {
    const number = Math.min(start + position, maxNumber);
    const marker = Number.isInteger(number) ? `${number}${isOdd ? ")" : "."}` : isOdd ? "*" : "-";
    return indented(listItem(item, isTight), `${marker} `, " ".repeat(marker.length + 1));
  });
  return items.join(isTight ? "\n" : "\n\n");
}

function listItem(item: Node, isTight: boolean): string {
  const [first, second] = item.children;
  if (!first) return "";
  const box = item.type.name === "taskItem" ? (item.attrs.checked ? "[x] " : "[ ] ") : "";
  let written = (box + markdownLine(first, { oneLine: false })).trimEnd();
  if (written === "" && second) {
    // Every item begins with a paragraph; empty, it need not be written before a block that can stand first itself.
    if (second.type.name !== "paragraph" && !isList(second)) return blocks(item.children.slice(1));
    written = "<br>";
  }
  for (const [index, node] of item.children.entries()) {
    // A tag alone on its line reaches to the next blank one.
    const isClose = isTight && written !== "<br>" && canFollowText(node);
    if (index > 0) written += (isClose ? "\n" : "\n\n") + block(item.children, index);
  }
  return written;
}

/** True for a list that needs no blank line before it: only such a one ends a paragraph. */
function canFollowText(node: Node): boolean {
  const paragraph = node.firstChild?.firstChild;
  return (node.attrs.start ?? 1) === 1 && paragraph != null && !isEmptyParagraph(paragraph);
}

function table(node: Node): string {
  const grid = tableGrid(node).filter((row) => row.length > 0);
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (width === 0) return "";
  const [first = [], ...others] = grid;
  const hasHead = first.every((cell) => cell === null || cell.type.name === "tableHeader");
  const head = Array.from({ length: width }, (_, column) => (hasHead ? first[column] : null) ?? null);
  const rules = head.map((_, column) => alignments.get(first[column]?.attrs.align) ?? "---");
  const rows = [head, ...(hasHead ? others : grid)].map((row) =>
    row.map((cell) => (cell ? cellText(cell) : "")),
  );
  return [rows[0] ?? [], rules, ...rows.slice(1)].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const alignments: ReadonlyMap<unknown, string> = new Map([
  ["left", ":--"],
  ["center", ":-:"],
  ["right", "--:"],
]);

/** One line, whatever blocks the cell holds. */
function cellText(cell: Node): string {
  let written = "";
  let previous: Node | null = null;
  cell.descendants((node) => {
    const isImage = node.type.name === "image";
    if (!node.isTextblock && !isImage) return true;
    const text = isImage
      ? image(node)
      : node.type.spec.code
        ? codeLines(node)
        : markdownLine(node, { oneLine: true });
    if (text === "") return false;
    // A picture is a block of its own when it comes back, and needs no break around it.
    if (previous) written += isImage || previous.type.name === "image" ? " " : "<br>";
    written += text;
    previous = node;
    return false;
  });
  return written.replaceAll("|", "\\|");
}

function codeLines(node: Node): string {
  const code = node.type.schema.marks.code?.create();
  const lines = node.textContent.split("\n").filter((line) => line !== "");
  const written = lines.map((line) => {
    const text = node.type.schema.text(line, code ? [code] : []);
    return markdownLine(node.type.schema.node("paragraph", null, [text]), { oneLine: true });
  });
  return written.join("<br>");
}

function indented(text: string, first: string, others: string): string {
  const lines = text.split("\n").map((line, index) => {
    if (line === "") return (index === 0 ? first : others).trimEnd();
    return index === 0 || others.startsWith(">") ? first + line : others + line;
  });
  return lines.join("\n");
}

function isList(node: Node): boolean {
  return /^(?:bullet|ordered|task)List$/.test(node.type.name);
}

function isEmptyParagraph(node: Node): boolean {
  return node.type.name === "paragraph" && node.childCount === 0;
}

function holdsNothing(node: Node): boolean {
  return node.childCount === 1 && node.firstChild !== null && isEmptyParagraph(node.firstChild);
}
