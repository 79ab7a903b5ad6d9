/** A flow that no editor of ours wrote: anything a stranger can put into a Y.Doc is drawn, valid, the same for all. */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowStranger } from "../../../test/format/flow-stranger.js";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { pageSchema } from "../page-schema.js";
import { Blocks } from "./blocks.js";
import { Flow } from "./flow.js";
import { containersRoot, flowRoot } from "./names.js";
import { depthOf, maxContainers } from "./nesting.js";
import { seed } from "./seed.js";

function drawn(flow: Flow): string {
  const { doc } = flow.drawing;
  doc.check();
  return JSON.stringify(doc);
}

/** What the bytes say to somebody who reads them for the first time. */
function anew(doc: Y.Doc): string {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return drawn(new Flow(copy, pageSchema));
}

describe("a flow that strangers wrote", () => {
  it("is drawn valid, the same by whoever followed it and whoever reads it anew", () => {
    for (let number = 1; number <= 300; number++) {
      const stranger = new FlowStranger(number);
      const follower = new Y.Doc();
      Y.applyUpdate(follower, Y.encodeStateAsUpdate(stranger.doc));
      stranger.doc.on("update", (update: Uint8Array) => Y.applyUpdate(follower, update));
      const flow = new Flow(follower, pageSchema);
      for (let round = 0; round < 4; round++) {
        stranger.meddles(10);
        expect(drawn(flow), `stranger ${number}`).toBe(anew(stranger.doc));
      }
    }
  }, 300_000);

  it("can be written in, and nothing hidden goes by it", () => {
    for (let number = 1; number <= 60; number++) {
      const stranger = new FlowStranger(number).meddles(40);
      const writer = new FlowWriter(stranger.doc, () => 0.25);
      const hidden = () =>
        new Blocks(writer.flow.text).list.flatMap(({ runs }) => runs).filter(({ kind }) => kind === "hidden")
          .length;
      const before = hidden();
      new Hand(writer).runs((chain) =>
        chain.focus("end").insertContent({ type: "paragraph", content: [{ type: "text", text: "†" }] }),
      );
      expect(drawn(writer.flow), `stranger ${number}`).toContain("†");
      new Hand(writer).runs((chain) => chain.selectAll().deleteSelection());
      expect(hidden(), `stranger ${number}`).toBe(before);
      expect(writer.editor.state.doc.eq(writer.flow.drawing.doc)).toBe(true);
      expect(drawn(writer.flow)).toBe(anew(stranger.doc));
      writer.close();
    }
  }, 300_000);

  it("may be split inside of a surrogate pair", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    doc.getText(flowRoot).insert(1, "a😀b");
    const flow = new Flow(doc, pageSchema);
    for (const edit of [(text: Y.Text) => text.insert(3, "q"), (text: Y.Text) => text.delete(2, 1)]) {
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      edit(other.getText(flowRoot));
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
      expect(drawn(flow)).toBe(anew(doc));
    }
  });

  it("may hold what no text holds", () => {
    const doc = new Y.Doc();
    doc
      .getArray(flowRoot)
      .push([1, { t: "hardBreak" }, new Uint8Array([1]), new Y.Map([["t", "h1"]]), "text", new Y.Doc()]);
    const other = new Y.Doc();
    Y.applyUpdate(other, seed);
    const flow = new Flow(other, pageSchema);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(drawn(flow)).toBe(anew(other));
    const writer = new FlowWriter(other, () => 0.25);
    new Hand(writer).runs((chain) =>
      chain.selectAll().insertContent({ type: "text", text: "words" }).setHeading({ level: 2 }),
    );
    expect(drawn(writer.flow)).toBe(anew(other));
    expect(drawn(writer.flow)).toContain("words");
    writer.close();
  });
});

describe("a flow that strangers wrote at length", () => {
  const written = (write: (text: Y.Text, registry: Y.Map<unknown>) => void): Y.Doc => {
    const doc = new Y.Doc();
    doc.clientID = 9;
    doc.transact(() => write(doc.getText(flowRoot), doc.getMap(containersRoot)));
    return doc;
  };
  const marker = (keys: Readonly<Record<string, unknown>>) => new Y.Map(Object.entries(keys));
  const count = 10_000;
  const pages: Readonly<Record<string, () => Y.Doc>> = {
    "containers in each other": () =>
      written((text, registry) => {
        for (let i = 0; i < count; i++) registry.set(`n${i}`, `q${i === 0 ? "" : `n${i - 1}`}`);
        for (let i = 0; i < 100; i++) text.insertEmbed(text.length, marker({ p: `n${count - 1 - i}` }));
      }),
    "rows in rows, all in each other": () =>
      written((text, registry) => {
        // Each block is drawn with as many containers as a page may have in each other.
        for (let i = 0; i < count / 5; i++) {
          registry.set(`n${i}`, `r${i === 0 ? "" : `n${i - 1}`}`);
          text.insertEmbed(text.length, marker({ p: `n${i}` }));
        }
      }),
    "containers in a circle": () =>
      written((text, registry) => {
        for (let i = 0; i < count; i++) registry.set(`n${i}`, `bn${(i + 1) % count}`);
        for (let i = 0; i < 100; i++) text.insertEmbed(text.length, marker({ p: `n${i * 7}` }));
      }),
    "a chain of moves": () =>
      written((text) => {
        const blocks = Array.from({ length: count }, (_, i) => [
          { insert: marker({ m: [`k${i + 1}`] }) },
          { insert: { m: `k${i}` } },
          { insert: "x" },
        ]);
        text.applyDelta([...blocks.flat(), { insert: marker({}) }, { insert: { m: `k${count}` } }]);
      }),
    "moves in circles of two": () =>
      written((text) => {
        const blocks = Array.from({ length: count }, (_, i) => [
          { insert: marker({ m: [`k${i ^ 1}`] }) },
          { insert: { m: `k${i}` } },
          { insert: "x" },
        ]);
        text.applyDelta(blocks.flat());
      }),
    "one circle of moves": () =>
      written((text) => {
        const blocks = Array.from({ length: count }, (_, i) => [
          { insert: marker({ m: [`k${(i + 1) % count}`] }) },
          { insert: { m: `k${i}` } },
          { insert: "x" },
        ]);
        text.applyDelta(blocks.flat());
      }),
    "moves that each take the rest of the page along": () =>
      written((text) => {
        const blocks = Array.from({ length: count }, () => [
          { insert: marker({ m: ["k"] }) },
          { insert: "x" },
        ]);
        text.applyDelta([{ insert: marker({}) }, { insert: { m: "k" } }, ...blocks.flat()]);
      }),
    "every other one is moved to the top, and takes along what is before it": () =>
      written((text, registry) => {
        for (let i = 0; i < 60; i++) registry.set(`n${i}`, `q${i === 0 ? "" : `n${i - 1}`}`);
        const blocks = Array.from({ length: count }, (_, i) => [
          { insert: marker({ p: "n59", ...(i % 2 === 0 ? { m: ["k", null, null, null, null, 1] } : {}) }) },
          { insert: "x" },
        ]);
        text.applyDelta([{ insert: marker({}) }, { insert: { m: "k" } }, ...blocks.flat()]);
      }),
    "more moves to one place than a call takes": () =>
      written((text) => {
        const blocks = Array.from({ length: 13 * count }, () => ({ insert: marker({ m: ["k", 9, 9] }) }));
        text.applyDelta([{ insert: marker({}) }, { insert: { m: "k" } }, ...blocks]);
      }),
    "moves up to far markers": () =>
      written((text) => {
        const blocks = Array.from({ length: count }, (_, i) => [
          { insert: marker(i % 2 === 0 ? { m: [`k${i}`, 9, 0] } : {}) },
          { insert: "x" },
        ]);
        const places = Array.from({ length: count / 2 }, (_, i) => ({ insert: { m: `k${2 * i}` } }));
        text.applyDelta([...blocks.flat(), { insert: marker({}) }, ...places]);
      }),
    "a row of ten thousand cells": () =>
      written((text, registry) => {
        registry.set("t", "t");
        registry.set("r", "rt");
        for (let i = 0; i < count; i++) {
          registry.set(`c${i}`, ["d", "r", { $k: `k${i}`, colspan: 1_000 }]);
          text.insertEmbed(text.length, marker({ p: `c${i}` }));
        }
      }),
    "two thousand rows with a column each": () =>
      written((text, registry) => {
        registry.set("t", "t");
        for (let i = 0; i < 2_000; i++) {
          registry.set(`r${i}`, "rt");
          registry.set(`c${i}`, ["d", `r${i}`, { $k: `k${i}`, rowspan: 1_000, colspan: 1_000 }]);
          text.insertEmbed(text.length, marker({ p: `c${i}` }));
        }
      }),
    "lists that take turns": () =>
      written((text, registry) => {
        registry.set("a", "b");
        registry.set("b", "o");
        for (let i = 0; i < count; i++) text.insertEmbed(text.length, marker({ p: i % 2 === 0 ? "a" : "b" }));
      }),
    "one letter bold, one not": () =>
      written((text) => {
        const ops = Array.from({ length: count }, (_, i) => ({
          insert: "x",
          ...(i % 2 === 0 ? { attributes: { bold: true } } : {}),
        }));
        text.applyDelta(ops);
      }),
  };

  it.each([
    ["containers in each other", maxContainers],
    // A table, its row and a cell each time, and there is no room for part of one.
    ["rows in rows, all in each other", maxContainers - (maxContainers % 3)],
  ])("is nested as deep as a page may be, and no deeper: %s", (name, depth) => {
    const flow = new Flow(pages[name]!(), pageSchema);
    drawn(flow);
    expect(depthOf(flow.drawing.doc)).toBe(depth);
  });

  for (const [name, make] of Object.entries(pages)) {
    it(`is drawn in time: ${name}`, () => {
      const doc = make();
      const start = performance.now();
      const first = drawn(new Flow(doc, pageSchema));
      const ms = performance.now() - start;
      console.log(`${name}: ${Math.round(ms)} ms`);
      expect(first).toBe(anew(doc));
      // Whatever costs the square of its length takes minutes here.
      expect(ms).toBeLessThan(60_000);
    }, 120_000);
  }
});
