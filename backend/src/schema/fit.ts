/**
 * Makes a valid page of anything shaped like one. Total: whatever the tree holds, the result satisfies the schema, no
 * visible text is lost, and nothing throws. Unknown nodes give way to their content, unknown marks and attributes go,
 * missing parents and children are supplied.
 */
import { type Attrs, type ContentMatch, Fragment, Mark, type Node, type NodeType } from "@tiptap/pm/model";
import { attributeRules } from "./attribute-rules.js";
import { depthOf, isContainer, maxContainers, mayStandAt } from "./flow/nesting.js";
import type { Losses } from "./losses.js";
import { pageSchema } from "./page-schema.js";

/** A node as a stranger may have written it. */
export interface LooseNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly Loose[];
}
/** Text as a stranger may have written it. */
export interface LooseText {
  readonly text: string;
  /** Mark name to its attributes. */
  readonly marks: Readonly<Record<string, unknown>>;
}

export type Loose = LooseNode | LooseText;

/** Larger tables stay as uneven as they are. */
const maxFilledCells = 50_000;

/** Attributes of stock Tiptap that say how to draw, which a page decides by itself. */
const drawnByUs = new Set(["link.target", "link.rel", "link.class"]);

const paragraph = pageSchema.nodes.paragraph ?? pageSchema.topNodeType;

/** A valid `doc` node holding what the given nodes hold. What has no place in a page is told to `losses`. */
export function fitPage(children: readonly Loose[], losses: Losses | null = null): Node {
  const { topNodeType } = pageSchema;
  const page = topNodeType.create(null, arrange(topNodeType, fitAll(children, losses)));
  return depthOf(page) > maxContainers ? flatten(page, 0, losses) : page;
}

/** The blocks of what stands too deep, in the innermost container that may be there. */
function flatten(parent: Node, depth: number, losses: Losses | null): Node {
  const children = parent.children.flatMap((child) => {
    if (!isContainer(child.type)) return child;
    if (mayStandAt(depth + 1, child.type)) return flatten(child, depth + 1, losses);
    losses?.depth(maxContainers);
    return leavesOf(child);
  });
  return parent.copy(Fragment.from(children));
}

function leavesOf(container: Node): Node[] {
  return container.children.flatMap((child) => (isContainer(child.type) ? leavesOf(child) : child));
}

function fitAll(all: readonly Loose[], losses: Losses | null): readonly Node[] {
  return all.flatMap((loose) => ("text" in loose ? fitText(loose, losses) : fitNode(loose, losses)));
}

function fitText({ text, marks }: LooseText, losses: Losses | null): readonly Node[] {
  if (text === "") return [];
  let kept: readonly Mark[] = Mark.none;
  for (const [name, value] of Object.entries(marks)) {
    if (value === null) continue;
    const type = known(pageSchema.marks, name);
    if (!type) {
      losses?.mark(name);
      continue;
    }
    const attributes = fitAttributes(name, typeof value === "object" ? value : {}, losses);
    // A link that leads nowhere is text.
    if (name === "link" && attributes.href === undefined) continue;
    kept = type.create(attributes).addToSet(kept);
  }
  return [pageSchema.text(text, kept)];
}

function fitNode({ name, attributes, children }: LooseNode, losses: Losses | null): readonly Node[] {
  const type = known(pageSchema.nodes, name);
  const inner = fitAll(children, losses);
  if (!type || type.isText || type === pageSchema.topNodeType) {
    if (type !== pageSchema.topNodeType) losses?.node(name, inner.length > 0);
    return inner;
  }
  const fitting = fitAttributes(name, attributes, losses);
  if (name === "image" && fitting.src === undefined) {
    return fitText({ text: typeof fitting.alt === "string" ? fitting.alt : "", marks: {} }, losses);
  }
  if (type.isLeaf) return [type.create(fitting), ...inner];
  if (type.inlineContent) return fitLines(type, fitting, inner);
  const content = arrange(type, inner);
  return [type.create(fitting, name === "table" ? evenRows(content) : content)];
}

/** A text block, and the blocks without text that stood in it, such as pictures: its text goes on behind each. */
function fitLines(type: NodeType, attributes: Attrs, inner: readonly Node[]): readonly Node[] {
  const isAtom = (node: Node): boolean => node.isBlock && node.isLeaf;
  if (!inner.some(isAtom)) return [type.create(attributes, arrange(type, inner))];
  const result: Node[] = [];
  let run: Node[] = [];
  const close = (): void => {
    if (!isBlank(run)) result.push(type.create(attributes, arrange(type, run)));
    run = [];
  };
  for (const node of inner) {
    if (!isAtom(node)) {
      run.push(node);
      continue;
    }
    close();
    result.push(node);
  }
  close();
  return result;
}

const isBlank = (run: readonly Node[]): boolean =>
  run.every((node) => node.isText && node.text?.trim() === "");

/** Rows of one length where no cell is merged: an editor would add what is missing as soon as somebody looks. */
function evenRows(rows: readonly Node[]): readonly Node[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.childCount), 0);
  const isMerged = rows.some((row) =>
    row.children.some(({ attrs }) => attrs.colspan > 1 || attrs.rowspan > 1),
  );
  if (isMerged || width * rows.length > maxFilledCells) return rows;
  return rows.map((row) => {
    const missing = Array.from({ length: width - row.childCount }, () => {
      const type = row.lastChild?.type ?? known(pageSchema.nodes, "tableCell");
      return type?.createAndFill(row.lastChild?.attrs) ?? [];
    });
    return missing.length > 0 ? row.copy(row.content.append(Fragment.from(missing.flat()))) : row;
  });
}

/** The acceptable attributes only; the schema's defaults stand in for the rest. */
function fitAttributes(owner: string, raw: object, losses: Losses | null): Record<string, unknown> {
  const rules = new Map(Object.entries(attributeRules[owner] ?? {}));
  const fitting: [string, unknown][] = [];
  for (const [key, value] of Object.entries(raw) as [string, unknown][]) {
    if (value === undefined || value === null) continue;
    const rule = rules.get(key);
    if (rule?.(value)) fitting.push([key, value]);
    else if (rule) losses?.value(owner, key);
    else if (value !== "" && !drawnByUs.has(`${owner}.${key}`)) losses?.attribute(owner, key);
  }
  return Object.fromEntries(fitting);
}

/** Content that `parent` accepts, holding what `nodes` hold. */
function arrange(parent: NodeType, nodes: readonly Node[]): Node[] {
  return parent.inlineContent ? arrangeInline(parent, nodes) : arrangeBlocks(parent, nodes);
}

function arrangeInline(parent: NodeType, nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  const add = (node: Node): void => {
    if (node.isText) result.push(node.mark(parent.allowedMarks(node.marks)));
    else if (parent.contentMatch.matchType(node.type)) result.push(node);
    else if (node.type.name === "hardBreak") result.push(pageSchema.text("\n"));
    else {
      // A block inside a line of text: its words stay, set apart by a blank.
      if (node.isBlock && result.length > 0) result.push(pageSchema.text(" "));
      node.forEach(add);
    }
  };
  nodes.forEach(add);
  return result;
}

function arrangeBlocks(parent: NodeType, nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  let match: ContentMatch = parent.contentMatch;
  const push = (node: Node): boolean => {
    const next = match.matchType(node.type);
    if (next) {
      match = next;
      result.push(node);
    }
    return next !== null;
  };
  const place = (node: Node): void => {
    if (push(node)) return;
    const wrapping = match.findWrapping(node.type);
    if (wrapping && wrapping.length > 0) {
      push(wrapping.reduceRight((inner, type) => type.create(null, arrange(type, [inner])), node));
      return;
    }
    const filling = match.fillBefore(Fragment.from(node));
    if (filling) {
      filling.forEach(push);
      push(node);
      return;
    }
    inParagraphs(node.children).forEach(place);
  };
  inParagraphs(nodes).forEach(place);
  match.fillBefore(Fragment.empty, true)?.forEach(push);
  return result;
}

/** Runs of inline nodes between blocks, each made one paragraph. */
function inParagraphs(nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  let run: Node[] = [];
  const close = (): void => {
    if (!isBlank(run)) result.push(paragraph.create(null, run));
    run = [];
  };
  for (const node of nodes) {
    if (node.isInline) {
      run.push(node);
    } else {
      close();
      result.push(node);
    }
  }
  close();
  return result;
}

function known<T>(types: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}
