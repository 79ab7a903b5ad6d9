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
import { readOrder } from "./order.js";
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

const client = 9;
function written(write: (text: Y.Text, registry: Y.Map<unknown>) => void): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.transact(() => write(doc.getText(flowRoot), doc.getMap(containersRoot)));
  return doc;
}
const marker = (keys: Readonly<Record<string, unknown>>) => new Y.Map(Object.entries(keys));

/** Each block in one of two quotes, and with a place that says it was made between it and one so far behind it. */
const placesBetween = (count: number, apart: number): Y.Doc =>
  written((text, registry) => {
    registry.set("a", "q");
    registry.set("b", "q");
    // Two entries so far; each block is a marker, two keys of it, a place and a letter.
    const id = (at: number) => [client, 2 + 5 * at];
    const blocks = Array.from({ length: count }, (_, i) => {
      const moved = { m: [`k${(i * 7) % count}`, ...id(i + 1), ...id(i - 1)] };
      return [
        { insert: marker({ p: i % 3 === 0 ? "a" : "b", ...(i % 2 === 0 ? moved : { t: "h1" }) }) },
        { insert: { m: `k${i}`, n: [...id(i + apart), ...id(i)] } },
        { insert: "x" },
      ];
    });
    text.applyDelta(blocks.flat());
  });

/** The last block is what the one before it is joined to, and so on. */
const joinedOneToTheOther = (count: number): Y.Doc =>
  written((text) => {
    const blocks = Array.from({ length: count }, (_, i) => [
      { insert: marker({ m: [`k${i + 1}`, client, -1, client, -1], j: `k${i + 1}` }) },
      { insert: "x" },
      { insert: { m: `k${i}` } },
    ]);
    text.applyDelta([...blocks.flat(), { insert: marker({}) }, { insert: { m: `k${count}` } }]);
  });

/** All to the one block at the end, which can be continued by one of them. */
const joinedToOne = (count: number): Y.Doc =>
  written((text) => {
    const blocks = Array.from({ length: count }, () => [
      { insert: marker({ m: ["k", client, -1, client, -1], j: "k" }) },
      { insert: "x" },
    ]);
    text.applyDelta([...blocks.flat(), { insert: marker({}) }, { insert: { m: "k" } }]);
  });

describe("a flow that strangers wrote at length", () => {
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
    "places between blocks as far apart as they are looked at": () => placesBetween(count, 200),
    "places between blocks far apart": () => placesBetween(count, count / 2),
    "joined one to the other": () => joinedOneToTheOther(count),
    "joined to one": () => joinedToOne(count),
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

describe("what it takes to draw a flow that strangers wrote", () => {
  /** How many entries of lists are copied, looked through or passed on while `run` runs. */
  function entriesPassed(run: () => void): number {
    let passed = 0;
    const lists = Array.prototype as unknown as Record<string | symbol, (...given: unknown[]) => unknown>;
    const methods: (string | symbol)[] = [
      Symbol.iterator,
      "slice",
      "filter",
      "map",
      "flatMap",
      "concat",
      "indexOf",
      "includes",
      "find",
      "some",
    ];
    methods.push("findIndex", "findLast", "findLastIndex", "every", "toReversed", "splice", "join", "sort");
    const whole = methods.map((method) => [method, lists[method]!] as const);
    for (const [method, own] of whole) {
      lists[method] = function (this: unknown[], ...given: unknown[]) {
        const result = own.apply(this, given);
        // A part that is copied takes what is in it, whatever it was copied from.
        passed += method === "slice" ? (result as unknown[]).length : this.length;
        return result;
      };
    }
    try {
      run();
    } finally {
      for (const [method, own] of whole) lists[method] = own;
    }
    return passed;
  }

  function workOf(doc: Y.Doc): Readonly<Record<string, number>> {
    let chains = 0;
    const flow = new Flow(doc, pageSchema);
    readOrder(flow.blocks.list, (block) => {
      chains++;
      return flow.renderer.containersOf(block);
    });
    const entries = entriesPassed(() => {
      expect(new Flow(doc, pageSchema).drawing.doc.childCount).toBeGreaterThan(0);
    });
    return { chains, entries };
  }

  it.each<[string, (count: number) => Y.Doc]>([
    ["places between blocks as far apart as they are looked at", (count) => placesBetween(count, 200)],
    ["places between blocks far apart", (count) => placesBetween(count, count / 2)],
    ["blocks joined one to the other", joinedOneToTheOther],
    ["blocks joined to one", joinedToOne],
  ])(
    "grows in step with it: %s",
    (_, make) => {
      const [short, long] = [2_500, 10_000].map((count) => workOf(make(count)));
      for (const [what, least] of Object.entries(short!))
        expect(long![what], `${what}: ${least} in the shorter page`).toBeLessThan(4.4 * least + 100);
    },
    120_000,
  );

  it("looks at 200 blocks beside each place, and at none where there are more", () => {
    const [near, far, alone] = [200, 201, 2_000].map((apart) => workOf(placesBetween(5_000, apart)).chains!);
    // Something is moved to every other place.
    expect((near! - far!) / 2_500).toBeGreaterThan(180);
    expect((near! - far!) / 2_500).toBeLessThan(220);
    expect(far).toBe(alone);
  }, 120_000);

  it("draws blocks joined one to the other as one, and those joined to one as one and the others", () => {
    const contents = [joinedOneToTheOther(10_000), joinedToOne(10_000)].map((doc) =>
      new Flow(doc, pageSchema).drawing.doc.children.map(({ textContent }) => textContent.length),
    );
    expect(contents[0]).toEqual([10_000]);
    expect(contents[1]).toEqual(Array.from({ length: 10_000 }, () => 1));
  });
});
