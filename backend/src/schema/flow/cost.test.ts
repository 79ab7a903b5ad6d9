import { NodeType } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { pageSchema } from "../page-schema.js";
import { Block } from "./blocks.js";
import { Flow } from "./flow.js";
import { keptRanges } from "./kept.js";
import { fromRelative, toRelative } from "./positions.js";
import { seed } from "./seed.js";
import { stepTo } from "./steps.js";

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
