/**
 * Markdown (CommonMark with GFM's tables, strikethrough, task lists and autolinks) and the HTML inside it, to a valid
 * body. No text is lost: HTML that a page has no node for gives way to its content, unknown tags stay as text.
 */
import type { Node } from "@tiptap/pm/model";
import MarkdownIt, { type Token } from "markdown-it";
import { isLanguage } from "../schema/attribute-rules.js";
import { fitPage } from "../schema/fit.js";
import { maxContainers } from "../schema/flow/nesting.js";
import { Losses } from "../schema/losses.js";
import { HtmlReader } from "./html-reader.js";
import { TreeBuilder } from "./tree-builder.js";
import { UnreadableMarkdown } from "./unreadable-markdown.js";

/** UTF-16 units; converting this much takes a few seconds. */
export const maxLength = 2_000_000;
/** UTF-16 units in one block of text: brackets that nobody closes take the square of it. */
export const maxLineLength = 100_000;
/** Tags of HTML in each other, most of which leave no container on the page. */
const maxOpen = 256;

const parser = new MarkdownIt({ html: true, linkify: true });
// Addresses stay as they were written; which of them a page takes is decided in schema/safe-url.ts, text kept.
parser.normalizeLink = (url) => url;
parser.normalizeLinkText = (text) => text;
parser.validateLink = () => true;
// Only what says its scheme: README.md is a file, not a site in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
parser.linkify.add("//", null);
parser.core.ruler.after("block", "refuse_long_lines", ({ tokens }) => {
  if (!tokens.some(({ type, content }) => type === "inline" && content.length > maxLineLength)) return;
  throw new UnreadableMarkdown(
    `A paragraph is longer than ${maxLineLength / 1000},000 characters: put blank lines into it.`,
  );
});

/** Throws UnreadableMarkdown where the text is too long or nested too deeply. */
export function parseMarkdown(markdown: string): Node {
  if (markdown.length > maxLength) {
    throw new UnreadableMarkdown(
      `The Markdown is longer than ${maxLength / 1e6} million characters: split it.`,
    );
  }
  const builder = new TreeBuilder();
  const html = new HtmlReader(builder, maxOpen);
  const tokens = withoutEmptyHeads(parser.parse(markdown, {}));
  for (const [index, token] of tokens.entries()) {
    if (token.type === "html_block") html.block(token.content);
    else if (token.type === "inline")
      readLine(token, tokens[index - 2]?.type === "list_item_open", builder, html);
    else blocks.get(token.type)?.(builder, token);
  }
  const losses = new Losses();
  const body = fitPage(builder.finish(), losses);
  if (losses.tooDeep) throw tooDeep();
  return body;
}

/** A table must have a head in Markdown; an empty one stands for none. */
function withoutEmptyHeads(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  let skipped = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "thead_open") {
      let end = index;
      while (end < tokens.length && tokens[end]?.type !== "thead_close") end += 1;
      const isEmpty = tokens
        .slice(index, end)
        .every(({ type, content }) => type !== "inline" || content === "");
      if (isEmpty && tokens[end + 1]?.type === "tbody_open") skipped = end + 1;
    }
    if (index >= skipped) kept.push(token);
  }
  return kept;
}

type Reader = (builder: TreeBuilder, token: Token) => void;

const close: Reader = (builder) => builder.close();
const begin = (name: string): Reader => {
  return (builder) => builder.open(name);
};
const cell = (name: string): Reader => {
  return (builder, token) => {
    builder.open(name, { align: alignOf(token) });
    builder.open("paragraph", {}, "line");
  };
};
const closeCell: Reader = (builder) => {
  builder.close();
  builder.close();
};
const code: Reader = (builder, token) => {
  builder.leaf("codeBlock", { language: languageOf(token) }, token.content.replace(/\n$/, ""));
};

/** By type of token. Those of thead and tbody say nothing that the rows do not. */
const blocks: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["paragraph_open", (builder) => builder.open("paragraph", {}, "line")],
  ["paragraph_close", close],
  ["heading_open", (builder, { tag }) => builder.open("heading", { level: Number(tag.slice(1)) }, "line")],
  ["heading_close", close],
  ["bullet_list_open", begin("bulletList")],
  ["bullet_list_close", close],
  [
    "ordered_list_open",
    (builder, token) => builder.open("orderedList", { start: Number(token.attrGet("start") ?? 1) }),
  ],
  ["ordered_list_close", close],
  ["list_item_open", begin("listItem")],
  ["list_item_close", close],
  ["blockquote_open", begin("blockquote")],
  ["blockquote_close", close],
  ["table_open", begin("table")],
  ["table_close", close],
  ["tr_open", begin("tableRow")],
  ["tr_close", close],
  ["th_open", cell("tableHeader")],
  ["th_close", closeCell],
  ["td_open", cell("tableCell")],
  ["td_close", closeCell],
  ["fence", code],
  ["code_block", code],
  ["hr", (builder) => builder.leaf("horizontalRule")],
]);

const beginMark = (name: string): Reader => {
  return (builder) => builder.mark(name);
};
const endMark = (name: string): Reader => {
  return (builder) => builder.unmark(name);
};

const phrases: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["softbreak", (builder) => builder.blank()],
  ["hardbreak", (builder) => builder.lineBreak()],
  ["strong_open", beginMark("bold")],
  ["strong_close", endMark("bold")],
  ["em_open", beginMark("italic")],
  ["em_close", endMark("italic")],
  ["s_open", beginMark("strike")],
  ["s_close", endMark("strike")],
  [
    "code_inline",
    (builder, token) => {
      builder.mark("code");
      builder.text(token.content);
      builder.unmark("code");
    },
  ],
  [
    "link_open",
    (builder, token) => builder.mark("link", { href: token.attrGet("href"), title: token.attrGet("title") }),
  ],
  ["link_close", endMark("link")],
  [
    "image",
    (builder, token) =>
      builder.picture(
        token.attrGet("src"),
        plainText(token.children ?? []),
        String(token.attrGet("title") ?? ""),
      ),
  ],
]);

function readLine(line: Token, isFirstInItem: boolean, builder: TreeBuilder, html: HtmlReader): void {
  const children = line.children ?? [];
  const box = isFirstInItem ? /^\[([ xX])\](?:[ \t]+|(?=\n)|$)/.exec(line.content) : null;
  const first = children[0];
  if (box && first?.type === "text" && first.content.startsWith(box[0]) && builder.task(box[1] !== " ")) {
    first.content = first.content.slice(box[0].length);
  }
  for (const token of children) {
    const reader = phrases.get(token.type);
    if (reader) reader(builder, token);
    else if (token.type === "html_inline") html.inline(token.content);
    else builder.text(token.content);
  }
  builder.settle();
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "softbreak" || token.type === "hardbreak") return " ";
      return token.type === "image" ? plainText(token.children ?? []) : token.content;
    })
    .join("");
}

function alignOf(token: Token): string | null {
  return /text-align:(left|center|right)/.exec(String(token.attrGet("style") ?? ""))?.[1] ?? null;
}

/** The first word behind the fence. */
function languageOf(token: Token): string | null {
  const word =
    parser.utils
      .unescapeAll(token.info)
      .trim()
      .split(/[\s,{]/, 1)[0] ?? "";
  return isLanguage(word) ? word : null;
}

function tooDeep(): UnreadableMarkdown {
  return new UnreadableMarkdown(
    `The Markdown is nested too deeply: a page has ${maxContainers / 2} levels of lists, or ${maxContainers} of quotes.`,
  );
}
