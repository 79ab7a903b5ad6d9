/** Blocks that were joined to one that is not their neighbour in the text: they are drawn, and edited, as one. */
import type { JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { outline } from "../../../test/merge/outline.js";
import { br, h, li, marked, p, quote, table, td, ul } from "../../../test/merge/page-words.js";
import { network } from "../../../test/merge/writer.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { flowRoot } from "./names.js";
import { fromRelative, toRelative } from "./positions.js";
import { seed } from "./seed.js";

const writers: FlowWriter[] = [];
afterEach(() => {
  for (const writer of writers.splice(0)) writer.close();
});

function write(doc: Y.Doc): FlowWriter {
  const writer = new FlowWriter(doc, () => 0.25);
  writers.push(writer);
  return writer;
}

function open(...content: JSONContent[]): FlowWriter {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  new Flow(doc, pageSchema, () => 0.5).write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  return write(doc);
}

/** `moved` is dragged behind the block before `before`, and joined to that; what was between is behind both now. */
function join(writer: FlowWriter, moved: string, before: string, name?: string): Hand {
  const joins = joinsIn(writer);
  const hand = new Hand(writer).drags(moved, { before }, name).at(moved, 0).presses("Backspace");
  // An item is a paragraph of the one before first.
  if (joinsIn(writer) === joins) hand.presses("Backspace");
  expect(joinsIn(writer)).toBe(joins + 1);
  return hand;
}

/** How many blocks are drawn as the end of another, and stand elsewhere in the text. */
const joinsIn = ({ flow }: FlowWriter): number => flow.drawing.leaves.filter(({ joined }) => joined).length;

/** The text, with a blank for each token that is no letter. */
const lettersIn = (text: Y.Text): string =>
  (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === "string" ? insert : " "))
    .join("");

/** The page, which is what whoever edited it last saw before the flow had its say. */
function shown({ editor, wanted }: FlowWriter): string[] {
  const lines = outline(editor.state.doc);
  expect(lines).toEqual(outline(wanted));
  return lines;
}

function meet(one: FlowWriter, other: FlowWriter): void {
  const updates = [one, other].map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const { doc } of [one, other]) for (const update of updates) Y.applyUpdate(doc, update, network);
}

describe("each position of a page with joined blocks comes back as itself", () => {
  const comesBack = (writer: FlowWriter) => {
    const { flow } = writer;
    let positions = 0;
    flow.drawing.doc.descendants((node, pos) => {
      if (!node.isTextblock) return;
      for (let offset = 0; offset <= node.content.size; offset++) {
        const at = pos + 1 + offset;
        const relative = toRelative(flow, at);
        expect(relative && fromRelative(flow, relative), `${offset} in “${node.textContent}”`).toBe(at);
        positions++;
      }
    });
    return positions;
  };

  it("with marks, line breaks, and tokens that are not drawn on both sides of the seam", () => {
    const writer = open(p("a", br, marked("b", "bold")), p("bb"), p("c", br, marked("d", "code")), p("dd"));
    join(writer, "c", "bb");
    writer.doc.transact(() => {
      const text = writer.doc.getText(flowRoot);
      for (const index of [text.length - 2, 4, 3, 2]) text.insertEmbed(index, { unknown: "token" });
    }, network);
    expect(joinsIn(writer)).toBe(1);
    expect(comesBack(writer)).toBe(7 + 3 + 3);
  });

  it("where one block was joined to another that is joined, and one of them is empty", () => {
    const writer = open(p("aa"), p("bb"), p("cc"), p("dd"), p("ee"), p("ff"));
    join(writer, "dd", "bb");
    join(writer, "ff", "bb");
    expect(shown(writer)).toEqual(["p: aaddff", "p: bb", "p: cc", "p: ee"]);
    expect(comesBack(writer)).toBe(7 + 3 + 3 + 3);
    const text = writer.doc.getText(flowRoot);
    writer.doc.transact(() => text.delete(lettersIn(text).indexOf("dd"), 2), network);
    expect(shown(writer)).toEqual(["p: aaff", "p: bb", "p: cc", "p: ee"]);
    expect(joinsIn(writer)).toBe(2);
    expect(comesBack(writer)).toBe(5 + 3 + 3 + 3);
  });

  it("in an item, in a quote and in a cell", () => {
    const writer = open(
      ul("aa", li("bb", ul("cc"))),
      quote("dd", "ee", "ff"),
      table([td("gg", "hh")]),
      p("ii"),
    );
    join(writer, "cc", "bb", "listItem");
    join(writer, "ff", "ee");
    join(writer, "ii", "hh");
    expect(joinsIn(writer)).toBe(3);
    comesBack(writer);
  });

  it("and the caret stays at its letter when a block beside it is joined or parted", () => {
    const writer = open(p("aa"), p("bb"), p("cc"), p("dd"));
    const { flow } = writer;
    const letter = (text: string) => {
      let found = 0;
      flow.drawing.doc.descendants((node, pos) => {
        if (node.text?.includes(text)) found = pos + node.text.indexOf(text);
      });
      return found;
    };
    const places = () => ["a", "b", "c", "d"].map((text) => toRelative(flow, letter(text) + 1)!);
    const before = places();
    const hand = join(writer, "cc", "bb");
    const after = places();
    const stay = (relatives: Y.RelativePosition[]) =>
      relatives.forEach((relative, i) => {
        expect(fromRelative(flow, relative)).toBe(letter("abcd"[i]!) + 1);
      });
    stay(before);
    hand.undoes();
    stay(after);
  });
});

describe("a joined block is edited as it is seen", () => {
  const joined = () => {
    const writer = open(p("aaa"), p("bb"), p("ccc"), p("dd"));
    return { writer, hand: join(writer, "ccc", "bb") };
  };
  const rest = ["p: bb", "p: dd"];
  const sides = [
    ["before the seam", 2],
    ["at the seam", 3],
    ["behind the seam", 4],
  ] as const;
  const text = "aaaccc";

  it.each(sides)("Enter %s parts it there, and Backspace joins it again", (_, offset) => {
    const { writer, hand } = joined();
    hand.at(text, offset).presses("Enter");
    const parted = [`p: ${text.slice(0, offset)}`, `p: ${text.slice(offset)}`, ...rest];
    expect(shown(writer)).toEqual(parted);
    hand.presses("Backspace");
    expect(shown(writer)).toEqual([`p: ${text}`, ...rest]);
    hand.undoes();
    expect(shown(writer)).toEqual(parted);
    hand.undoes();
    expect(shown(writer)).toEqual([`p: ${text}`, ...rest]);
  });

  it.each(sides)("Backspace and Delete %s take a letter, and undo brings it back", (_, offset) => {
    const { writer, hand } = joined();
    hand.at(text, offset).presses("Backspace");
    expect(shown(writer)).toEqual([`p: ${text.slice(0, offset - 1)}${text.slice(offset)}`, ...rest]);
    hand.undoes().at(text, offset).presses("Delete");
    expect(shown(writer)).toEqual([`p: ${text.slice(0, offset)}${text.slice(offset + 1)}`, ...rest]);
    hand.undoes();
    expect(shown(writer)).toEqual([`p: ${text}`, ...rest]);
    expect(joinsIn(writer)).toBe(1);
  });
});

describe("a heading that was joined to a paragraph", () => {
  const joined = () => {
    const writer = open(p("aa"), p("bb"), h(2, "cc"), p("dd"));
    const before = write(copyOf(writer.doc));
    return { writer, hand: join(writer, "cc", "bb"), before };
  };
  const copyOf = (doc: Y.Doc) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    return copy;
  };

  it("is that heading again when the join is undone", () => {
    const { writer, hand } = joined();
    expect(shown(writer)).toEqual(["p: aacc", "p: bb", "p: dd"]);
    hand.undoes();
    expect(shown(writer)).toEqual(["p: aa", "h2: cc", "p: bb", "p: dd"]);
  });

  it("is that heading again where somebody else deleted the paragraph meanwhile", () => {
    const { writer, before } = joined();
    new Hand(before).deletesNode("aa");
    meet(writer, before);
    expect(outline(writer.editor.state.doc)).toEqual(["h2: cc", "p: bb", "p: dd"]);
    expect(outline(before.editor.state.doc)).toEqual(["h2: cc", "p: bb", "p: dd"]);
  });

  it("is a paragraph where Enter parts it, as the editor has it, and what it was when that is undone twice", () => {
    const { writer, hand } = joined();
    hand.at("aacc", 2).presses("Enter");
    expect(shown(writer)).toEqual(["p: aa", "p: cc", "p: bb", "p: dd"]);
    hand.undoes().undoes();
    expect(shown(writer)).toEqual(["p: aa", "h2: cc", "p: bb", "p: dd"]);
  });

  it("keeps what somebody else types in it meanwhile, in the paragraph", () => {
    const { writer, before } = joined();
    new Hand(before).at("cc", 1).types("x").at("aa").types("y");
    meet(writer, before);
    for (const { editor } of [writer, before])
      expect(outline(editor.state.doc)).toEqual(["p: aaycxc", "p: bb", "p: dd"]);
  });
});
