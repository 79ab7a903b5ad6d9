/**
 * One block of text as one or more lines of Markdown. Delimiters cannot say everything that marks can (bold ending
 * inside a word, before a comma …), so each spelling is read back and the first that says the same is taken; the last
 * one uses tags and escapes everything. Nothing in the result runs: `<` is always escaped, unsafe links are text.
 */
import { Fragment, type Mark, type Node } from "@tiptap/pm/model";
import { pageSchema } from "../schema/page-schema.js";
import { isSafeLink } from "../schema/safe-url.js";
import { maxLineLength, parseMarkdown } from "./markdown-parser.js";

interface Spelling {
  readonly marks: Readonly<Record<string, readonly [open: string, close: string]>>;
  readonly escapesAll: boolean;
}

const tags = { underline: ["<u>", "</u>"], highlight: ["<mark>", "</mark>"] } as const;
const spellings: readonly Spelling[] = [
  { marks: { ...tags, bold: ["**", "**"], italic: ["*", "*"], strike: ["~~", "~~"] }, escapesAll: false },
  { marks: { ...tags, bold: ["**", "**"], italic: ["_", "_"], strike: ["~~", "~~"] }, escapesAll: false },
  {
    marks: { ...tags, bold: ["<strong>", "</strong>"], italic: ["<em>", "</em>"], strike: ["<s>", "</s>"] },
    escapesAll: true,
  },
];

/** Marks that do not show on blanks and that Markdown cannot put there. */
const tightMarks: readonly string[] = ["bold", "italic", "strike"];

export interface LineOptions {
  /** True where no line end may stand, as in headings and cells: breaks become `<br>`. */
  readonly oneLine: boolean;
}

/** The inline content of `block` in Markdown; "" where it has none. */
export function markdownLine(block: Node, options: LineOptions): string {
  const nodes = readable(block.children);
  const [only] = nodes;
  if (!only) return "";
  if (
    nodes.length === 1 &&
    only.marks.length === 0 &&
    /^[A-Za-z](?:[A-Za-z0-9 ,.;()'"]*[A-Za-z0-9,.;)'"])?$/.test(only.text ?? "")
  ) {
    return only.text ?? "";
  }
  const meant = paragraphOf(nodes);
  let written = "";
  for (const spelling of spellings) {
    written = new LineWriter(spelling, options).write(nodes);
    // Longer lines are not read back, so they get the spelling that needs no checking.
    if (written.length > maxLineLength) continue;
    const read = parseMarkdown(written);
    if (read.childCount === 1 && read.child(0).eq(meant)) break;
  }
  return written;
}

/** A line without marks, as for a title. */
export function markdownText(text: string, options: LineOptions): string {
  return text === "" ? "" : markdownLine(paragraphOf([pageSchema.text(text)]), options);
}

function paragraphOf(nodes: readonly Node[]): Node {
  return pageSchema.node("paragraph", null, Fragment.from(nodes));
}

/** What Markdown can say of these nodes: no control characters, no line ends in text, no bold blanks at an edge. */
function readable(nodes: readonly Node[]): readonly Node[] {
  const pieces = nodes.flatMap((node) => {
    if (!node.isText) return [node];
    const text = (node.text ?? "").replace(/\r\n?|\n/g, " ").replace(/(?!\t)\p{Cc}/gu, "");
    const parts = isCode(node) ? [text] : (text.match(/\s+|\S+/g) ?? []);
    return parts.filter((part) => part !== "").map((part) => pageSchema.text(part, safeMarks(node.marks)));
  });
  let result = pieces;
  for (const name of tightMarks) {
    result = withoutLeadingBlanks(result, name);
    result = withoutLeadingBlanks(result.reverse(), name).reverse();
  }
  return Fragment.fromArray(result).content;
}

function safeMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((mark) => mark.type.name !== "link" || isSafeLink(mark.attrs.href));
}

function withoutLeadingBlanks(nodes: readonly Node[], name: string): Node[] {
  let inside = false;
  return nodes.map((node) => {
    const marked = node.marks.some((mark) => mark.type.name === name);
    const isBlank = !isCode(node) && node.isText && node.text?.trim() === "";
    inside = marked && (inside || !isBlank);
    return marked && !inside ? node.mark(node.marks.filter((mark) => mark.type.name !== name)) : node;
  });
}

function isCode(node: Node): boolean {
  return node.marks.some((mark) => mark.type.name === "code");
}

class LineWriter {
  readonly #spelling: Spelling;
  readonly #options: LineOptions;
  #open: Mark[] = [];
  #written = "";

  constructor(spelling: Spelling, options: LineOptions) {
    this.#spelling = spelling;
    this.#options = options;
  }

  write(nodes: readonly Node[]): string {
    if (nodes.every((node) => !node.isText)) return "<br>".repeat(nodes.length + 1);
    for (const [index, node] of nodes.entries()) {
      const isFirst = !nodes[index - 1]?.isText;
      const isLast = !nodes[index + 1]?.isText;
      this.#switchMarks(node, nodes.slice(index + 1, index + 50));
      if (!node.isText) this.#written += !this.#options.oneLine && !isFirst && !isLast ? "\\\n" : "<br>";
      else if (isCode(node)) this.#written += codeSpan(node.text ?? "");
      else this.#written += this.#escape(node.text ?? "", isFirst, isLast);
    }
    this.#close(0);
    return this.#written;
  }

  #switchMarks(node: Node, following: readonly Node[]): void {
    const wanted = node.marks.filter((mark) => mark.type.name !== "code");
    const kept = this.#open.findIndex((mark) => !mark.isInSet(wanted));
    this.#close(kept === -1 ? this.#open.length : kept);
    const reach = (mark: Mark): number => {
      const end = following.findIndex((next) => !mark.isInSet(next.marks));
      return end === -1 ? following.length : end;
    };
    const added = wanted.filter((mark) => !mark.isInSet(this.#open)).sort((a, b) => reach(b) - reach(a));
    for (const mark of added) {
      this.#written += mark.type.name === "link" ? "[" : (this.#spelling.marks[mark.type.name]?.[0] ?? "");
      this.#open.push(mark);
    }
  }

  #close(length: number): void {
    for (const mark of this.#open.splice(length).reverse()) {
      this.#written +=
        mark.type.name === "link"
          ? `](${target(mark.attrs)})`
          : (this.#spelling.marks[mark.type.name]?.[1] ?? "");
    }
  }

  #escape(text: string, isFirst: boolean, isLast: boolean): string {
    let escaped = this.#spelling.escapesAll ? text.replace(/[!-/:-@[-`{-~]/g, "\\$&") : escapeInline(text);
    if (!this.#spelling.escapesAll && isFirst) escaped = escapeLineStart(escaped);
    if (!this.#spelling.escapesAll && isLast) escaped = escaped.replace(/#+$/, "\\$&");
    // Markdown drops blanks at the edges of a line, but not those written as entities.
    if (isFirst) escaped = escaped.replace(/^\s/, entity);
    return isLast ? escaped.replace(/\s$/, entity) : escaped;
  }
}

function escapeInline(text: string): string {
  return text
    .replace(/[\\`*[\]<~]/g, "\\$&")
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replace(/&(?=[#A-Za-z])/g, "\\&")
    .replace(/!$/, "\\!")
    .replace(/(https?(?=:\/\/)|mailto(?=:)):/gi, "$1\\:");
}

function escapeLineStart(text: string): string {
  return text
    .replace(/^(?:[-+>|:=]|#{1,6}(?=[ \t]|$))/, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, "$1\\$2");
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 32};`;
}

function codeSpan(code: string): string {
  const fence = "`".repeat(1 + longestRun(code));
  const needsPadding = /^`|`$/.test(code) || (/^ .* $/s.test(code) && /[^ ]/.test(code));
  return needsPadding ? `${fence} ${code} ${fence}` : fence + code + fence;
}

/** The length of the longest run of backticks. */
export function longestRun(code: string): number {
  return (code.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Where a link or picture leads, with its title: what stands between the parentheses. */
export function target({ href, title }: { readonly href?: unknown; readonly title?: unknown }): string {
  const address = String(href)
    .replace(/\p{Cc}/gu, "")
    .replace(/[\\<>]|&(?=[#A-Za-z])/g, "\\$&");
  const isPlain = /^[^\s()]+$/.test(address);
  const written = isPlain ? address : `<${address}>`;
  if (typeof title !== "string" || title === "") return written;
  const words = title.replace(/\p{Cc}+/gu, " ").replace(/[\\"<]|&(?=[#A-Za-z])/g, "\\$&");
  return `${written} "${words}"`;
}
