/**
 * Builds loose nodes from a stream of openings, closings and text, as Markdown and the HTML inside it give them. Not
 * every opening meets its closing; `finish` returns all that was said. Pictures are blocks on a page, so a paragraph
 * or heading that holds one is split around it.
 */
import type { Loose } from "../schema/fit.js";
import { isSafeImage } from "../schema/safe-url.js";
import { splitLine, splitTasks } from "./split.js";

type Attributes = Readonly<Record<string, unknown>>;

/** node: as it is. line: a block of text, split around pictures. lines: its text becomes paragraphs in its parent. */
export type Kind = "node" | "line" | "lines";

interface Frame {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  readonly kind: Kind;
  /** The HTML tag that opened it; null for Markdown, which closes what it opens. */
  readonly tag: string | null;
  readonly children: Loose[];
  /** Children before this index are whole; text after it is a paragraph in the making. */
  settled: number;
  trim: boolean;
}

interface ActiveMark {
  readonly name: string;
  readonly attributes: Attributes;
  readonly tag: string | null;
}

/** More marks inside one another than anybody means; those beyond are not made, so that every text costs the same. */
const maxMarks = 50;

const hardBreak: Loose = { name: "hardBreak", attributes: {}, children: [] };

export class TreeBuilder {
  readonly #frames: Frame[] = [newFrame("doc", {}, "node", null)];
  #marks: ActiveMark[] = [];

  /** How many nodes are open. */
  get depth(): number {
    return this.#frames.length - 1;
  }

  /** The HTML tag of the innermost open node, or null. */
  get tag(): string | null {
    return this.#top.tag;
  }

  open(name: string, attributes: Attributes = {}, kind: Kind = "node", tag: string | null = null): void {
    if (tag !== null) this.#settleText();
    this.#frames.push(newFrame(name, attributes, kind, tag));
  }

  /** Closes the innermost node that Markdown opened, and everything that HTML left open in it. */
  close(): void {
    while (this.depth > 0 && this.#top.tag !== null) this.#end();
    if (this.depth > 0) this.#end();
  }

  /** Closes the nearest node that this tag opened; ignores a tag that opened none since Markdown's last opening. */
  closeTag(tag: string): void {
    const index = this.#frames.findLastIndex((frame) => frame.tag === null || frame.tag === tag);
    if (this.#frames[index]?.tag !== tag) return;
    while (this.#frames.length > index) this.#end();
  }

  /** Sets an attribute of the innermost open node. */
  set(attribute: string, value: unknown): void {
    this.#top.attributes[attribute] = value;
  }

  /** Makes a task of the bullet list item whose first line is open; false where there is none. */
  task(checked: boolean): boolean {
    const [list, item] = this.#frames.slice(-3);
    if (list?.name !== "bulletList" || !item) return false;
    item.attributes.checked = checked;
    // The line holds a box and is kept, even with no word behind it.
    this.#top.children.push({ text: "", marks: {} });
    return true;
  }

  text(text: string): void {
    if (text !== "") this.#top.children.push({ text, marks: this.#activeMarks() });
  }

  /** A blank as HTML and wrapped lines mean it: none at the beginning of a line. */
  blank(): void {
    if (this.#isInText) this.text(" ");
  }

  lineBreak(): void {
    this.#top.children.push(hardBreak);
  }

  /** Begins a new line unless this is the beginning of one; for blocks where only a line of text can be. */
  newLine(): void {
    this.#top.trim = true;
    if (this.#isInText) this.lineBreak();
  }

  /** A node without an end: rule, code block. */
  leaf(name: string, attributes: Attributes = {}, text = ""): void {
    this.#top.children.push({ name, attributes, children: text === "" ? [] : [{ text, marks: {} }] });
  }

  /** A picture; inside a link it keeps where that leads. One whose address no page takes is its alternative text. */
  picture(src: unknown, alt: string, title: string): void {
    const attributes = {
      src,
      alt: alt || null,
      title: title || null,
      href: this.#activeMarks().link?.href ?? null,
    };
    if (isSafeImage(src)) this.leaf("image", attributes);
    else this.text(alt);
  }

  mark(name: string, attributes: Attributes = {}, tag: string | null = null): void {
    if (this.#marks.length < maxMarks) this.#marks.push({ name, attributes, tag });
  }

  /** Ends the newest mark that Markdown, or where given this tag, began; ignores one that never began. */
  unmark(name: string | null, tag: string | null = null): void {
    const index = this.#marks.findLastIndex((one) => one.tag === tag && (name === null || one.name === name));
    if (index !== -1) this.#marks.splice(index, 1);
  }

  /** Ends all marks and makes paragraphs of loose text: nothing inline reaches beyond one block. */
  settle(): void {
    this.#marks = [];
    this.#settleText();
  }

  finish(): readonly Loose[] {
    while (this.depth > 0) this.#end();
    this.#settleText();
    return this.#top.children;
  }

  get #top(): Frame {
    const top = this.#frames[this.#frames.length - 1];
    if (!top) throw new Error("the outermost node is never closed");
    return top;
  }

  get #isInText(): boolean {
    const last = this.#top.children[this.#top.children.length - 1];
    return last !== undefined && "text" in last;
  }

  #activeMarks(): Record<string, Attributes> {
    return Object.fromEntries(this.#marks.map(({ name, attributes }) => [name, attributes]));
  }

  #settleText(): void {
    const { kind, tag, children, settled } = this.#top;
    if (kind === "line" || tag === "pre") return;
    for (const child of splitLine("paragraph", {}, children.splice(settled), true)) children.push(child);
    this.#top.settled = children.length;
  }

  #end(): void {
    if (this.#top.kind !== "line" && this.#top.tag !== null) this.#settleText();
    const frame = this.#frames.pop();
    if (!frame) return;
    const parent = this.#top;
    for (const node of whole(frame)) parent.children.push(node);
    parent.settled = parent.children.length;
  }
}

function newFrame(name: string, attributes: Attributes, kind: Kind, tag: string | null): Frame {
  return { name, attributes: { ...attributes }, kind, tag, children: [], settled: 0, trim: tag !== null };
}

function whole({ name, attributes, kind, children, trim }: Frame): readonly Loose[] {
  if (kind === "line") return splitLine(name, attributes, children, trim);
  if (kind === "lines") return children;
  return name === "bulletList" ? splitTasks(children) : [{ name, attributes, children }];
}
