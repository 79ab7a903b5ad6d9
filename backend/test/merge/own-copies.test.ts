/** Pages of two letters, in which everything looks like everything else: what is pasted and dropped comes out as seen. */
import type { JSONContent } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed as firstUpdate } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { strays } from "../fuzz/meant.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { type Line, outline, readLines } from "./outline.js";
import { br, code, h, li, marked, p, quote, rule, table, td, ul } from "./page-words.js";

let writer: FlowWriter | null = null;
afterEach(() => {
  writer?.close();
  writer = null;
});

function open(content: readonly JSONContent[]): FlowWriter {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstUpdate);
  new Flow(doc, pageSchema, () => 0.5).write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  writer = new FlowWriter(doc, () => 0.25);
  return writer;
}

const pasted = (start: JSONContent, at: string, ...blocks: JSONContent[]) => {
  const { editor } = open([start]);
  new Hand(writer!).at(at).pastes(...blocks);
  return outline(editor.state.doc);
};

describe("what is pasted", () => {
  it("leaves the rest of the block, which ends as it does", () => {
    expect(pasted(p("Hello."), "Hello", p(" World."), p("Bye"))).toEqual(["p: Hello World.", "p: Bye."]);
    expect(pasted(p("abcd"), "ab", p("xd"), p("y"))).toEqual(["p: abxd", "p: ycd"]);
  });

  it("leaves the beginning of the block, which begins as it does", () => {
    expect(pasted(p("good day"), "good ", p("nice day"), p("bad "))).toEqual([
      "p: good nice day",
      "p: bad day",
    ]);
  });

  it("leaves what stands in between", () => {
    expect(pasted(p("first. last."), "first", p(". A."), p("B."), p("C"))).toEqual([
      "p: first. A.",
      "p: B.",
      "p: C. last.",
    ]);
  });
});

const starts = [
  [p("abab"), p("ba"), h(1, "ab"), p("")],
  [ul("ab", "ba", li("a", ul("ab", "b"))), p("ab"), quote("a", "ba")],
  [table([td("ab"), td("ba")], [td("a"), td("b")]), p("ab"), rule, p("ba")],
  [p("ab", br, "ab"), code("ab\nab"), p("a", marked("b", "bold"), "ab")],
];

/** A copy of some of the page, put in or dropped anywhere, or over something. */
function edit({ editor: { state } }: FlowWriter, chance: Chance): Transaction {
  const { doc, tr } = state;
  const { size } = doc.content;
  const [one, other, to] = [0, 0, 0].map(() => chance.below(size + 1)) as [number, number, number];
  const from = Math.min(one, other);
  const end = Math.min(Math.max(one, other), from + 8);
  const slice = doc.slice(from, end);
  const over = Math.min(size, to + chance.below(5));
  switch (chance.below(3)) {
    case 0:
      return tr.replaceRange(to, over, slice);
    case 1: {
      tr.deleteRange(from, end);
      const place = tr.mapping.map(to);
      return tr.replaceRange(place, place, slice);
    }
    default: {
      tr.replaceRange(to, to, slice);
      const [left, right] = [from, end].map((pos) => tr.mapping.map(pos)) as [number, number];
      return tr.deleteRange(left, right);
    }
  }
}

describe("copies and drops in a page of two letters", () => {
  for (let first = 1; first <= 1000; first += 250) {
    it(`come out as they were seen: seeds ${first} to ${first + 249}`, () => {
      for (let seed = first; seed < first + 250; seed++) {
        const chance = new Chance(seed);
        const person = open(starts[chance.below(starts.length)] ?? []);
        for (let i = 0; i < 6; i++) {
          const { leaves, doc } = person.flow.drawing;
          person.wanted = doc;
          person.editor.view.dispatch(edit(person, chance));
          const where = `seed ${seed}, edit ${i}, of ${outline(doc).join(" | ")}`;
          const [meant, drawn] = [person.wanted, person.editor.state.doc].map(readLines);
          const words = (lines: readonly Line[] | undefined) => lines?.flatMap(({ text }) => text || []);
          expect(words(drawn), where).toEqual(words(meant));
          // Cells are pasted into shapes that are no table.
          if (!outline(doc).some((line) => line.includes("table")))
            expect(strays(leaves, person.wanted, person.editor.state.doc), where).toEqual([]);
        }
        person.close();
      }
      writer = null;
    }, 60_000);
  }
});
