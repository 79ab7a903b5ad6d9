/**
 * The HTML that people put into Markdown: pictures with sizes, centred headings, `<br>`, `<details>`, tables. What a
 * page has a node or mark for becomes one; tags that only arrange or decorate vanish around their content; a tag that
 * HTML does not know (`Promise<void>`), or that would run or hide something (`<script>`), stays as text.
 */
import { isLanguage } from "../schema/attribute-rules.js";
import { type HtmlTag, htmlPieces } from "./html-pieces.js";
import type { Kind, TreeBuilder } from "./tree-builder.js";

const marks: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  cite: "italic",
  dfn: "italic",
  var: "italic",
  s: "strike",
  del: "strike",
  strike: "strike",
  u: "underline",
  ins: "underline",
  mark: "highlight",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
  a: "link",
};

const nodes: Readonly<Record<string, readonly [name: string, kind: Kind]>> = {
  h1: ["heading", "line"],
  h2: ["heading", "line"],
  h3: ["heading", "line"],
  h4: ["heading", "line"],
  h5: ["heading", "line"],
  h6: ["heading", "line"],
  ul: ["bulletList", "node"],
  menu: ["bulletList", "node"],
  ol: ["orderedList", "node"],
  li: ["listItem", "node"],
  blockquote: ["blockquote", "node"],
  pre: ["codeBlock", "node"],
  table: ["table", "node"],
  tr: ["tableRow", "node"],
  td: ["tableCell", "node"],
  th: ["tableHeader", "node"],
};

/** Blocks that only hold others: their text becomes paragraphs. */
const holders: ReadonlySet<string> = new Set(
  (
    "address article aside caption center dd details dialog div dl dt fieldset figcaption figure footer form header " +
    "hgroup legend main nav p section summary"
  ).split(" "),
);

/** Tags that leave nothing of themselves. */
const ignored: ReadonlySet<string> = new Set(
  (
    "abbr acronym area audio bdi bdo big body button col colgroup data datalist font head html input label map " +
    "meter nobr optgroup option output picture progress q rp rt ruby select small source span sub sup svg path g " +
    "tbody tfoot thead time track video wbr"
  ).split(" "),
);

/** An opening tag closes these, where one of them is the innermost open node. */
const closedBy: Readonly<Record<string, readonly string[]>> = {
  li: ["li", "p"],
  p: ["p"],
  td: ["td", "th", "p"],
  th: ["td", "th", "p"],
  tr: ["td", "th", "tr"],
  dt: ["dd", "dt"],
  dd: ["dd", "dt"],
};

export class HtmlReader {
  readonly #builder: TreeBuilder;
  readonly #maxOpen: number;

  constructor(builder: TreeBuilder, maxOpen: number) {
    this.#builder = builder;
    this.#maxOpen = maxOpen;
  }

  /** A block of HTML; what it opens may be closed by a later one. */
  block(html: string): void {
    this.#builder.settle();
    for (const piece of htmlPieces(html)) {
      if (typeof piece === "string") this.#text(piece);
      else if (!this.#readPhrase(piece)) this.#readBlockTag(piece);
    }
    this.#builder.settle();
  }

  /** One tag or comment inside a line of text. */
  inline(html: string): void {
    for (const piece of htmlPieces(html)) {
      if (typeof piece === "string") this.#builder.text(piece);
      else if (!this.#readPhrase(piece)) this.#builder.newLine();
    }
  }

  #text(text: string): void {
    if (this.#builder.tag === "pre") {
      this.#builder.text(text);
      return;
    }
    const words = text.split(/[ \t\r\n\f]+/);
    for (const [index, word] of words.entries()) {
      if (index > 0) this.#builder.blank();
      this.#builder.text(word);
    }
  }

  /** Takes a tag that may stand in a line; false where it is a block's. */
  #readPhrase(piece: HtmlTag): boolean {
    const { tag, closing, attributes, source } = piece;
    const builder = this.#builder;
    const mark = Object.hasOwn(marks, tag) ? marks[tag] : undefined;
    if (tag === "br") {
      builder.lineBreak();
    } else if (tag === "img") {
      const alt = attributes.get("alt") ?? "";
      builder.picture(attributes.get("src"), alt.replace(/\s+/g, " ").trim(), attributes.get("title") ?? "");
    } else if (mark !== undefined && builder.tag === "pre") {
      this.#readLanguage(piece);
    } else if (mark !== undefined && closing) {
      builder.unmark(null, tag);
    } else if (mark !== undefined) {
      builder.mark(mark, mark === "link" ? linkAttributes(attributes) : {}, tag);
    } else if (tag === "hr" || Object.hasOwn(nodes, tag) || holders.has(tag)) {
      return false;
    } else if (!ignored.has(tag)) {
      builder.text(source);
    }
    return true;
  }

  #readBlockTag({ tag, closing, attributes }: HtmlTag): void {
    const builder = this.#builder;
    if (tag === "hr") {
      builder.leaf("horizontalRule");
      return;
    }
    if (closing) {
      builder.closeTag(tag);
      return;
    }
    const ends = closedBy[tag] ?? [];
    while (builder.tag !== null && ends.includes(builder.tag)) builder.closeTag(builder.tag);
    // Deeper than anybody means: the content goes on in the node that is open.
    if (builder.depth >= this.#maxOpen) return;
    const [name, kind] = (Object.hasOwn(nodes, tag) ? nodes[tag] : undefined) ?? ["", "lines"];
    builder.open(name, nodeAttributes(tag, attributes), kind, tag);
  }

  /** `<pre><code class="language-js">` */
  #readLanguage({ attributes }: HtmlTag): void {
    const language = /(?:^|\s)language-(\S+)/.exec(attributes.get("class") ?? "")?.[1];
    if (isLanguage(language)) this.#builder.set("language", language);
  }
}

function linkAttributes(attributes: ReadonlyMap<string, string>): Record<string, unknown> {
  return { href: attributes.get("href"), title: attributes.get("title") || null };
}

function nodeAttributes(tag: string, attributes: ReadonlyMap<string, string>): Record<string, unknown> {
  const number = (name: string): number => Number(attributes.get(name) ?? 1);
  if (/^h[1-6]$/.test(tag)) return { level: Number(tag.slice(1)) };
  if (tag === "ol") return { start: number("start") };
  if (tag !== "td" && tag !== "th") return {};
  return {
    colspan: number("colspan"),
    rowspan: number("rowspan"),
    align: attributes.get("align")?.toLowerCase(),
  };
}
