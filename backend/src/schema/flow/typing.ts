/**
 * The everyday change, cheap: text typed or deleted inside one block. Does what `writeChange` would do, without
 * looking at the other blocks, and mends the drawing instead of drawing again.
 */
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import type { Kept } from "./align.js";
import type { Block } from "./blocks.js";
import type { Drawing, DrawnLeaf } from "./drawing.js";
import { writeMarks } from "./emit.js";
import { isPlain } from "./flow-text.js";
import { sameValue } from "./json.js";
import { seen } from "./leaf.js";
import { dividesCharacter, wholeCharacters } from "./surrogates.js";
import { type Attributes, noAttributes, runLength } from "./tokens.js";
import type { FlowParts } from "./write.js";

interface Typed {
  readonly leaf: DrawnLeaf & { readonly block: Block };
  /** Into the block as it is now. */
  readonly $inside: ResolvedPos;
  /** Offsets of seen tokens: what goes, and where. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly attributes: Attributes;
}

/** The new drawing; null where the change is of another kind, and nothing is written. Call it in a Yjs transaction. */
export function writeTyping(
  parts: FlowParts,
  before: Drawing,
  after: Node,
  kept: readonly Kept[],
): Drawing | null {
  const typed = readTyping(before, after, kept);
  if (typed === null) return null;
  const { leaf, $inside, from, to, text, attributes } = typed;
  const { blocks, renderer } = parts;
  const inBlock = locate(leaf.block, leaf, from, to);
  if (inBlock === null) return null;
  const index = blocks.startOf(leaf.block) + inBlock;
  // First: Yjs puts the letters that follow behind what is deleted there, and the first of them is to stand with them.
  if (to > from) parts.text.delete(index, to - from);
  if (text !== "") {
    // An attribute list costs Yjs a search from the beginning, which it needs anyway in a text with formatting.
    if (isPlain(parts.text) && attributes === noAttributes) parts.text.insert(index, text);
    else parts.text.insert(index, text, { ...attributes });
  }
  const ops = [
    ...(index > 0 ? [{ retain: index }] : []),
    ...(text === "" ? [] : [{ insert: text, attributes: { ...attributes } }]),
    ...(to > from ? [{ delete: to - from }] : []),
  ];
  blocks.apply(ops);
  renderer.leaf(leaf.block).adopt($inside.parent);
  return renderer.mend(before, leaf, $inside);
}

/** One range of one textblock became plain text of one formatting, as the steps say; null for everything else. */
function readTyping(before: Drawing, after: Node, kept: readonly Kept[]): Typed | null {
  const [head, tail] = kept;
  if (
    head === undefined ||
    tail === undefined ||
    kept.length !== 2 ||
    head.oldFrom !== 0 ||
    head.newFrom !== 0
  )
    return null;
  const size = before.doc.content.size;
  if (tail.oldFrom + tail.length !== size) return null;
  const oldFrom = head.length;
  const leaf = before.at(oldFrom - 1);
  if (
    leaf?.block == null ||
    leaf.tail ||
    before.isJoined(leaf) ||
    !leaf.node.isTextblock ||
    leaf.block.deleted ||
    leaf.block.marker === null
  )
    return null;
  const start = leaf.pos + 1;
  if (oldFrom < start || tail.oldFrom > start + leaf.node.content.size) return null;
  const $inside = after.resolve(start);
  const node = $inside.parent;
  if ($inside.parentOffset !== 0 || !node.sameMarkup(leaf.node)) return null;
  const from = oldFrom - start;
  const to = tail.oldFrom - start;
  const newTo = tail.newFrom - start;
  if (newTo < from || newTo > node.content.size) return null;
  const grown = node.content.size - leaf.node.content.size;
  if (newTo - from - (to - from) !== grown || after.content.size - size !== grown) return null;
  if (!node.content.cut(0, from).eq(leaf.node.content.cut(0, from))) return null;
  if (!node.content.cut(newTo).eq(leaf.node.content.cut(to))) return null;
  let text = "";
  let marks: Attributes | null = null;
  let plain = true;
  node.content.cut(from, newTo).forEach((child) => {
    const own = writeMarks(child.marks);
    if (!child.isText || (marks !== null && !sameValue(marks, own))) plain = false;
    marks = own;
    text += child.text ?? "";
  });
  if (!plain || wholeCharacters(text) !== text) return null;
  if (divides(leaf.node, from) || divides(leaf.node, to)) return null;
  return { leaf: leaf as Typed["leaf"], $inside, from, to, text, attributes: marks ?? noAttributes };
}

function divides(node: Node, at: number): boolean {
  if (at === 0 || at >= node.content.size) return false;
  return dividesCharacter(node.textBetween(at - 1, at + 1, undefined, "\ufffc"), 1);
}

/** Where the tokens from `from` to `to` begin, in the block; null where hidden ones lie between them. */
function locate(block: Block, leaf: DrawnLeaf, from: number, to: number): number | null {
  let index = 1;
  let offset = 0;
  let at = from === 0 ? index : null;
  let rest = to - from;
  for (const run of block.runs) {
    if (at !== null && rest <= 0) break;
    const length = runLength(run);
    if (!seen(run, leaf.node.type)) {
      if (at !== null) return null;
    } else {
      if (at === null && offset + length >= from) at = index + from - offset;
      if (at !== null) rest -= Math.max(0, Math.min(offset + length, to) - Math.max(offset, from));
      offset += length;
    }
    index += length;
  }
  return at !== null && rest <= 0 ? at : null;
}
