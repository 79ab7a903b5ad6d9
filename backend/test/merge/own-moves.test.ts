/** Whoever moves blocks about finds them where they put them, however often anything has been moved before. */
import type { JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed as firstUpdate } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { toldFlow } from "../format/told-flow.js";
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

/** The text, each marker of a moved block as what its `m` says, with words for markers' ids: the text behind them. */
function written(): unknown[] {
  const { flow } = toldFlow(writer!.doc) as {
    flow: ({ marker?: { m?: unknown[] } } & { embed?: { m: string } })[];
  };
  const inserts = writer!.doc.getText("flow").toDelta() as { insert: unknown }[];
  const names = new Map<string, unknown>();
  inserts.forEach(({ insert }, i) => {
    const id = insert instanceof Y.Map ? insert._item?.id : undefined;
    if (id !== undefined)
      names.set(
        `${id.client},${id.clock}`,
        inserts.slice(i).find(({ insert }) => typeof insert === "string")?.insert,
      );
  });
  const named = ([key, ...ids]: unknown[]) => [
    key,
    names.get(`${ids[0]},${ids[1]}`) ?? null,
    names.get(`${ids[2]},${ids[3]}`) ?? null,
    ...ids.slice(4),
  ];
  return flow.map(({ marker, embed }, i) => {
    if (marker !== undefined) return marker.m === undefined ? "¶" : named(marker.m);
    return embed === undefined ? inserts[i]?.insert : embed.m;
  });
}

describe("a move is written", () => {
  it("with the blocks behind and before it in the text, and one place for what goes together", () => {
    open([p("aa"), ul("bb", "cc"), p("dd")]).drags("bb", {}, "bulletList");
    const key = written().at(-2);
    const bb = [key, "cc", "aa"];
    expect(written()).toEqual(["¶", "aa", bb, "bb", [key, "dd", "bb"], "cc", "¶", "dd", key, "¶"]);
  });

  it("ahead of what it precedes at the top of its list", () => {
    open([p("aa"), ul("bb", "cc")]).drags("cc", { before: "bb" }, "listItem");
    const key = written()[3];
    expect(written()).toEqual(["¶", "aa", "¶", key, "bb", [key, null, "bb", 1], "cc", "¶"]);
  });
});

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
