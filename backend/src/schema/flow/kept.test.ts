import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { ReplaceStep, StepMap, Transform } from "@tiptap/pm/transform";
import { describe, expect, it } from "vitest";
import { Chance } from "../../../../scripts/chance.js";
import { pageSchema } from "../page-schema.js";
import { keptRanges } from "./kept.js";

const paragraph = (text: string): Node =>
  pageSchema.node("paragraph", null, text === "" ? [] : [pageSchema.text(text)]);
const page = (...texts: string[]): Node => pageSchema.node("doc", null, texts.map(paragraph));

function keptBy(doc: Node, edit: (tr: Transform) => void) {
  const tr = new Transform(doc);
  edit(tr);
  return keptRanges(tr.mapping.maps, doc.content.size);
}

describe("keptRanges", () => {
  it("keeps everything where no step is", () => {
    expect(keptRanges([], 5)).toEqual([{ oldFrom: 0, newFrom: 0, length: 5 }]);
  });

  it("keeps nothing of an empty document", () => {
    expect(keptRanges([], 0)).toEqual([]);
  });

  it("splits at an insertion", () => {
    expect(keptBy(page("abcd"), (tr) => tr.insert(3, pageSchema.text("XY")))).toEqual([
      { oldFrom: 0, newFrom: 0, length: 3 },
      { oldFrom: 3, newFrom: 5, length: 3 },
    ]);
  });

  it("leaves out a deletion, and knows which of equal letters went", () => {
    expect(keptBy(page("aaa"), (tr) => tr.delete(2, 3))).toEqual([
      { oldFrom: 0, newFrom: 0, length: 2 },
      { oldFrom: 3, newFrom: 2, length: 2 },
    ]);
  });

  it("joins what an insertion and its deletion had split", () => {
    const edit = (tr: Transform) => tr.insert(3, pageSchema.text("XY")).delete(3, 5);
    expect(keptBy(page("abcd"), edit)).toEqual([{ oldFrom: 0, newFrom: 0, length: 6 }]);
  });

  it("keeps the content of a block that is wrapped, and everything under a change of marks", () => {
    const doc = page("ab", "cd");
    const quote = pageSchema.nodes.blockquote!;
    const wrap = (tr: Transform) => tr.wrap(doc.resolve(5).blockRange()!, [{ type: quote }]);
    expect(keptBy(doc, wrap)).toEqual([
      { oldFrom: 0, newFrom: 0, length: 4 },
      { oldFrom: 4, newFrom: 5, length: 4 },
    ]);
    const bold = (tr: Transform) => tr.addMark(1, 3, pageSchema.marks.bold!.create());
    expect(keptBy(doc, bold)).toEqual([{ oldFrom: 0, newFrom: 0, length: 8 }]);
  });

  it("follows several ranges of one step", () => {
    const map = new StepMap([1, 1, 0, 4, 0, 3, 6, 2, 2]);
    expect(keptRanges([map], 10)).toEqual([
      { oldFrom: 0, newFrom: 0, length: 1 },
      { oldFrom: 2, newFrom: 1, length: 2 },
      { oldFrom: 4, newFrom: 6, length: 2 },
      { oldFrom: 8, newFrom: 10, length: 2 },
    ]);
  });

  it("says what tracking every position through random steps says", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const chance = new Chance(seed);
      const size = 1 + chance.below(20);
      const doc = page("x".repeat(size));
      const tr = new Transform(doc);
      // Where each old position stands now, or null.
      let places: (number | null)[] = Array.from({ length: doc.content.size }, (_, i) => i);
      for (let step = 0; step < 4; step++) {
        const end = tr.doc.content.size - 1;
        const from = 1 + chance.below(end);
        const to = from + chance.below(end - from + 1);
        const text = "y".repeat(chance.below(3));
        const slice = new Slice(Fragment.from(text === "" ? null : pageSchema.text(text)), 0, 0);
        tr.step(new ReplaceStep(from, to, slice));
        places = places.map((place) => {
          if (place === null || (place >= from && place < to)) return null;
          return place < from ? place : place + text.length - (to - from);
        });
      }
      const kept = keptRanges(tr.mapping.maps, doc.content.size);
      const said: (number | null)[] = places.map(() => null);
      for (const { oldFrom, newFrom, length } of kept) {
        for (let i = 0; i < length; i++) said[oldFrom + i] = newFrom + i;
      }
      expect(said, `seed ${seed}`).toEqual(places);
    }
  });
});
