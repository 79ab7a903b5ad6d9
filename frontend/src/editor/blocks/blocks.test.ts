/** What is done to blocks, and that somebody else's words in the block survive all of it. */
import type { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import {
  done,
  head,
  li,
  ol,
  p,
  page,
  positionOf,
  quote,
  rule,
  shape,
  table,
  tl,
  ul,
} from "../../../test/pages.js";
import { type Replica, replicas } from "../../../test/replicas.js";
import { blockAt, firstLeaf } from "./block-at.js";
import { emptyBlock, nextToItsLike } from "./lists.js";
import { moveBlock, removeBlock } from "./move-block.js";
import { kindOf, turnInto } from "./turn-into.js";

const state = (...content: object[]) => EditorState.create({ doc: page(...content) });
const blockOf = (doc: Node, words: string) => blockAt(doc, positionOf(doc, words));

function shown(tr: Transaction | null): string {
  if (tr === null) return "nothing";
  tr.doc.check();
  return shape(tr.doc);
}

const sample = () =>
  state(
    p("one"),
    ul("apple", li("pear", ul("seed"))),
    tl(done("done"), "open"),
    quote("said", ol("first")),
    table("cell", "next"),
    rule,
    head("head"),
  );

function blocksOf(doc: Node): number[] {
  const blocks: number[] = [];
  doc.descendants((_, pos) => {
    if (blockAt(doc, firstLeaf(doc, pos)) === pos) blocks.push(pos);
  });
  return blocks;
}

describe("the block at a position", () => {
  const { doc } = sample();
  const block = (words: string) => doc.nodeAt(blockOf(doc, words));

  it("is the paragraph, the item, and of a quote the block in it", () => {
    expect(block("one")?.type.name).toBe("paragraph");
    expect(block("apple")?.textContent).toBe("apple");
    expect(block("pear")?.textContent).toBe("pearseed");
    expect([block("seed")?.type.name, block("seed")?.textContent]).toEqual(["listItem", "seed"]);
    expect(block("said")?.type.name).toBe("paragraph");
    expect(block("first")?.type.name).toBe("listItem");
  });

  it("is a table as a whole, also where a list stands in a cell", () => {
    expect(block("next")?.type.name).toBe("table");
    const inCell = state(table(ul("point"))).doc;
    expect(blockOf(inCell, "point")).toBe(0);
  });

  it("is found again by its first text", () => {
    const words = blocksOf(doc).map((at) => doc.nodeAt(firstLeaf(doc, at))?.textContent);
    expect(words.join(" ")).toBe("one apple pear seed done open said first cell  head");
  });
});

describe("moving a block", () => {
  const moved = (words: string, beside: string, after = false) => {
    const { doc } = sample();
    const to = blockOf(doc, beside);
    return shown(moveBlock(sample(), blockOf(doc, words), after ? to + (doc.nodeAt(to)?.nodeSize ?? 0) : to));
  };

  it("makes a paragraph that comes into a list an item of it", () => {
    expect(moved("one", "pear")).toMatch(/^ul\(li\(p\(apple\)\) li\(p\(one\)\) /);
    expect(moved("one", "open")).toMatch(/tl\(ti✓\(p\(done\)\) ti\(p\(one\)\) ti/);
  });

  it("lets an item out of its list with a list of its own, and into another kind", () => {
    expect(moved("pear", "one")).toMatch(
      /^ul\(li\(p\(pear\) ul\(li\(p\(seed\)\)\)\)\) p\(one\) ul\(li\(p\(apple\)\)\)/,
    );
    expect(moved("done", "apple", true)).toContain("li(p(apple)) li(p(done))");
    const out = moveBlock(sample(), blockOf(sample().doc, "done"), 0);
    expect(out?.doc.nodeAt(1)?.attrs.checked).toBe(true);
  });

  it("takes lists and quotes along that it would leave empty", () => {
    expect(moved("seed", "one")).toContain("li(p(pear))) tl");
    const quoted = state(quote(ul("alone")), p("two"));
    expect(shown(moveBlock(quoted, blockOf(quoted.doc, "alone"), quoted.doc.content.size))).toBe(
      "p(two) ul(li(p(alone)))",
    );
  });

  it("refuses what cannot stand there, and where it stands already", () => {
    expect(moved("head", "pear")).toBe("nothing");
    expect(moved("cell", "open")).toBe("nothing");
    expect(moved("one", "one", true)).toBe("nothing");
    expect(moved("pear", "seed")).toBe("nothing");
    const { doc } = sample();
    expect(moveBlock(sample(), 0, positionOf(doc, "cell") - 1)).toBeNull();
  });

  it("leaves a valid page and every word once, from anywhere to anywhere", () => {
    const before = sample();
    const words = (doc: Node) => doc.textBetween(0, doc.content.size, " ", " ").trim().split(/ +/).toSorted();
    let moves = 0;
    for (const from of blocksOf(before.doc)) {
      for (let to = 0; to <= before.doc.content.size; to++) {
        const tr = moveBlock(before, from, to);
        if (tr === null) continue;
        moves++;
        tr.doc.check();
        expect(words(tr.doc)).toEqual(words(before.doc));
      }
    }
    expect(moves).toBeGreaterThan(80);
  });

  it("takes the caret along, and leaves one elsewhere where it is", () => {
    const caretAfter = (words: string) => {
      const { doc } = sample();
      const at = positionOf(doc, words) + 2;
      const chosen = EditorState.create({ doc, selection: TextSelection.create(doc, at) });
      const tr = moveBlock(chosen, blockOf(doc, "done"), 0);
      const { $head } = tr?.selection ?? chosen.selection;
      return [$head.parent.textContent, $head.parentOffset];
    };
    expect(caretAfter("done")).toEqual(["done", 2]);
    expect(caretAfter("open")).toEqual(["open", 2]);
  });
});

describe("deleting and adding a block", () => {
  it("leaves a paragraph where it was the last", () => {
    const { tr } = state(ul("alone"));
    removeBlock(tr, 1);
    expect(shown(tr)).toBe("p()");
  });

  it("adds an item in a list and a paragraph elsewhere", () => {
    const { doc } = sample();
    expect(emptyBlock(doc)?.type.name).toBe("paragraph");
    expect(emptyBlock(doc.child(1))?.type.name).toBe("listItem");
    expect(emptyBlock(doc.child(2))?.type.name).toBe("taskItem");
  });
});

describe("turning a block into another kind", () => {
  const kinds = [
    "text",
    "heading1",
    "heading3",
    "bulletList",
    "orderedList",
    "taskList",
    "quote",
    "codeBlock",
  ];
  const turned = (words: string, kind: string) =>
    shown(turnInto(sample(), blockOf(sample().doc, words), kind));

  it("makes a paragraph anything", () => {
    expect(turned("one", "heading3")).toMatch(/^h3\(one\) /);
    expect(turned("one", "quote")).toMatch(/^quote\(p\(one\)\) /);
    expect(turned("one", "codeBlock")).toMatch(/^code\(one\) /);
    expect(turned("one", "taskList")).toMatch(/^tl\(ti\(p\(one\)\)\) ul/);
  });

  it("joins the list of its kind beside it", () => {
    expect(turned("one", "bulletList")).toMatch(/^ul\(li\(p\(one\)\) li\(p\(apple\)\)/);
  });

  it("takes one item out of its list, with what hangs below it", () => {
    expect(turned("apple", "heading1")).toMatch(/^p\(one\) h1\(apple\) ul\(li\(p\(pear\)/);
    expect(turned("pear", "text")).toContain("ul(li(p(apple))) p(pear) ul(li(p(seed))) tl");
    expect(turned("pear", "quote")).toContain("quote(p(pear) ul(li(p(seed)))) tl");
    expect(turned("pear", "orderedList")).toContain("ul(li(p(apple))) ol(li(p(pear) ul(li(p(seed)))))");
    expect(turned("seed", "text")).toContain("li(p(pear) p(seed))");
    expect(turned("done", "bulletList")).toContain("li(p(done))) tl(ti(p(open)))");
  });

  it("takes a paragraph out of a quote", () => {
    expect(turned("said", "text")).toContain(" p(said) quote(ol(li(p(first))))");
    expect(turned("said", "heading1")).toContain("quote(h1(said) ");
  });

  it("does nothing to what has no text of its own, nor where it is that already", () => {
    expect(turned("cell", "heading1")).toBe("nothing");
    expect(turned("apple", "bulletList")).toBe("nothing");
    expect(turned("said", "quote")).toBe("nothing");
    expect(turned("head", "heading2")).toBe("nothing");
  });

  it("leaves every word, and the caret in the block", () => {
    const before = sample();
    for (const block of blocksOf(before.doc)) {
      for (const kind of kinds) {
        const tr = turnInto(before, block, kind);
        if (tr === null) continue;
        tr.doc.check();
        expect(tr.doc.textContent).toBe(before.doc.textContent);
        const { $head } = tr.selection;
        expect($head.parent.textContent).toBe(before.doc.nodeAt(firstLeaf(before.doc, block))?.textContent);
        const inQuote = $head.parent.type.name === "heading" || kind === "quote";
        if (!inQuote) expect(kindOf(tr.doc, blockAt(tr.doc, $head.pos))).toBeTruthy();
      }
    }
  });
});

describe("while somebody else writes in the block", () => {
  const types = (replica: Replica, words: string) =>
    replica.write(({ tr, doc }) => tr.insertText("XYZ", positionOf(doc, words) + 2));
  const spelt = (words: string) => `${words.slice(0, 2)}XYZ${words.slice(2)}`;
  const count = (doc: Node, words: string) => doc.textContent.split(words).length - 1;

  it.each(["one", "apple", "pear", "seed", "done", "said", "head", "cell"])(
    "a move of “%s” to anywhere keeps their words, once",
    (words) => {
      const { doc } = sample();
      for (const place of blocksOf(doc)) {
        const { ours, theirs, meet } = replicas(sample().doc);
        const moved = ours.write((now) => {
          const from = blockOf(doc, words);
          return moveBlock(now, from, nextToItsLike(doc, place, from));
        });
        types(theirs, words);
        if (moved) expect([words, place, count(meet(), spelt(words))]).toEqual([words, place, 1]);
      }
    },
  );

  it.each(["one", "apple", "pear", "seed", "done", "said", "head"])(
    "making “%s” anything keeps their words in it",
    (words) => {
      for (const kind of [
        "text",
        "heading1",
        "bulletList",
        "orderedList",
        "taskList",
        "quote",
        "codeBlock",
      ]) {
        const { ours, theirs, meet } = replicas(sample().doc);
        if (!ours.write((now) => turnInto(now, blockOf(now.doc, words), kind))) continue;
        const wanted = shape(ours.doc).replace(`(${words})`, `(${spelt(words)})`);
        types(theirs, words);
        expect(shape(meet())).toBe(wanted);
      }
    },
  );
});
