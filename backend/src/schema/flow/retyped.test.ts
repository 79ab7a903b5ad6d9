/** A block that becomes another kind of block is drawn alone where it can be: the page is what a fresh load shows. */
import { Schema } from "@tiptap/pm/model";
import { describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { goldenPages } from "../../../test/format/told-pages.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { containersRoot, flowRoot } from "./names.js";

const narrow = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "text*", group: "block" },
    heading: { content: "text*", group: "block", attrs: { level: { default: 1 } } },
    caption: { content: "text*" },
    free: { content: "(caption | heading)+", group: "block" },
    quote: { content: "block+", group: "block" },
    item: { content: "paragraph block*", group: "block" },
    headed: { content: "heading (caption | heading)*", group: "block" },
    pair: { content: "caption? heading?", group: "block" },
    closed: { content: "heading paragraph caption*", group: "block" },
    text: {},
  },
});
const kinds = [undefined, "h1", "caption", "h2", "heading", "caption", undefined, "c", "i", "r"];

/** Of each container one that is drawn in two pieces, with a block between them, and one that is in one piece. */
function narrowPage(): Y.Doc {
  const doc = new Y.Doc();
  const ops = ["free", "quote", "item", "headed", "pair", "closed"].flatMap((name, i) => {
    doc.getMap(containersRoot).set(`${i}`, [name, ""]);
    doc.getMap(containersRoot).set(`own ${i}`, [name, ""]);
    const inside = { p: `${i}` };
    const own = { p: `own ${i}` };
    return [
      { ...inside, t: "h1" },
      { ...inside, t: "caption" },
      { p: "" },
      { ...inside, t: "caption" },
      { ...own, t: "caption" },
      { ...own, t: "h1" },
    ].flatMap((keys) => [{ insert: new Y.Map(Object.entries(keys)) }, { insert: name }]);
  });
  doc.getText(flowRoot).applyDelta(ops);
  return doc;
}

/** Every block becomes every kind of block, and after each time the page is compared with what it is when read anew. */
function turnAll(doc: Y.Doc, schema: Schema): { readonly times: number; readonly draws: number } {
  const flow = new Flow(doc, schema, () => 0.5);
  const draws = vi.spyOn(flow.renderer, "draw");
  let times = 0;
  const turn = (marker: Y.Map<unknown>, key: string, value: unknown) => {
    if (value === undefined) marker.delete(key);
    else marker.set(key, value);
    times++;
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
    const other = new Flow(fresh, schema, () => 0.5);
    expect(flow.drawing.doc.toJSON()).toEqual(other.drawing.doc.toJSON());
    const places = ({ drawing: { leaves } }: Flow) =>
      leaves.map(({ block, pos, chain, tail, node }) => [
        block?.index,
        pos,
        chain.map(({ id }) => id),
        tail,
        `${node}`,
      ]);
    expect(places(flow)).toEqual(places(other));
  };
  flow.drawing;
  draws.mockClear();
  for (const { marker } of [...flow.blocks.list]) {
    if (marker === null) continue;
    const was = marker.get("t");
    for (const kind of kinds) turn(marker, "t", kind);
    turn(marker, "a.textAlign", "right");
    // Some stay what they became.
    if (times % 4 !== 0) turn(marker, "t", was);
  }
  return { times, draws: draws.mock.calls.length };
}

describe("a block that becomes another kind of block", () => {
  it("is drawn as a fresh load draws it, in a schema of narrow contents", () => {
    const { times, draws } = turnAll(narrowPage(), narrow);
    expect(draws).toBeGreaterThan(0);
    expect(draws).toBeLessThan(times);
  });

  it.each(goldenPages)("is drawn as a fresh load draws it: $title", ({ bytes }) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    turnAll(doc, pageSchema);
  });
});
