/** HTML that other programs copy, told in the page's own words: what they mean by it, and not only what it says. */
import { wordLists } from "./word-lists.js";

const block = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, div";

/** The same HTML where there is nothing of theirs in it. */
export function pastedHtml(html: string): string {
  const told = wordLists(html);
  if (!/<br|checkbox/i.test(told)) return told;
  const page = new DOMParser().parseFromString(told, "text/html");
  // Google Docs copies an empty line as a break between two paragraphs, which have their distance anyway.
  for (const line of page.querySelectorAll("br")) if (isBetweenBlocks(line)) line.remove();
  for (const list of page.querySelectorAll("ul")) makeTasks(list);
  return page.body.innerHTML;
}

function isBetweenBlocks(line: Element): boolean {
  const beside = [beyond(line, "previousSibling"), beyond(line, "nextSibling")].filter((one) => one !== null);
  return beside.length > 0 && beside.every((one) => one instanceof Element && one.matches(block));
}

/** The next thing on this side that is neither empty nor another break. */
function beyond(line: Element, side: "previousSibling" | "nextSibling"): ChildNode | null {
  let at = line[side];
  while (at !== null && (at.nodeName === "BR" || (at.nodeName === "#text" && !at.nodeValue?.trim())))
    at = at[side];
  return at;
}

/** A list of nothing but boxes to tick: Google Docs says so by a role, GitHub puts an input in each item. */
function makeTasks(list: Element): void {
  const items = [...list.querySelectorAll(":scope > li")].map((item) => ({ item, done: isDone(item) }));
  if (items.length === 0 || items.some(({ done }) => done === null)) return;
  list.setAttribute("data-type", "taskList");
  for (const { item, done } of items) {
    item.setAttribute("data-type", "taskItem");
    item.setAttribute("data-checked", String(done));
    item.querySelector(box)?.remove();
  }
}

const box = ":scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox]";

/** null where it has no box. */
function isDone(item: Element): boolean | null {
  if (item.getAttribute("role") === "checkbox") return item.getAttribute("aria-checked") === "true";
  return item.querySelector(box)?.hasAttribute("checked") ?? null;
}
