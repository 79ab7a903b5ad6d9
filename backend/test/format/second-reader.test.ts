/**
 * docs/document-format.md is enough to write another reader: one written from it alone draws what ours draws. Where
 * they differ, the page is unclear or a reader is wrong.
 */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { actAtRandom } from "../fuzz/edits.js";
import { FlowWriter } from "../merge/flow-writer.js";
import { h, li, p, quote, table, td, th, tl, ul } from "../merge/page-words.js";
import { FlowStranger } from "./flow-stranger.js";
import { rearrangeAtRandom } from "./rearranging.js";
import { readPageAgain } from "./second-reader.js";
import { toldFlow } from "./told-flow.js";
import { goldenPages, readToldPages } from "./told-pages.js";

const docsFile = new URL("../../../docs/document-format.md", import.meta.url);

const examples = readToldPages(docsFile, "12. Examples");

function readOurs(doc: Y.Doc): unknown {
  const flow = new Flow(doc, pageSchema);
  const page: unknown = flow.drawing.doc.toJSON();
  flow.destroy();
  return page;
}

function fromBytes(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** What three people make of a page who meet now and then, each by doing something `act` chooses. */
function madeAtRandom(number: number, commands: number, act: typeof rearrangeAtRandom): Y.Doc {
  const chance = new Chance(number);
  const random = () => chance.below(2 ** 30) / 2 ** 30;
  const first = new Y.Doc({ guid: "" });
  first.clientID = 50;
  Y.applyUpdate(first, seed);
  const start = [
    [h(1, "ab"), p("cd"), ul("ef", li("gh", ul("ij")))],
    [tl("ab", "cd"), quote("ef", "gh"), p("ij")],
    [p("ab"), table([th("cd"), th("ef")], [td("gh"), td("ij")]), p("kl")],
  ][number % 3]!;
  new Flow(first, pageSchema, random).write(
    pageSchema.nodeFromJSON({ type: "doc", content: start }),
    [],
    "start",
  );
  const people = [1, 2, 3].map((id) => {
    const doc = new Y.Doc({ guid: "" });
    doc.clientID = 100 + id;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first));
    return new FlowWriter(doc, random);
  });
  let letter = 0x4e00;
  const meet = () => {
    const all = Y.mergeUpdates(people.map(({ doc }) => Y.encodeStateAsUpdate(doc)));
    for (const { doc } of people) Y.applyUpdate(doc, all);
  };
  for (let i = 0; i < commands; i++) {
    act(people[chance.below(3)]!, chance, () => String.fromCharCode(letter++));
    if (chance.below(12) === 0) meet();
  }
  meet();
  const made = fromBytes(Y.encodeStateAsUpdate(people[0]!.doc));
  for (const one of people) one.close();
  return made;
}

describe("a reader written from docs/document-format.md", () => {
  it.each(examples)("reads the example: $title", ({ bytes, flow, page }) => {
    const doc = fromBytes(bytes);
    expect(toldFlow(doc)).toEqual(flow);
    expect(readPageAgain(doc)).toEqual(page);
    expect(readOurs(doc)).toEqual(page);
  });

  it("begins a page with the bytes that the format tells", () => {
    const [, table = ""] =
      /\*\*Seed\.\*\*[\s\S]*?```text\n([^`]*)```/.exec(readFileSync(docsFile, "utf8")) ?? [];
    const told = table.split("\n").map((line) => line.trim().split(/ {2,}/)[0]);
    expect(Buffer.from(told.join("").replaceAll(" ", ""), "hex")).toEqual(Buffer.from(seed));
  });

  it("reads the bytes that never change", () => {
    for (const { bytes, page } of goldenPages) expect(readPageAgain(fromBytes(bytes))).toEqual(page);
    expect(readPageAgain(new Y.Doc())).toEqual({ type: "doc", content: [{ type: "paragraph" }] });
  });

  for (let first = 1; first <= 100; first += 50) {
    it(`reads what three people wrote: ${first} to ${first + 49}`, () => {
      for (let number = first; number < first + 50; number++) {
        const doc = madeAtRandom(number, 40, actAtRandom);
        expect(readPageAgain(doc), `seed ${number}`).toEqual(readOurs(doc));
      }
    }, 300_000);

    it(`reads what three people rearranged: ${first} to ${first + 49}`, () => {
      const counts = { places: 0, joins: 0 };
      for (let number = first; number < first + 50; number++) {
        const doc = madeAtRandom(number, 40, rearrangeAtRandom);
        expect(readPageAgain(doc), `seed ${number}`).toEqual(readOurs(doc));
        const told = JSON.stringify(toldFlow(doc));
        counts.places += told.split('"n":').length - 1;
        counts.joins += told.split('"j":').length - 1;
      }
      expect(counts.places).toBeGreaterThan(100);
      expect(counts.joins).toBeGreaterThan(10);
    }, 300_000);
  }

  it("reads what no editor wrote", () => {
    // The last ones have tables in tables, and something that went along in between.
    for (const number of [...Array.from({ length: 400 }, (_, i) => i + 1), 474, 2_004]) {
      const { doc } = new FlowStranger(number).meddles(60);
      expect(readPageAgain(doc), `stranger ${number}`).toEqual(readOurs(doc));
    }
  }, 300_000);

  it.each([199, 200, 201])("reads a place whose neighbours came to stand %i blocks apart", (apart) => {
    const doc = new Y.Doc();
    doc.getMap("c").set("Q", "q");
    const text = doc.getText("flow");
    const inQuote = Array.from({ length: apart }, () => [
      { insert: new Y.Map([["p", "Q"]]) },
      { insert: "x" },
    ]);
    const moved = new Y.Map<unknown>(Object.entries({ p: "", m: ["k"] }));
    text.applyDelta([{ insert: moved }, ...inQuote.flat(), { insert: new Y.Map([["p", ""]]) }]);
    const [left, right] = [1, 1 + 2 * apart].map((index) => {
      const { item } = Y.createRelativePositionFromTypeIndex(text, index);
      return [item!.client, item!.clock];
    });
    text.insertEmbed(2, { m: "k", n: [...right!, ...left!] });
    moved.set("m", ["k", ...left!]);
    const page = readPageAgain(doc);
    expect(page).toEqual(readOurs(doc));
    // Behind the whole quote, or where its text is.
    expect(page.content).toHaveLength(apart <= 200 ? 3 : 4);
  });

  // The last ones tell what the others do not: the same item in two cells, joins of blocks moved ahead.
  const entangling = [...Array.from({ length: 2_000 }, (_, i) => i + 1), 2_995, 3_446, 3_911, 8_459];
  for (let first = 0; first < entangling.length; first += 501) {
    const numbers = entangling.slice(first, first + 501);
    it(`reads moves and joins that nobody meant: from ${numbers[0]}`, () => {
      for (const number of numbers) {
        const { doc } = new FlowStranger(number).entangles(3 + (number % 10));
        expect(readPageAgain(doc), `stranger ${number}`).toEqual(readOurs(doc));
      }
    }, 300_000);
  }

  it("reads what is nested deeper than a page goes", () => {
    for (let number = 1; number <= 100; number++) {
      const { doc } = new FlowStranger(number).meddles(20).nests(20 + 2 * number);
      expect(readPageAgain(doc), `stranger ${number}`).toEqual(readOurs(doc));
    }
  }, 300_000);
});
