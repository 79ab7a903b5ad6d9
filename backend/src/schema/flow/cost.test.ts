import { Fragment, NodeType } from "@tiptap/pm/model";
import { EditorState, type Transaction } from "@tiptap/pm/state";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { pageSchema } from "../page-schema.js";
import { Block } from "./blocks.js";
import { DrawnLeaf } from "./drawing.js";
import { Flow } from "./flow.js";
import { keptRanges } from "./kept.js";
import { fromRelative, toRelative } from "./positions.js";
import { seed } from "./seed.js";
import { stepTo } from "./steps.js";
import { makeUndo } from "./undo.js";

const letters = "Between two of these words somebody writes. ";

/** Two people with the same page of so many blocks, every tenth of them an item of a list. */
function house(blocks: number) {
  const paragraph = { type: "paragraph", content: [{ type: "text", text: letters }] };
  const item = { type: "bulletList", content: [{ type: "listItem", content: [paragraph] }] };
  const content = Array.from({ length: blocks }, (_, i) => (i % 10 === 9 ? item : paragraph));
  const here = new Y.Doc();
  here.clientID = 10;
  Y.applyUpdate(here, seed);
  const flow = new Flow(here, pageSchema, () => 0.5);
  flow.write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  const there = new Y.Doc();
  there.clientID = 20;
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
  return { flow, other: new Flow(there, pageSchema, () => 0.7) };
}

type House = ReturnType<typeof house>;

/** In the middle of the page, as an editor does it. */
function edit(flow: Flow, change: (state: EditorState, pos: number) => EditorState["tr"]): void {
  const { doc } = flow.drawing;
  const leaf = flow.drawing.leaves[Math.floor(flow.drawing.leaves.length / 2) + 1]!;
  const tr = change(EditorState.create({ doc }), leaf.pos + 5);
  flow.write(tr.doc, keptRanges(tr.mapping.maps, doc.content.size), "editor");
  expect(flow.drawing.doc.eq(tr.doc)).toBe(true);
  flow.adopt(tr.doc);
}

const type = (flow: Flow) => edit(flow, (state, pos) => state.tr.insertText("x", pos));

/** Brings what `other` did, and returns what has to be done to show it. */
function bring({ flow, other }: House): () => void {
  const update = Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(flow.doc));
  return () => Y.applyUpdate(flow.doc, update);
}

/** How often blocks are read, nodes made, and Yjs's items passed while `run` runs. */
function count(flow: Flow, run: () => void): Record<string, number> {
  const counts = { blocks: 0, nodes: 0, items: 0, deltas: 0 };
  const { get: runs } = Object.getOwnPropertyDescriptor(Block.prototype, "runs") as { get: () => unknown };
  vi.spyOn(Block.prototype, "runs", "get").mockImplementation(function (this: Block) {
    counts.blocks++;
    return runs.call(this) as Block["runs"];
  });
  const { create } = NodeType.prototype;
  vi.spyOn(NodeType.prototype, "create").mockImplementation(function (this: NodeType, ...given) {
    counts.nodes++;
    return create.apply(this, given);
  });
  const { get: delta } = Object.getOwnPropertyDescriptor(Y.YTextEvent.prototype, "delta") as {
    get: () => unknown;
  };
  vi.spyOn(Y.YTextEvent.prototype, "delta", "get").mockImplementation(function (this: Y.YTextEvent) {
    counts.deltas++;
    return delta.call(this) as Y.YTextEvent["delta"];
  });
  const items: Y.Item[] = [];
  for (let item = flow.text._start; item !== null; item = item.right) items.push(item);
  for (const item of items) {
    for (const side of ["left", "right"] as const) {
      let value = item[side];
      const get = () => {
        counts.items++;
        return value;
      };
      const set = (other: Y.Item | null) => {
        value = other;
      };
      Object.defineProperty(item, side, { get, set, configurable: true });
    }
  }
  try {
    run();
    return { ...counts };
  } finally {
    vi.restoreAllMocks();
    for (const item of items) {
      for (const side of ["left", "right"] as const) {
        Object.defineProperty(item, side, { value: item[side], writable: true, configurable: true });
      }
    }
  }
}

/** How many children stand in the lists that are copied or looked through, and how often leaves are asked for. */
function countLists(run: () => void): { children: number; leaves: number } {
  let children = 0;
  let leaves = 0;
  const { get: node } = Object.getOwnPropertyDescriptor(DrawnLeaf.prototype, "node") as {
    get: () => unknown;
  };
  vi.spyOn(DrawnLeaf.prototype, "node", "get").mockImplementation(function (this: DrawnLeaf) {
    leaves++;
    return node.call(this) as DrawnLeaf["node"];
  });
  const lists = Fragment.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const method of ["append", "cut", "findIndex", "replaceChild"]) {
    const whole = lists[method]!;
    vi.spyOn(lists, method).mockImplementation(function (this: Fragment, ...given) {
      children += this.childCount;
      return whole.apply(this, given);
    });
  }
  try {
    run();
  } finally {
    vi.restoreAllMocks();
  }
  return { children, leaves };
}

/** Everything that a change of the whole page passes. */
function countBulk(flow: Flow, run: () => void): Record<string, number> {
  let lists = {};
  const counts = count(flow, () => {
    lists = countLists(run);
  });
  return { ...counts, ...lists };
}

/** The same work in a page four times as long. */
function inBoth(act: (rooms: House) => Record<string, number>): Record<string, number> {
  const [short, long] = [house(250), house(1000)].map((rooms) => act(rooms));
  expect(long).toEqual(short);
  return short!;
}

afterEach(() => vi.restoreAllMocks());

describe("what an edit costs", () => {
  it("[P10] a letter of one's own makes no node, however long the page", () => {
    const counts = inBoth(({ flow }) => {
      type(flow);
      // Where Yjs looks for a place it goes back through all that one person wrote in one go.
      const { items: _, ...rest } = count(flow, () => type(flow));
      return rest;
    });
    expect(counts).toMatchObject({ nodes: 0, deltas: 0 });
    expect(counts.blocks).toBeLessThan(20);
  });

  it("[P10] somebody else's letter makes one node and passes the items of one block, however long the page", () => {
    const counts = inBoth((rooms) => {
      type(rooms.other);
      const show = bring(rooms);
      const { drawing } = rooms.flow;
      const found = count(rooms.flow, () => {
        show();
        expect(rooms.flow.drawing.doc).not.toBe(drawing.doc);
      });
      expect(rooms.flow.drawing.doc.eq(rooms.other.drawing.doc)).toBe(true);
      return found;
    });
    expect(counts).toMatchObject({ nodes: 1, deltas: 0 });
    expect(counts.blocks).toBeLessThan(20);
    expect(counts.items).toBeLessThan(60);
  });

  it("[P10] a block that becomes a heading is drawn, and the page, and no other block", () => {
    const turn = (flow: Flow) =>
      edit(flow, (state, pos) => state.tr.setBlockType(pos, pos, pageSchema.nodes.heading!));
    const counts = inBoth((rooms) => {
      const { items, ...own } = count(rooms.flow, () => turn(rooms.flow));
      expect(items).toBeLessThan(100);
      return own;
    });
    expect(counts.nodes).toBeLessThan(8);
  });

  it("[P10] a block that becomes a heading asks no other block where it stands, here and where it is shown", () => {
    const rooms = house(2000);
    const turn = (state: EditorState, pos: number) =>
      state.tr.setBlockType(pos, pos, pageSchema.nodes.heading!);
    const { flow, other } = rooms;
    expect(other.drawing.doc.eq(flow.drawing.doc)).toBe(true);
    const { get: move } = Object.getOwnPropertyDescriptor(Block.prototype, "move") as { get: () => unknown };
    let moves = 0;
    vi.spyOn(Block.prototype, "move", "get").mockImplementation(function (this: Block) {
      moves++;
      return move.call(this) as Block["move"];
    });
    edit(other, turn);
    bring(rooms)();
    expect(flow.drawing.doc.eq(other.drawing.doc)).toBe(true);
    expect(moves).toBeLessThan(20);
  });

  it("[P10] an edit is compared with what changed, also after somebody else's at the other end of the page", () => {
    inBoth((rooms) => {
      const { flow, other } = rooms;
      const { doc } = flow.drawing;
      edit(other, (state) => state.tr.insertText("x", 3));
      bring(rooms)();
      // As the view does it: by steps, which make nodes of their own.
      const { tr } = EditorState.create({ doc });
      stepTo(tr, flow.drawing.doc, flow.renderer.keyOf, flow.renderer.keyOf);
      flow.adopt(tr.doc);
      expect(flow.drawing.doc).toBe(tr.doc);
      const { blocks, nodes } = count(flow, () => edit(flow, (state, pos) => state.tr.split(pos)));
      return { blocks: blocks ?? 0, nodes: nodes ?? 0 };
    });
  });

  it("[P10] a caret is placed by the items of its block", () => {
    const counts = inBoth(({ flow }) => {
      const leaf = flow.drawing.leaves[Math.floor(flow.drawing.leaves.length / 2)]!;
      const relative = toRelative(flow, leaf.pos + 7)!;
      expect(fromRelative(flow, relative)).toBe(leaf.pos + 7);
      return count(flow, () => {
        toRelative(flow, leaf.pos + 7);
        fromRelative(flow, relative);
      });
    });
    expect(counts.items).toBeLessThan(20);
  });
});

/** Draws what the flow says, as the view does it. */
function follow(flow: Flow, state: EditorState): EditorState {
  const { tr } = state;
  stepTo(tr, flow.drawing.doc, flow.renderer.keyOf, flow.renderer.keyOf);
  flow.adopt(tr.doc);
  return state.apply(tr);
}

const bulk: readonly { name: string; change: (tr: Transaction) => unknown }[] = [
  { name: "headings", change: (tr) => tr.setBlockType(0, tr.doc.content.size, pageSchema.nodes.heading!) },
  { name: "bold", change: (tr) => tr.addMark(0, tr.doc.content.size, pageSchema.marks.bold!.create()) },
  { name: "nothing at all", change: (tr) => tr.delete(0, tr.doc.content.size) },
  {
    name: "a quote",
    change: (tr) => {
      const range = tr.doc.resolve(0).blockRange(tr.doc.resolve(tr.doc.content.size))!;
      return tr.wrap(range, [{ type: pageSchema.nodes.blockquote! }]);
    },
  },
  {
    name: "longer blocks",
    change: (tr) => {
      const starts: number[] = [];
      tr.doc.descendants((node, pos) => {
        if (node.isTextblock) starts.push(pos + 1);
      });
      for (const start of starts.reverse()) tr.insertText("x", start);
    },
  },
  {
    name: "each other's neighbours",
    change: (tr) => {
      const { children } = tr.doc;
      const pairs = children.flatMap((child, i) => (i % 2 === 0 ? [] : [child, children[i - 1]!]));
      return tr.replaceWith(0, tr.doc.content.size, pairs);
    },
  },
  {
    name: "other ones",
    change: (tr) => {
      const others = tr.doc.children.map((_, i) =>
        pageSchema.node("paragraph", null, [pageSchema.text(`${i}`)]),
      );
      return tr.replaceWith(0, tr.doc.content.size, others);
    },
  },
];

describe("what a change of the whole page costs", () => {
  /** In a page four times as long, at most four times the work, and what does not grow with the page. */
  function inStep(act: (rooms: House) => Record<string, number>): void {
    const [short, long] = [house(250), house(1000)].map((rooms) => act(rooms));
    for (const [what, least] of Object.entries(short!))
      expect(long![what], `${what}: ${least} of them in the shorter page`).toBeLessThan(4.4 * least + 100);
  }

  it.each(bulk)("[P10] blocks that become $name are written in step with the page", ({ change }) => {
    inStep(({ flow }) => {
      const { doc } = flow.drawing;
      const { tr } = EditorState.create({ doc });
      change(tr);
      return countBulk(flow, () => {
        flow.write(tr.doc, keptRanges(tr.mapping.maps, doc.content.size), "editor");
        expect(flow.drawing.doc.eq(tr.doc)).toBe(true);
      });
    });
  });

  it.each(bulk)(
    "[P10] blocks that become $name are drawn in step with the page, and undone",
    ({ change }) => {
      inStep((rooms) => {
        const { flow, other } = rooms;
        let state = EditorState.create({ doc: flow.drawing.doc });
        const start = other.drawing.doc;
        let theirs = EditorState.create({ doc: start });
        const undo = makeUndo(other, "editor", 0);
        edit(other, ({ tr }) => {
          change(tr);
          theirs = theirs.apply(tr);
          return tr;
        });
        const show = bring(rooms);
        const drawn = countBulk(flow, () => {
          show();
          state = follow(flow, state);
        });
        expect(state.doc.eq(other.drawing.doc)).toBe(true);
        const undone = countBulk(other, () => {
          undo.undo();
          theirs = follow(other, theirs);
        });
        undo.destroy();
        expect(theirs.doc.eq(start)).toBe(true);
        return Object.fromEntries(
          Object.entries(drawn).map(([what, number]) => [what, number + (undone[what] ?? 0)]),
        );
      });
    },
  );

  it("[P10] what many steps left alone is found in step with them", () => {
    const { max } = Math;
    const [short, long] = [250, 1000].map((blocks) => {
      const { flow } = house(blocks);
      const { doc } = flow.drawing;
      const { tr } = EditorState.create({ doc });
      tr.setBlockType(0, doc.content.size, pageSchema.nodes.heading!);
      // Two ranges that meet are compared by it.
      let met = 0;
      Math.max = (...given) => {
        met++;
        return max(...given);
      };
      try {
        keptRanges(tr.mapping.maps, doc.content.size);
      } finally {
        Math.max = max;
      }
      return met;
    });
    // And once more for each time that their number doubles.
    expect(long).toBeLessThan(6 * short!);
  });
});
