/** Whoever moves blocks about finds them where they put them, however often anything has been moved before. */
import type { JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed as firstUpdate } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { moveAtRandom } from "../fuzz/edits.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { outline } from "./outline.js";
import { h, li, p, quote, table, td, ul } from "./page-words.js";

let writer: FlowWriter | null = null;
afterEach(() => {
  writer?.close();
  writer = null;
});

function open(content: JSONContent[]): Hand {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstUpdate);
  new Flow(doc, pageSchema, () => 0.5).write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  writer = new FlowWriter(doc, () => 0.25);
  return new Hand(writer);
}

const shown = () => outline(writer!.editor.state.doc);

describe("a block moves", () => {
  it("before one that was moved behind it", () => {
    open([p("aa"), p("bb"), p("cc")])
      .drags("cc", { before: "bb" })
      .drags("aa", { before: "bb" });
    expect(shown()).toEqual(["p: cc", "p: aa", "p: bb"]);
  });

  it("and leaves behind what was moved behind it", () => {
    open([p("aa"), p("bb"), p("cc"), p("dd")])
      .drags("dd", { before: "bb" })
      .drags("cc", { before: "bb" })
      .drags("aa", {});
    expect(shown()).toEqual(["p: dd", "p: cc", "p: bb", "p: aa"]);
  });

  it("and leaves behind what was split off it", () => {
    open([p("aa"), p("bb"), p("cc")])
      .drags("aa", {})
      .at("a", 1)
      .presses("Enter")
      .drags("cc", {})
      .drags("a", { before: "bb" });
    expect(shown()).toEqual(["p: a", "p: bb", "p: a", "p: cc"]);
  });

  it("to the beginning and back, again and again", () => {
    const hand = open([p("aa"), p("bb"), p("cc")]);
    for (let i = 0; i < 5; i++) {
      hand.drags("cc", { before: i === 0 ? "aa" : "bb" });
      hand.drags("bb", { before: "cc" });
    }
    expect(shown()).toEqual(["p: bb", "p: cc", "p: aa"]);
  });
});

describe("many moves", () => {
  const pages = [
    [p("aa"), p("bb"), p("cc"), p("dd")],
    [h(1, "aa"), ul("bb", li("cc", ul("dd", "ee")), "ff"), p("gg"), quote("hh", "ii")],
    [p("aa"), table([td("bb"), td("cc")], [td("dd"), td("ee")], [td("ff"), td("gg")]), p("hh")],
  ];

  for (let first = 1; first <= 400; first += 100)
    it(`each end where they were meant to: seeds ${first} to ${first + 99}`, () => {
      for (let seed = first; seed < first + 100; seed++) {
        const chance = new Chance(seed);
        const hand = open(pages[chance.below(pages.length)]!);
        for (let i = 0; i < 12; i++) {
          moveAtRandom(writer!, chance);
          expect(shown(), `seed ${seed}, move ${i}`).toEqual(outline(writer!.wanted));
          if (chance.below(4) === 0) hand.at(writer!.wanted.textContent.slice(0, 1)).presses("Enter");
          if (chance.below(6) === 0) hand.undoes();
        }
        writer!.close();
        writer = null;
      }
    });
});
