import type { Node } from "@tiptap/pm/model";
import { ReplaceStep, Transform } from "@tiptap/pm/transform";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { describe, expect, it } from "vitest";
import { Chance } from "../../../../scripts/chance.js";
import { pageSchema } from "../page-schema.js";
import { keptRanges } from "./kept.js";
import { PageDiff } from "./page-diff.js";
import { RedrawStep } from "./redraw-step.js";
import { stepTo } from "./steps.js";

const { paragraph, heading, blockquote, bulletList, orderedList, taskList, listItem, taskItem } =
  pageSchema.nodes;
const bold = pageSchema.marks.bold!.create();
const keys = new WeakMap<Node, unknown>();
const keyOf = (node: Node) => keys.get(node);

function keyed(key: unknown, node: Node): Node {
  keys.set(node, key);
  return node;
}

const page = (children: readonly Node[]): Node => pageSchema.node("doc", null, [...children]);
const words = (i: number) => `the words of block ${i}`;
const block = (i: number, type = paragraph!, text = words(i), marks = [] as (typeof bold)[]): Node =>
  keyed(i, type.create(null, pageSchema.text(text, marks)));
const blocks = (count: number, make: (i: number) => Node = (i) => block(i)): Node[] =>
  Array.from({ length: count }, (_, i) => make(i));

function go(before: Node, after: Node): Transform {
  const tr = new Transform(before);
  stepTo(tr, after, keyOf, keyOf);
  expect(tr.doc.eq(after)).toBe(true);
  return tr;
}

/** Texts under decorations that stand around each block's words, before and after. */
function decorated(tr: Transform): string[] {
  const decorations: Decoration[] = [];
  tr.before.descendants((node, pos) => {
    if (node.isTextblock) decorations.push(Decoration.inline(pos + 5, pos + 10, {}));
  });
  const found = DecorationSet.create(tr.before, decorations).map(tr.mapping, tr.doc).find();
  return found.map(({ from, to }) => tr.doc.textBetween(from, to));
}

describe("stepTo", () => {
  const many = 200;

  it("makes a step of each change where they are few", () => {
    const after = page(blocks(many, (i) => (i % 50 === 0 ? block(i, heading) : block(i))));
    const before = page(blocks(many, (i) => (i % 50 === 0 ? block(i) : after.child(i))));
    const { steps } = go(before, after);
    expect(steps).toHaveLength(4);
    expect(steps.some((step) => step instanceof ReplaceStep)).toBe(false);
  });

  it.each([
    ["become headings", blocks(many, (i) => block(i, heading))],
    ["become bold", blocks(many, (i) => block(i, paragraph, words(i), [bold]))],
    ["grow by a letter at either end", blocks(many, (i) => block(i, paragraph, `x${words(i)}x`))],
    ["stand between new ones", blocks(2 * many, (i) => (i % 2 === 0 ? block(i / 2) : block(i + many)))],
  ])("[P10] many blocks that %s are one step, and what is anchored in them stays", (_what, children) => {
    const tr = go(page(blocks(many)), page(children));
    expect(tr.steps).toHaveLength(1);
    expect(decorated(tr)).toEqual(blocks(many).map(() => "words"));
  });

  it("[P10] every second block goes, and the others keep what is anchored in them", () => {
    const left = blocks(many).filter((_, i) => i % 2 === 0);
    const tr = go(page(blocks(many)), page(left));
    expect(tr.steps).toHaveLength(1);
    expect(decorated(tr)).toEqual(left.map(() => "words"));
  });

  it("keeps what is anchored where no small step fits, as in a list that becomes one of another kind", () => {
    const list = (kind: typeof bulletList, item: typeof listItem) =>
      keyed(
        "list",
        kind!.create(
          null,
          blocks(3, (i) => keyed(`item ${i}`, item!.create(null, block(i)))),
        ),
      );
    const tr = go(page([list(bulletList, listItem)]), page([list(taskList, taskItem)]));
    expect(decorated(tr)).toEqual(["words", "words", "words"]);
    expect(
      go(page([list(bulletList, listItem)]), page([list(orderedList, listItem)])).steps[0],
    ).not.toBeInstanceOf(RedrawStep);
  });

  it("draws the very nodes of the new page, and is inverted and written down like any step", () => {
    const before = page(blocks(many));
    const after = page(blocks(many, (i) => (i === 7 ? before.child(7) : block(i, heading))));
    const { doc, steps } = go(before, after);
    expect(doc).toBe(after);
    expect(doc.child(7)).toBe(before.child(7));
    const [step] = steps;
    expect(step?.invert(before).apply(after).doc?.eq(before)).toBe(true);
    const copy = pageSchema.nodeFromJSON(before.toJSON());
    expect(step?.apply(copy).doc?.eq(after)).toBe(true);
    expect(step?.toJSON()).toMatchObject({ stepType: "replace" });
  });
});

it("says in one map what the maps of its steps say together", () => {
  let compared = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const chance = new Chance(seed);
    const change = (i: number): Node[] => {
      const kinds = [
        () => [block(i)],
        () => [block(i, heading)],
        () => [],
        () => [block(i), block(1000 + i)],
        () => [block(i, paragraph, `${words(i).slice(0, chance.below(9))}, ${words(i)}`)],
        () => [block(i, heading, words(i).slice(3), [bold])],
        () => [keyed(`q${i}`, blockquote!.create(null, block(i)))],
      ];
      return kinds[chance.below(kinds.length)]!();
    };
    const before = page(
      blocks(8)
        .flatMap((_, i) => (chance.below(4) === 0 ? change(i) : [block(i)]))
        .concat(block(99)),
    );
    const after = page(
      blocks(8)
        .flatMap((_, i) => change(i))
        .concat(block(99)),
    );
    const diff = new PageDiff(before, after, keyOf, keyOf);
    const tr = new Transform(before);
    if (!diff.steps.every((step) => !tr.maybeStep(step).failed) || !tr.doc.eq(after)) continue;
    compared++;
    const { size } = before.content;
    expect(keptRanges([diff.map()], size), `seed ${seed}`).toEqual(keptRanges(tr.mapping.maps, size));
    for (let pos = 0; pos <= size; pos++) {
      const $pos = before.resolve(pos);
      // Between the tokens of two containers nothing is anchored.
      if ($pos.nodeAfter === null || $pos.parent.isTextblock) continue;
      const [one, all] = [diff.map().mapResult(pos), tr.mapping.mapResult(pos)];
      expect(one.deleted, `seed ${seed}, ${pos}`).toBe(all.deleted);
      if (!all.deleted) expect(one.pos, `seed ${seed}, ${pos}`).toBe(all.pos);
    }
  }
  expect(compared).toBeGreaterThan(300);
});
