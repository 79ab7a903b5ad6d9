/**
 * A page as one HTML file that stands alone and does nothing: no script, handler or form; links and pictures by the
 * allow-list; everything else escaped. The title is the only `h1`, so headings go one level down.
 */
import type { Mark, Node } from "@tiptap/pm/model";
import { isLanguage } from "../schema/attribute-rules.js";
import type { Page } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { isSafeImage, isSafeLink } from "../schema/safe-url.js";

const style = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 45rem; margin: 3rem auto; padding: 0 1.25rem; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 0.5em; }
h1 { margin-top: 0; }
a { color: LinkText; }
img { max-width: 100%; height: auto; }
pre { overflow-x: auto; padding: 0.9rem 1rem; border-radius: 0.4rem; }
code { font: 0.9em ui-monospace, monospace; }
pre, :not(pre) > code { background: color-mix(in srgb, currentColor 8%, transparent); }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.25rem; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid color-mix(in srgb, currentColor 25%, transparent); }
table { border-collapse: collapse; max-width: 100%; }
td, th { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; }
td > :first-child, th > :first-child { margin-top: 0; }
td > :last-child, th > :last-child { margin-bottom: 0; }
ul.tasks { list-style: none; padding-inline-start: 0.25rem; }
ul.tasks > li { display: grid; grid-template-columns: 1.6rem 1fr; align-items: start; }
ul.tasks > li > input { width: 1rem; height: 1rem; margin: 0.3rem 0; }
li > p, ul.tasks > li > div > p { margin: 0.2em 0; }
ul.tasks > li > div > p:first-child { margin-top: 0; }
hr { border: 0; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); margin: 2em 0; }
@media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } }
`;

/** A complete document. Throws RangeError where `page.body` is no page. */
export function pageToHtml(page: Page): string {
  const body = pageSchema.nodeFromJSON(page.body);
  const title = escaped(page.title);
  return [
    "<!doctype html>",
    '<html><head><meta charset="utf-8">',
    // Should anything ever slip through, a browser still runs nothing in this file.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src * data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}</style></head>`,
    '<body dir="auto">',
    ...(title === "" ? [] : [`<h1 dir="auto">${title}</h1>`]),
    ...body.children.map(block),
    "</body></html>\n",
  ].join("\n");
}

function block(node: Node): string {
  switch (node.type.name) {
    case "paragraph":
      return `<p dir="auto">${line(node)}</p>`;
    case "heading": {
      const tag = `h${Math.min(Math.max(Number(node.attrs.level) || 1, 1) + 1, 6)}`;
      return `<${tag} dir="auto">${line(node)}</${tag}>`;
    }
    case "codeBlock": {
      const language = isLanguage(node.attrs.language)
        ? ` class="language-${escaped(node.attrs.language)}"`
        : "";
      // A line end right behind <pre> is not shown, so one is given away.
      return `<pre>\n<code${language}>${escaped(node.textContent)}</code></pre>`;
    }
    case "blockquote":
      return `<blockquote>\n${blocks(node)}\n</blockquote>`;
    case "bulletList":
      return `<ul>\n${blocks(node)}\n</ul>`;
    case "orderedList":
      return `<ol${number("start", node.attrs.start, 1)}${listType(node.attrs.type)}>\n${blocks(node)}\n</ol>`;
    case "listItem":
      return `<li>${blocks(node)}</li>`;
    case "taskList":
      return `<ul class="tasks">\n${blocks(node)}\n</ul>`;
    case "taskItem":
      return `<li><input type="checkbox" disabled${node.attrs.checked === true ? " checked" : ""}><div>${blocks(node)}</div></li>`;
    case "table":
      return `<table>\n${blocks(node)}\n</table>`;
    case "tableRow":
      return `<tr>${blocks(node)}</tr>`;
    case "tableHeader":
      return cell("th", node);
    case "tableCell":
      return cell("td", node);
    case "image":
      return image(node);
    case "horizontalRule":
      return "<hr>";
    default:
      return node.isInline ? phrase(node) : blocks(node);
  }
}

function blocks(node: Node): string {
  return node.children.map(block).join("\n");
}

function line(node: Node): string {
  return node.children.map(phrase).join("");
}

function phrase(node: Node): string {
  const inner = node.isText ? escaped(node.text ?? "") : node.type.name === "hardBreak" ? "<br>" : "";
  return node.marks.reduceRight((text, mark) => marked(text, mark), inner);
}

const tags: ReadonlyMap<string, string> = new Map([
  ["bold", "strong"],
  ["italic", "em"],
  ["underline", "u"],
  ["strike", "s"],
  ["code", "code"],
  ["highlight", "mark"],
]);

function marked(text: string, { type, attrs }: Mark): string {
  const tag = tags.get(type.name);
  if (tag) return `<${tag}>${text}</${tag}>`;
  if (type.name !== "link" || !isSafeLink(attrs.href)) return text;
  return `<a href="${escaped(attrs.href)}"${attribute("title", attrs.title)} rel="noopener noreferrer nofollow">${text}</a>`;
}

function image({ attrs }: Node): string {
  const alt = typeof attrs.alt === "string" ? attrs.alt : "";
  if (!isSafeImage(attrs.src)) return `<p dir="auto">${escaped(alt)}</p>`;
  const picture = `<img src="${escaped(attrs.src)}" alt="${escaped(alt)}"${attribute("title", attrs.title)}>`;
  if (!isSafeLink(attrs.href)) return `<p>${picture}</p>`;
  return `<p><a href="${escaped(attrs.href)}" rel="noopener noreferrer nofollow">${picture}</a></p>`;
}

function cell(tag: string, node: Node): string {
  const { colspan, rowspan, align } = node.attrs;
  const spans = number("colspan", colspan, 1) + number("rowspan", rowspan, 1);
  const side =
    align === "left" || align === "center" || align === "right" ? ` style="text-align: ${align}"` : "";
  return `<${tag}${spans}${side}>${blocks(node)}</${tag}>`;
}

function attribute(name: string, value: unknown): string {
  return typeof value === "string" && value !== "" ? ` ${name}="${escaped(value)}"` : "";
}

function number(name: string, value: unknown, normal: number): string {
  return Number.isSafeInteger(value) && value !== normal ? ` ${name}="${value}"` : "";
}

function listType(type: unknown): string {
  return typeof type === "string" && /^[1aAiI]$/.test(type) ? ` type="${type}"` : "";
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe as text and inside quoted attributes. Control characters, which HTML forbids, go. */
function escaped(text: string): string {
  return text.replace(/(?![\t\n])\p{Cc}/gu, "").replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
