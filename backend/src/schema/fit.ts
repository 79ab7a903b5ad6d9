/**
 * Makes a valid page of anything shaped like one. Total: whatever the tree holds, the result satisfies the schema, no
 * visible text is lost, and nothing throws. Unknown nodes give way to their content, unknown marks and attributes go,
 * missing parents and children are supplied.
 */
import { type ContentMatch, Fragment, Mark, type Node, type NodeType } from "@tiptap/pm/model";
import { attributeRules } from "./attribute-rules.js";
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

/** Levels of nodes that are read or imported; what lies deeper comes out as text, so that no recursion runs away. */
export const maxPageDepth = 64;

/** Larger tables stay as uneven as they are. */
const maxFilledCells = 50_000;

const paragraph = pageSchema.nodes.paragraph ?? pageSchema.topNodeType;

/** A valid `doc` node holding what the given nodes hold. */
export function fitPage(children: readonly Loose[]): Node {
  const { topNodeType } = pageSchema;
  return topNodeType.create(null, arrange(topNodeType, children.flatMap(fitOne)));
}

function fitOne(loose: Loose): readonly Node[] {
  return "text" in loose ? fitText(loose) : fitNode(loose);
}

function fitText({ text, marks }: LooseText): readonly Node[] {
  if (text === "") return [];
  let kept: readonly Mark[] = Mark.none;
  for (const [name, value] of Object.entries(marks)) {
    const type = known(pageSchema.marks, name);
    if (!type || value === null) continue;
    const attributes = fitAttributes(name, typeof value === "object" ? value : {});
    // A link that leads nowhere is text.
    if (name === "link" && attributes.href === undefined) continue;
    kept = type.create(attributes).addToSet(kept);
  }
  return [pageSchema.text(text, kept)];
}

function fitNode({ name, attributes, children }: LooseNode): readonly Node[] {
  const type = known(pageSchema.nodes, name);
  const inner = children.flatMap(fitOne);
  if (!type || type.isText || type === pageSchema.topNodeType) return inner;
  const fitting = fitAttributes(name, attributes);
  if (name === "image" && fitting.src === undefined) {
    return fitText({ text: typeof fitting.alt === "string" ? fitting.alt : "", marks: {} });
  }
  if (type.isLeaf) return [type.create(fitting), ...inner];
  const content = arrange(type, inner);
  return [type.create(fitting, name === "table" ? evenRows(content) : content)];
}

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
function fitAttributes(name: string, raw: object): Record<string, unknown> {
  const given = new Map(Object.entries(raw));
  const fitting = Object.entries(attributeRules[name] ?? {}).filter(([key, rule]) => {
    const value: unknown = given.get(key);
    return value !== undefined && value !== null && rule(value);
  });
  return Object.fromEntries(fitting.map(([key]) => [key, given.get(key)]));
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
    if (run.some((node) => !node.isText || node.text?.trim() !== ""))
      result.push(paragraph.create(null, run));
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
