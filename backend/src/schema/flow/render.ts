/**
 * Flow → page. Pure and total: whatever the flow holds, the result is a valid document, the same on every replica.
 * What did not change keeps its nodes, so that drawing again costs little and leaves untouched parts alone.
 */
import type { Node, NodeType, ResolvedPos, Schema } from "@tiptap/pm/model";
import { settleBareItems } from "./bare-items.js";
import type { Block, Blocks } from "./blocks.js";
import { Compositions } from "./compositions.js";
import type { Registry } from "./containers.js";
import {
  type Children,
  type Draft,
  type DraftLeaf,
  Drawing,
  type DrawnLeaf,
  type Found,
  type Frame,
  isDraft,
  sameFrame,
} from "./drawing.js";
import { fitContent } from "./fit-content.js";
import { Frames } from "./frames.js";
import { type Leaf, Leaves } from "./leaf.js";
import { LegalChains } from "./legal-chains.js";
import { type Order, readOrder } from "./order.js";
import { settleSilent } from "./silent.js";
import { arrangeTable } from "./table.js";
import { noAttributes } from "./tokens.js";
import { keepWhole } from "./unparted.js";

interface Piece {
  readonly frame: Frame;
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
  /** What the schema asked for in them. */
  readonly filled: readonly Node[];
  /** They are the content of one node, as they are. */
  readonly asGiven: boolean;
}

/** Each of them copies the list of blocks it stands in: more are drawn in one pass over the page. */
const maxRedrawn = 64;

/** A visible block; its chain is null until it is known where it stands. */
interface Placed {
  readonly leaf: Leaf;
  readonly chain: readonly Frame[] | null;
}

export class Renderer {
  readonly schema: Schema;
  readonly #blocks: Blocks;
  readonly #leaves: Leaves;
  readonly #frames: Frames;
  readonly #legal: LegalChains;
  readonly #compositions = new Compositions();
  #pieces = new Map<string, Piece>();
  #fresh = new Map<string, Piece>();
  readonly #pieceCounts = new Map<string, number>();
  /** Whether a block stands at the top level that can stand nowhere in the containers around it. */
  #strays = false;
  readonly #origins = new WeakMap<Node, Leaf>();
  readonly #framesOf = new WeakMap<Node, Frame>();

  constructor(schema: Schema, blocks: Blocks, registry: Registry) {
    this.schema = schema;
    this.#blocks = blocks;
    this.#frames = new Frames(schema, registry);
    this.#leaves = new Leaves(schema);
    this.#legal = new LegalChains(this.#leaves.paragraph);
  }

  registryChanged(): void {
    this.#frames.registryChanged();
  }

  leaf(block: Block): Leaf {
    return this.#leaves.of(block);
  }

  draw(): Drawing {
    const placed = this.#place();
    let doc: Node;
    try {
      doc = this.#build(placed);
    } catch {
      // The last resort, never a loss: every visible block as a plain paragraph.
      this.#pieceCounts.clear();
      doc = this.#plain(placed.map(({ leaf }) => leaf));
    }
    return this.#layout(doc);
  }

  /** The drawing after one leaf became the node that `$inside` points into, with nothing else changed. */
  mend(before: Drawing, leaf: DrawnLeaf, $inside: ResolvedPos): Drawing {
    const own = leaf.block === null ? undefined : this.#leaves.of(leaf.block);
    if (own !== undefined) this.#origins.set($inside.parent, own);
    let drawn = before.doc;
    for (let depth = 1; depth < $inside.depth; depth++) {
      drawn = drawn.child($inside.index(depth - 1));
      this.#inherit(drawn, $inside.node(depth));
    }
    return before.mended($inside.node(0), [[leaf, $inside.parent]]);
  }

  /** The drawing after nothing changed but the runs of `blocks` and what they are; null where more than their nodes may change. */
  redraw(before: Drawing, blocks: ReadonlySet<Block>): Drawing | null {
    if (blocks.size > maxRedrawn) return null;
    let drawing = before;
    for (const block of blocks) {
      const leaf = this.#leaves.of(block);
      const drawn = drawing.of(block);
      if (drawn === undefined) {
        if (leaf.visible) return null;
        continue;
      }
      const old = this.#origins.get(drawn.node);
      if (old === undefined || !leaf.standsLike(old)) return null;
      if (!drawn.node.isTextblock || drawing.isJoined(drawn)) return null;
      const turned = leaf.type !== old.type;
      if (turned && !this.#mayBecome(drawing.doc.resolve(drawn.pos), leaf.type)) return null;
      const type = turned ? leaf.type : drawn.node.type;
      const node = leaf.node(type);
      this.#origins.set(node, leaf);
      drawing = drawing.mended(this.#put(drawing.doc, drawn.pos, node), [[drawn, node]]);
    }
    return drawing;
  }

  /** True where the block behind `$pos` can be drawn as `type` with nothing around it drawn in another way. */
  #mayBecome($pos: ResolvedPos, type: NodeType): boolean {
    const { parent, depth } = $pos;
    const frame = this.#framesOf.get(parent);
    const id = frame?.virtual === false ? frame.id : "";
    if (id === "" && (depth > 0 || this.#strays)) return false;
    const alone = this.#pieceCounts.get(id) === 1 && this.#pieces.get(id)?.asGiven === true;
    return alone && parent.canReplaceWith($pos.index(), $pos.index() + 1, type);
  }

  /**
   * `doc` equals what was drawn last but has nodes of its own: from now on those are drawn where nothing changes.
   * One object may stand at two places of a document that somebody edited; it can be only one block's.
   */
  adopt(drawing: Drawing, doc: Node): Drawing {
    if (drawing.doc === doc) return drawing;
    const changed: [DrawnLeaf, Node][] = [];
    this.#adopt(drawing, drawing.doc, doc, changed);
    return drawing.mended(doc, changed);
  }

  /** Which block or container a drawn node shows; the same thing before and after a change. */
  readonly keyOf = (node: Node): unknown => this.#origins.get(node)?.block ?? this.#framesOf.get(node)?.id;

  #adopt(drawing: Drawing, drawn: Node, own: Node, changed: [DrawnLeaf, Node][]): void {
    if (drawn === own) return;
    const leaf = this.#origins.get(drawn);
    if (leaf === undefined) {
      this.#inherit(drawn, own);
      own.forEach((child, _offset, i) => {
        const other = drawn.maybeChild(i);
        if (other) this.#adopt(drawing, other, child, changed);
      });
      return;
    }
    const known = this.#origins.get(own);
    if (known !== undefined && known.block !== leaf.block) return;
    this.#compositions.adopt(leaf, own);
    this.#origins.set(own, leaf);
    const first = drawing.of(leaf.block);
    const shown = first?.node === drawn ? first : drawing.leaves[(first?.index ?? -1) + 1];
    if (shown?.node === drawn) changed.push([shown, own]);
  }

  /** A container with something else in it is the same container. */
  #inherit(drawn: Node, own: Node): void {
    const frame = this.#framesOf.get(drawn);
    if (frame !== undefined && !this.#framesOf.has(own)) this.#framesOf.set(own, frame);
  }

  /** The page with another node at this position. */
  #put(doc: Node, pos: number, node: Node): Node {
    const $pos = doc.resolve(pos);
    let now = node;
    for (let depth = $pos.depth; depth >= 0; depth--) {
      const parent = $pos.node(depth);
      now = parent.copy(parent.content.replaceChild($pos.index(depth), now));
      this.#inherit(parent, now);
    }
    return now;
  }

  #layout(doc: Node): Drawing {
    const leaves: Found[] = [];
    const walk = (parent: Node, start: number, chain: readonly Frame[]) => {
      let pos = start;
      for (const node of parent.children) {
        if (node.isTextblock || node.isLeaf) {
          const leaf = this.#origins.get(node);
          leaves.push(...this.#compositions.found(leaf, { node, pos, chain }));
        } else {
          const frame = this.#framesOf.get(node);
          walk(node, pos + 1, frame === undefined ? chain : [...chain, frame]);
        }
        pos += node.nodeSize;
      }
    };
    walk(doc, 0, []);
    return Drawing.of(doc, leaves);
  }

  /** All blocks as the flow says it. */
  order(): Order {
    return readOrder(this.#blocks.list, this.containersOf);
  }

  readonly containersOf = (block: Block): readonly string[] => {
    const { parent } = this.#leaves.of(block);
    return parent === null ? [] : this.#frames.around(parent).map(({ id }) => id);
  };

  /**
   * Visible blocks in drawn order with their chains: the sandwich rule applied, nothing parted by what was moved, empty
   * items left out.
   */
  #place(): { leaf: Leaf; chain: readonly Frame[] }[] {
    const order = this.order();
    const begun = this.#compositions.beginnings(
      order.blocks.map((block) => this.#leaves.of(block)),
      order,
    );
    const placed: Placed[] = begun.map((leaf) => ({
      leaf,
      chain: leaf.parent === null ? null : this.#frames.around(leaf.parent),
    }));
    const settled = settleSilent(placed, ({ leaf }) => order.elsewhere.has(leaf.block));
    keepWhole(settled, order);
    settleBareItems(settled);
    return settled;
  }

  #build(placed: readonly { leaf: Leaf; chain: readonly Frame[] }[]): Node {
    const top = this.schema.topNodeType;
    const root: Draft = {
      frame: { id: "", type: top, attributes: noAttributes, column: null, virtual: true },
      children: [],
    };
    const tables: Children = new Map();
    this.#strays = false;
    for (const { leaf, chain } of placed) {
      for (const { type } of leaf.nodes()) {
        const legal = this.#legal.of(chain, type);
        this.#strays ||= chain.length > legal.chain.length && legal.chain.length === 0;
        this.#insert(tables, root, legal.chain, { leaf, node: this.#compositions.node(leaf, legal.type) });
      }
    }
    this.#fresh = new Map();
    this.#pieceCounts.clear();
    const [doc] = this.#close(root);
    this.#pieces = this.#fresh;
    return doc ?? top.createAndFill() ?? top.create();
  }

  #insert(tables: Children, root: Draft, chain: readonly Frame[], child: DraftLeaf): void {
    let at = root;
    for (const frame of chain) {
      const role: unknown = at.frame.type.spec.tableRole;
      const last = at.children.at(-1);
      // The order of a table's rows and cells is told by ids and columns: what belongs together is found anywhere.
      const anywhere = role === "table" || role === "row" ? childrenOf(tables, at) : null;
      const key = role === "row" ? (frame.column ?? "") : frame.id;
      let next: Draft | undefined;
      if (anywhere !== null) next = anywhere.get(key);
      else if (last !== undefined && isDraft(last) && last.frame.id === frame.id) next = last;
      if (next === undefined) {
        next = { frame, children: [] };
        at.children.push(next);
        anywhere?.set(key, next);
      }
      at = next;
    }
    at.children.push(child);
  }

  /** The container's nodes: several pieces of one type where its content cannot stand in one. */
  #close(draft: Draft): readonly Node[] {
    const arranged = draft.frame.type.spec.tableRole === "table" ? arrangeTable(draft) : draft;
    const inputs: Node[] = [];
    for (const child of arranged.children) {
      if (isDraft(child)) inputs.push(...this.#close(child));
      else {
        this.#origins.set(child.node, child.leaf);
        inputs.push(child.node);
      }
    }
    const key = this.#pieceKey(draft.frame.id);
    const known = this.#pieces.get(key);
    const piece = this.#stillHolds(known, draft.frame, inputs)
      ? known
      : this.#fit(draft.frame, arranged.frame, inputs);
    this.#fresh.set(key, piece);
    for (const node of piece.outputs) this.#framesOf.set(node, draft.frame);
    return piece.outputs;
  }

  /** Somebody may have written what was only filled in: it is a block's node from then on. */
  #stillHolds(piece: Piece | undefined, frame: Frame, inputs: readonly Node[]): piece is Piece {
    return (
      piece !== undefined &&
      sameFrame(piece.frame, frame) &&
      sameNodes(piece.inputs, inputs) &&
      !piece.filled.some((node) => this.#origins.has(node))
    );
  }

  #fit(frame: Frame, drawn: Frame, inputs: readonly Node[]): Piece {
    const retyped = (node: Node) => {
      const leaf = this.#origins.get(node);
      return leaf === undefined || !node.isTextblock ? null : this.#retyped(leaf);
    };
    const outputs = fitContent(drawn, inputs, this.#leaves.paragraph, retyped);
    const nodes = outputs.flatMap(({ children }) => children);
    const filled = nodes.length === inputs.length ? [] : nodes.filter((node) => !this.#origins.has(node));
    return { frame, inputs, outputs, filled, asGiven: outputs.length === 1 && sameNodes(nodes, inputs) };
  }

  /** One id may be drawn in several pieces. */
  #pieceKey(id: string): string {
    const n = this.#pieceCounts.get(id) ?? 0;
    this.#pieceCounts.set(id, n + 1);
    return n === 0 ? id : `${n} ${id}`;
  }

  /** The node of this leaf as a paragraph. */
  #retyped(leaf: Leaf): Node {
    const node = this.#compositions.node(leaf, this.#leaves.paragraph);
    this.#origins.set(node, leaf);
    return node;
  }

  #plain(leaves: readonly Leaf[]): Node {
    const nodes = leaves.map((leaf) => this.#retyped(leaf));
    const empty = this.#leaves.paragraph.create();
    return this.schema.topNodeType.create(null, nodes.length > 0 ? nodes : [empty]);
  }
}

function childrenOf(tables: Children, parent: Draft): Map<string, Draft> {
  const known = tables.get(parent) ?? new Map<string, Draft>();
  tables.set(parent, known);
  return known;
}

const sameNodes = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length && a.every((node, i) => node === b[i]);
