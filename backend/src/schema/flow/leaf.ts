/**
 * How one block is drawn: which leaf node it becomes and which of its tokens are seen. Total, and one seen token
 * is one position in the node, so that an index in the text and a position in the page can be told from each other.
 */
import { Fragment, Mark, type Node, type NodeType, type Schema } from "@tiptap/pm/model";
import { attributeRules } from "../attribute-rules.js";
import type { Block } from "./blocks.js";
import { markerKeys, readLeafType } from "./names.js";
import type { Attributes, Marker, Run } from "./tokens.js";

export class Leaves {
  readonly schema: Schema;
  readonly paragraph: NodeType;
  readonly #drawn = new WeakMap<Block, { version: number; leaf: Leaf }>();

  constructor(schema: Schema) {
    this.schema = schema;
    const paragraph = schema.nodes.paragraph;
    if (paragraph === undefined) throw new Error("The flow needs a schema with a node named “paragraph”.");
    this.paragraph = paragraph;
  }

  /** Cached until the block changes. */
  of(block: Block): Leaf {
    const known = this.#drawn.get(block);
    if (known?.version === block.version) return known.leaf;
    const leaf = new Leaf(block, this);
    this.#drawn.set(block, { version: block.version, leaf });
    return leaf;
  }

  /** The block's node type as stored, or paragraph where the schema has no such leaf block. */
  type(name: string): NodeType {
    const type = Object.hasOwn(this.schema.nodes, name) ? this.schema.nodes[name] : undefined;
    return type?.isBlock && (type.isTextblock || type.isLeaf) ? type : this.paragraph;
  }
}

export class Leaf {
  readonly block: Block;
  readonly visible: boolean;
  /** "" is explicitly top level, null was never placed. */
  readonly parent: string | null;
  readonly type: NodeType;
  readonly attributes: Attributes;
  readonly #leaves: Leaves;
  readonly #nodes = new Map<NodeType, Node>();

  constructor(block: Block, leaves: Leaves) {
    this.block = block;
    this.#leaves = leaves;
    const spelt = readLeafType(block.marker?.get(markerKeys.type));
    const stored = leaves.type(spelt.name);
    const hasText = block.runs.some((run) => seen(run, leaves.paragraph));
    // A deleted rule that catches text draws the text, not the rule.
    this.type = block.deleted && stored.isLeaf ? leaves.paragraph : stored;
    this.attributes = readAttributes(block, this.type, spelt.attributes);
    this.visible = block.marker === null ? hasText : !block.deleted || hasText;
    this.parent = readParent(block.marker);
  }

  /** The leaf node, and behind an atom the paragraph of what was typed in it. */
  nodes(): readonly Node[] {
    if (!this.type.isLeaf) return [this.node(this.type)];
    const after = this.node(this.#leaves.paragraph);
    return after.content.size === 0 ? [this.node(this.type)] : [this.node(this.type), after];
  }

  /** Drawn as `type`; the same object until the block changes. */
  node(type: NodeType): Node {
    const known = this.#nodes.get(type);
    if (known !== undefined) return known;
    const node = type.create(this.attributes, type.isLeaf ? null : drawContent(this.block.runs, type));
    this.#nodes.set(type, node);
    return node;
  }

  /** True for a textblock that is to be drawn where the other, an older leaf of the same block, was. */
  standsLike(other: Leaf): boolean {
    return this.parent === other.parent && this.visible === other.visible && !this.type.isLeaf;
  }

  /** `node` is equal to what this leaf draws and stands in somebody's document: from now on it is what is drawn. */
  adopt(node: Node): void {
    this.#nodes.set(node.type, node);
  }
}

/** True where the token is drawn in a textblock of this type. */
export function seen(run: Run, type: NodeType): boolean {
  if (run.kind === "text") return true;
  return run.kind === "leaf" && drawLeaf(run, type) !== null;
}

function drawContent(runs: readonly Run[], type: NodeType): Fragment {
  const nodes: Node[] = [];
  for (const run of runs) {
    if (run.kind === "text") nodes.push(type.schema.text(run.text, readMarks(run.attributes, type)));
    else if (run.kind === "leaf") {
      const node = drawLeaf(run, type);
      if (node !== null) nodes.push(node);
    }
  }
  return Fragment.fromArray(joinText(nodes));
}

function drawLeaf(run: Run & { kind: "leaf" }, type: NodeType): Node | null {
  const { nodes } = type.schema;
  const leaf = Object.hasOwn(nodes, run.name) ? nodes[run.name] : undefined;
  if (leaf === undefined || !leaf.isInline || leaf.isText || !leaf.isLeaf) return null;
  if (type.contentMatch.matchType(leaf) !== null) {
    return leaf.create(fitAttributes(leaf, run.values), null, readMarks(run.attributes, type));
  }
  // A line break in code is a line break.
  return run.name === "hardBreak" && type.spec.code ? type.schema.text("\n") : null;
}

/** Neighbouring text of equal marks is one node, as ProseMirror wants it. */
function joinText(nodes: readonly Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (last?.isText && node.isText && Mark.sameSet(last.marks, node.marks)) {
      joined[joined.length - 1] = type(node, (last.text ?? "") + (node.text ?? ""));
    } else joined.push(node);
  }
  return joined;
}

const type = (node: Node, text: string): Node => node.type.schema.text(text, node.marks);

function readMarks(attributes: Attributes, type: NodeType): readonly Mark[] {
  let marks: readonly Mark[] = Mark.none;
  for (const [key, value] of Object.entries(attributes)) {
    const name = key.split("--", 1)[0] ?? key;
    const known = type.schema.marks;
    const mark = Object.hasOwn(known, name) ? known[name] : undefined;
    if (mark === undefined || value === null || !type.allowsMarkType(mark)) continue;
    const given = typeof value === "object" && !Array.isArray(value) ? value : {};
    const fitting = fitNamed(mark.name, given as Attributes);
    // A link that leads nowhere is text.
    if (mark.name === "link" && fitting.href === undefined) continue;
    marks = mark.create(fitting).addToSet(marks);
  }
  return marks;
}

function readAttributes(block: Block, type: NodeType, spelt: Attributes): Attributes {
  if (block.marker === null) return {};
  const given: Record<string, unknown> = { ...spelt };
  for (const name of Object.keys(type.spec.attrs ?? {})) {
    const value = block.marker.get(markerKeys.attribute + name);
    if (value !== undefined) given[name] = value;
  }
  return fitAttributes(type, given);
}

/** The acceptable attributes only; the schema's defaults stand in for the rest. */
export function fitAttributes(type: NodeType, given: Attributes): Attributes {
  return fitNamed(type.name, given);
}

function fitNamed(name: string, given: Attributes): Attributes {
  const rules = Object.hasOwn(attributeRules, name) ? attributeRules[name] : undefined;
  const fitting = Object.entries(rules ?? {}).filter(([key, rule]) => {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    return value !== undefined && value !== null && rule(value);
  });
  return Object.fromEntries(fitting.map(([key]) => [key, given[key]]));
}

/** The id of the innermost container of a block, "" at top level; null where that is not said. */
export function readParent(marker: Marker | null): string | null {
  const said = [marker?.get(markerKeys.parent), marker?.get(markerKeys.quietParent)];
  return said.find((parent) => typeof parent === "string") ?? null;
}
