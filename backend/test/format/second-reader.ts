/**
 * Another implementation of the page format, written from docs/document-format.md alone: Yjs types in, the page as
 * JSON out. It shares no code with the product, and is as plain as it can be rather than fast.
 */
import * as Y from "yjs";
import { type Container, isPlain, readChain, type Values } from "./second-chains.js";
import { drawnOrder, type SecondOrder } from "./second-order.js";
import { withoutEmptyPieces } from "./second-pieces.js";
import { atoms, attributeNames, fitting, leafBlocks, marks, needed, wrapperFor } from "./second-schema.js";
import { arrangeTable } from "./second-table.js";
import { unparted } from "./second-unparted.js";

export interface PageNode {
  type: string;
  attrs?: Readonly<Record<string, unknown>>;
  content?: PageNode[];
  text?: string;
  marks?: { type: string; attrs?: Readonly<Record<string, unknown>> }[];
}

interface Token {
  readonly insert: unknown;
  readonly attributes: Values;
}
export interface Block {
  readonly marker: Y.Map<unknown> | null;
  readonly tokens: Token[];
}
/** A container being filled. */
export interface Branch extends Container {
  readonly children: (Branch | Leaf)[];
}
interface Leaf {
  readonly block: Block;
  readonly type: string;
}

const leafLetters: Readonly<Record<string, string>> = { c: "codeBlock", i: "image", r: "horizontalRule" };

/** §6 */
export function readPageAgain(doc: Y.Doc): PageNode {
  const registry = doc.getMap<unknown>("c");
  const chainOf = (block: Block) => readChain(registry, parentIn(block));
  const found = drawnOrder(readBlocks(doc.getText("flow")), (block) =>
    block === undefined ? [] : chainOf(block).map(({ id }) => id),
  );
  const visible = withoutContinuations(found.order.filter(isVisible), found);
  const page: Branch = { id: "", type: "doc", attributes: {}, column: "", children: [] };
  let known: ReadonlyMap<Block, readonly Container[]> = new Map(
    visible.filter((block) => !isSilent(block)).map((block) => [block, chainOf(block)]),
  );
  for (const run of [visible.filter((block) => !found.waitsFor.has(block)), visible]) {
    const before = known;
    const silent = run.map((block, i) => [block, before.get(block) ?? common(run, before, i)] as const);
    known = new Map([...before, ...silent]);
  }
  const chains = unparted(visible, known, found);
  const placed = withoutEmptyPieces(visible.map((block) => chains.get(block)!));
  for (let i = 0; i < visible.length; i++) {
    const chain = placed[i]!;
    for (const type of drawnTypes(visible[i]!)) putIn(page, chain, { block: visible[i]!, type });
  }
  const drawn = draw(page);
  return drawn.content === undefined ? { ...drawn, content: [{ type: "paragraph" }] } : drawn;
}

/** §6.1: their tokens are put at the end of what they continue. */
function withoutContinuations(visible: readonly Block[], { joinedTo }: SecondOrder): Block[] {
  const drawn: Block[] = [];
  visible.forEach((block, i) => {
    const continued = drawn.at(-1);
    const goesOn =
      continued !== undefined &&
      joinedTo.get(block) === visible[i - 1] &&
      ![block, continued].some((one) => atoms.has(drawnTypes(one)[0]!));
    if (goesOn) continued.tokens.push(...block.tokens);
    else drawn.push(block);
  });
  return drawn;
}

/** §2 */
function readBlocks(text: Y.Text): Block[] {
  const blocks: Block[] = [];
  for (const { insert, attributes = {} } of text.toDelta() as { insert: unknown; attributes?: Values }[]) {
    if (insert instanceof Y.Map) blocks.push({ marker: insert as Y.Map<unknown>, tokens: [] });
    else {
      if (blocks.length === 0) blocks.push({ marker: null, tokens: [] });
      blocks.at(-1)!.tokens.push({ insert, attributes });
    }
  }
  return blocks;
}

export const placeIn = ({ insert }: Token): Values | null =>
  isPlain(insert) && typeof insert.m === "string" ? insert : null;
const leafName = (token: Token): string | null =>
  isPlain(token.insert) && placeIn(token) === null && typeof token.insert.t === "string"
    ? token.insert.t
    : null;

/** §6.1: the only leaf there is stands in all of them. */
const isSeen = (token: Token): boolean => typeof token.insert === "string" || leafName(token) === "hardBreak";
const holdsSomething = (block: Block): boolean => block.tokens.some(isSeen);

function isVisible(block: Block): boolean {
  if (block.marker === null || block.marker.get("d") !== undefined) return holdsSomething(block);
  return true;
}

/** §3 */
function storedType(block: Block): string {
  const type = block.marker?.get("t");
  if (typeof type !== "string") return "paragraph";
  if (/^h[1-6]$/.test(type)) return "heading";
  if (Object.hasOwn(leafLetters, type)) return leafLetters[type]!;
  return leafBlocks.has(type) ? type : "paragraph";
}

/** §6.1: an atom may have a tail. */
function drawnTypes(block: Block): readonly string[] {
  const type = storedType(block);
  if (!atoms.has(type)) return [type];
  if (block.marker?.get("d") !== undefined) return ["paragraph"];
  return holdsSomething(block) ? [type, "paragraph"] : [type];
}

/** §3 */
const parentIn = ({ marker }: Block): unknown =>
  [marker?.get("p"), marker?.get("q")].find((value) => typeof value === "string");
const isSilent = (block: Block): boolean => parentIn(block) === undefined;

/** §6.4: what is around a run of blocks whose chain is not known. */
function common(
  run: readonly Block[],
  known: ReadonlyMap<Block, readonly Container[]>,
  at: number,
): readonly Container[] {
  const before = run.slice(0, at).findLast((block) => known.has(block));
  const behind = run.slice(at).find((block) => known.has(block));
  const [one, other] = [before, behind].map((block) => (block === undefined ? [] : known.get(block)!)) as [
    readonly Container[],
    readonly Container[],
  ];
  let length = 0;
  while (length < one.length && one[length]!.id === other[length]?.id) length++;
  while (length < one.length && ["table", "tableRow"].includes(one[length - 1]?.type ?? "")) length++;
  return one.slice(0, length);
}

/** §6.5, §6.6 */
function putIn(page: Branch, chain: readonly Container[], leaf: Leaf): void {
  let stood: readonly Container[] = [];
  for (const container of chain) {
    const more = [...wrapped(stood, container.type), container];
    if (more.length + needed(container.type) > 64) break;
    stood = more;
  }
  let at = page;
  for (const container of wrapped(stood, leaf.type)) at = enter(at, container);
  at.children.push(leaf);
}

/** §6.5: with the wrappers that `type` needs in the innermost. */
function wrapped(stood: readonly Container[], type: string): readonly Container[] {
  const { id, type: parent } = stood.at(-1) ?? { id: "", type: "doc" };
  const wrapper = wrapperFor(parent, type);
  if (wrapper === null) return stood;
  const made = {
    id: `v:${id}:${wrapper}`,
    type: wrapper,
    attributes: fitting(wrapper, {}) ?? {},
    column: "",
  };
  return wrapped([...stood, made], type);
}

function enter(parent: Branch, container: Container): Branch {
  const anywhere = parent.type === "table" || parent.type === "tableRow";
  const candidates = anywhere ? parent.children : parent.children.slice(-1);
  const found = candidates.find(
    (child): child is Branch =>
      "id" in child &&
      (parent.type === "tableRow" ? child.column === container.column : child.id === container.id),
  );
  if (found !== undefined) return found;
  const made: Branch = { ...container, children: [] };
  parent.children.push(made);
  return made;
}

function draw(branch: Branch): PageNode {
  const { type, attributes, children } = branch.type === "table" ? arrangeTable(branch) : branch;
  const content: PageNode[] = [];
  for (const child of children) {
    if (content.length === 0 && (type === "listItem" || type === "taskItem")) {
      if ("id" in child || atoms.has(child.type)) content.push({ type: "paragraph" });
      else {
        content.push(drawLeaf(child.block, "paragraph"));
        continue;
      }
    }
    content.push("id" in child ? draw(child) : drawLeaf(child.block, child.type));
  }
  return {
    type,
    ...(Object.keys(attributes).length > 0 && { attrs: attributes }),
    ...(content.length > 0 && { content }),
  };
}

/** §6.8 */
function drawLeaf(block: Block, type: string): PageNode {
  const given: Record<string, unknown> = {};
  const digit = /^h([1-6])$/.exec(String(block.marker?.get("t")));
  if (digit !== null) given.level = Number(digit[1]);
  for (const name of attributeNames(type)) {
    const value = block.marker?.get(`a.${name}`);
    if (value !== undefined) given[name] = value;
  }
  const attrs = fitting(type, given);
  const content = atoms.has(type) ? [] : drawTokens(block.tokens.filter(isSeen), type);
  return { type, ...(attrs !== null && { attrs }), ...(content.length > 0 && { content }) };
}

function drawTokens(tokens: readonly Token[], type: string): PageNode[] {
  const content: PageNode[] = [];
  for (const { insert, attributes } of tokens) {
    const own = type === "codeBlock" ? [] : drawMarks(attributes);
    const marked = own.length > 0 ? { marks: own } : {};
    if (typeof insert !== "string" && type !== "codeBlock") {
      content.push({ type: "hardBreak", ...marked });
      continue;
    }
    const text = typeof insert === "string" ? insert : "\n";
    const last = content.at(-1);
    if (last?.text !== undefined && JSON.stringify(last.marks ?? []) === JSON.stringify(own))
      last.text += text;
    else content.push({ type: "text", ...marked, text });
  }
  return content;
}

function drawMarks(attributes: Values): NonNullable<PageNode["marks"]> {
  const found = new Map<string, Values | null>();
  for (const key of Object.keys(attributes).sort()) {
    const value = attributes[key];
    const name = key.split("--")[0]!;
    if (value === null || value === undefined || !marks.includes(name)) continue;
    const attrs = fitting(name, isPlain(value) ? value : {});
    if (name === "link" && attrs?.href === null) continue;
    found.set(name, attrs);
  }
  return marks
    .filter((name) => found.has(name))
    .map((type) => {
      const attrs = found.get(type) ?? null;
      return { type, ...(attrs !== null && { attrs }) };
    });
}
