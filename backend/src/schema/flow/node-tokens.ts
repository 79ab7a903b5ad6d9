/** What a drawn textblock holds, position by position. */
import type { Node } from "@tiptap/pm/model";

const texts = new WeakMap<Node, string>();

/** One code unit per position of a textblock's content. */
export function tokens(node: Node): string {
  let text = texts.get(node);
  if (text === undefined) {
    text = node.textBetween(0, node.content.size, undefined, "\ufffc");
    texts.set(node, text);
  }
  return text;
}

/** True where both hold the same from there on: text whatever its marks, and leaves with the same attributes. */
export function sameTokens(a: Node, aOffset: number, b: Node, bOffset: number, length: number): boolean {
  const one = tokens(a).slice(aOffset, aOffset + length);
  if (one !== tokens(b).slice(bOffset, bOffset + length)) return false;
  for (let i = one.indexOf("\ufffc"); i !== -1; i = one.indexOf("\ufffc", i + 1)) {
    const left = a.nodeAt(aOffset + i);
    const right = b.nodeAt(bOffset + i);
    if (left?.isText && right?.isText) continue;
    if (
      !left ||
      !right ||
      left.type !== right.type ||
      JSON.stringify(left.attrs) !== JSON.stringify(right.attrs)
    )
      return false;
  }
  return true;
}

/** The tokens as they would read in code. */
export const lines = (node: Node): string =>
  node.textBetween(0, node.content.size, undefined, ({ type }) =>
    type.name === "hardBreak" ? "\n" : "\ufffc",
  );
