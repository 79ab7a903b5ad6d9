/**
 * Lists as Word copies them, made into lists: paragraphs that only their style says to be items, each with its bullet
 * or number as text. Word on the web and others copy lists as such.
 */

/** A list that is being filled; `level` counts from 1. */
interface Open {
  readonly list: Element;
  readonly level: number;
}

/** The same HTML where there is nothing of Word's in it. */
export function wordLists(html: string): string {
  if (!html.includes("mso-list")) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  let open: Open[] = [];
  for (const paragraph of page.querySelectorAll("p[style*=mso-list]")) {
    const level = Number(/mso-list:[^;]*\blevel(\d)/.exec(paragraph.getAttribute("style") ?? "")?.[1]);
    if (!level) continue;
    if (paragraph.previousElementSibling !== open[0]?.list) open = [];
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop();
    const mark = paragraph.querySelector("[style*='mso-list:Ignore' i]");
    const sign = mark?.textContent?.trim() ?? "";
    mark?.remove();
    const kind = /^\(?[\p{L}\p{N}]+[.)]/u.test(sign) ? "ol" : "ul";
    if (open.at(-1)?.level === level && open.at(-1)?.list.localName !== kind) open.pop();
    if ((open.at(-1)?.level ?? 0) < level) {
      const list = page.createElement(kind);
      const start = /\d+/.exec(sign)?.[0];
      if (kind === "ol" && start !== undefined) list.setAttribute("start", start);
      const around = open.at(-1)?.list.lastElementChild;
      if (around) around.append(list);
      else paragraph.before(list);
      open.push({ list, level });
    }
    const item = page.createElement("li");
    open.at(-1)?.list.append(item);
    item.append(paragraph);
  }
  return page.body.innerHTML;
}
