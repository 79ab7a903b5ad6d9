/**
 * A page as lines, one for each block: what it stands in, what it is, what it says: `ul>li>p: Order compost`. The
 * same lines from what a browser shows and from what the server exports, so that the two can be compared.
 */
import type { Locator } from "@playwright/test";

/** As the text field shows it now. Lists of tasks are `tasks`; a checked task is `li✓`. */
export async function shownOutline(text: Locator): Promise<string[]> {
  return await text.first().evaluate((body) => {
    const leaves = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "img"]);
    const containers = new Set(["ul", "ol", "li", "blockquote", "table", "tr", "td", "th"]);
    const nameOf = (element: Element): string => {
      const name = element.localName;
      if (name === "ul" && element.getAttribute("data-type") === "taskList") return "tasks";
      if (name === "li" && element.getAttribute("data-checked") === "true") return "li✓";
      return name;
    };
    const textOf = (element: Element): string =>
      (element.querySelector("code") !== null && element.localName === "pre"
        ? (element.querySelector("code") as Element)
        : element
      ).textContent
        .replaceAll("\u2060", "")
        .trim();
    const lines: string[] = [];
    const walk = (element: Element, chain: readonly string[]) => {
      for (const child of element.children) {
        if (leaves.has(child.localName)) {
          lines.push(`${[...chain, child.localName].join(">")}: ${textOf(child)}`.trim());
        } else if (containers.has(child.localName)) walk(child, [...chain, nameOf(child)]);
        else if (child.getAttribute("contenteditable") !== "false" || child.querySelector("pre") !== null)
          walk(child, chain);
      }
    };
    walk(body, []);
    return lines;
  });
}

interface ExportedNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly ExportedNode[];
  readonly text?: string;
}

const containerNames: Readonly<Record<string, string>> = {
  bulletList: "ul",
  orderedList: "ol",
  taskList: "tasks",
  listItem: "li",
  taskItem: "li",
  blockquote: "blockquote",
  table: "table",
  tableRow: "tr",
  tableCell: "td",
  tableHeader: "th",
};
const leafNames: Readonly<Record<string, string>> = {
  paragraph: "p",
  codeBlock: "pre",
  horizontalRule: "hr",
  image: "img",
};

/** As the server exports it, from `format=json`. In a page the title is `h1`, so Heading 1 is `h2`. */
export function exportedOutline(json: string): string[] {
  const { body } = JSON.parse(json) as { body: ExportedNode };
  const lines: string[] = [];
  const walk = (node: ExportedNode, chain: readonly string[]) => {
    for (const child of node.content ?? []) {
      const container = containerNames[child.type];
      if (container !== undefined) walk(child, [...chain, child.attrs?.checked === true ? "li✓" : container]);
      else {
        const level = Math.min(6, Number(child.attrs?.level) + 1);
        const leaf = child.type === "heading" ? `h${level}` : leafNames[child.type];
        lines.push(`${[...chain, leaf].join(">")}: ${textOf(child).trim()}`.trim());
      }
    }
  };
  walk(body, []);
  return lines;
}

function textOf(node: ExportedNode): string {
  return node.text ?? (node.content ?? []).map(textOf).join("");
}
