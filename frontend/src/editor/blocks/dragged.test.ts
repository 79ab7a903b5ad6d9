/** What goes along with a dragged block, and that somebody else's words in all of it go along too. */
import { EditorState } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import {
  after,
  choosing,
  li,
  ol,
  p,
  page,
  positionOf,
  quote,
  shape,
  table,
  ul,
} from "../../../test/pages.js";
import { replicas } from "../../../test/replicas.js";
import { blockAt } from "./block-at.js";
import { chooseAround, dragged } from "./dragged.js";
import { nextToItsLike } from "./lists.js";
import { moveBlock } from "./move-block.js";

const content = [
  p("one"),
  ul("apple", li("pear", ul("seed", "stalk")), "plum"),
  quote("said", ol("first")),
  table("cell"),
  p("last"),
];
const blockOf = (state: EditorState, words: string) => blockAt(state.doc, positionOf(state.doc, words));

/** Drags the grip of a block to above another one. */
function drag(state: EditorState, grip: string, above: string) {
  const { start, end } = dragged(state, blockOf(state, grip));
  return moveBlock(state, start, nextToItsLike(state.doc, blockOf(state, above), start), end);
}

/** The words of what goes along when from there to there is chosen. */
function along(grip: string, from: string, to?: string): string {
  const state = choosing(page(...content), from, to);
  const { start, end } = dragged(state, blockOf(state, grip));
  return state.doc.textBetween(start, end, " ");
}

describe("what is dragged by a grip", () => {
  it("is all that is chosen where the block is among it, down to the last letter", () => {
    expect(along("pear", "apple", "seed")).toBe("apple pear seed stalk");
    expect(along("apple", "apple", "seed")).toBe("apple pear seed stalk");
    expect(along("stalk", "seed", "stalk")).toBe("seed stalk");
    expect(along("one", "one", "apple")).toBe("one apple pear seed stalk plum");
  });

  it("is the block alone where it is not, or where nothing is", () => {
    expect(along("plum", "apple", "pear")).toBe("plum");
    expect(along("pear", "seed", "stalk")).toBe("pear seed stalk");
    expect(along("cell", "ce")).toBe("cell");
    const state = EditorState.create({ doc: page(...content) });
    expect(dragged(state, 0)).toEqual({ start: 0, end: 5 });
  });

  it("is the quote where all of it is chosen, and what is chosen in it otherwise", () => {
    const chosen = choosing(page(...content), "said", "first");
    expect(shape(drag(chosen, "first", "one")!.doc)).toMatch(
      /^quote\(p\(said\) ol\(li\(p\(first\)\)\)\) p\(one\) ul/,
    );
    expect(shape(drag(choosing(page(...content), "aid", "first"), "first", "one")!.doc)).toMatch(
      /^p\(said\) ol\(li\(p\(first\)\)\) p\(one\) ul/,
    );
  });
});

describe("choosing all around a block", () => {
  const around = (words: string) => {
    const state = EditorState.create({ doc: page(...content) });
    return after(state, chooseAround(blockOf(state, words)));
  };

  it("is for the list or quote that it is in", () => {
    const text = ({ doc, selection: { from, to } }: EditorState) => doc.textBetween(from, to, " ");
    expect(text(around("pear"))).toBe("apple pear seed stalk plum");
    expect(text(around("seed"))).toBe("seed stalk");
    expect(text(around("said"))).toBe("said first");
    expect(around("one").selection.empty).toBe(true);
    expect(chooseAround(0)(around("one"))).toBe(false);
  });

  it("lets it be dragged as a whole, with what others write in it and put into it", () => {
    const { ours, theirs, meet } = replicas(page(...content));
    ours.write(() => drag(around("pear"), "plum", "last"));
    theirs.write(({ tr, doc }) => {
      const end = positionOf(doc, "apple") + 5;
      return tr
        .insertText("XYZ", positionOf(doc, "seed") + 2)
        .split(end, 2)
        .insertText("fig", end + 4);
    });
    expect(shape(meet())).toBe(
      "p(one) quote(p(said) ol(li(p(first)))) table(row(cell(p(cell)))) ul(li(p(apple)) li(p(fig)) li(p(pear) ul(li(p(seXYZed)) li(p(stalk)))) li(p(plum))) p(last)",
    );
  });
});

describe("while somebody else writes in what is dragged", () => {
  const spelt = (words: string) => `${words.slice(0, 2)}XYZ${words.slice(2)}`;

  it.each([
    ["apple", "seed"],
    ["seed", "stalk"],
    ["one", "apple"],
    ["pear", "plum"],
    ["said", "first"],
    ["one", "said"],
  ])("a move of “%s” to “%s” to anywhere keeps their words where these went", (from, to) => {
    const words = ["one", "apple", "pear", "seed", "stalk", "plum", "said", "first", "cell", "last"];
    let moves = 0;
    for (const above of words) {
      const { ours, theirs, meet } = replicas(page(...content));
      if (!ours.write(({ doc }) => drag(choosing(doc, from, to), to, above))) continue;
      moves++;
      const wanted = words.reduce(
        (told, word) => told.replace(`(${word})`, `(${spelt(word)})`),
        shape(ours.doc),
      );
      for (const word of words)
        theirs.write(({ tr, doc }) => tr.insertText("XYZ", positionOf(doc, word) + 2));
      expect([above, shape(meet())]).toEqual([above, wanted]);
    }
    expect(moves).toBeGreaterThan(0);
  });
});
