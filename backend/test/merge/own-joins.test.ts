/** A block that was joined to one which is not its neighbour in the text is one block with it for whoever writes there. */
import type { JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Flow } from "../../src/schema/flow/flow.js";
import { fromRelative, toRelative } from "../../src/schema/flow/positions.js";
import { seed } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { outline } from "./outline.js";
import { code, h, p, ul } from "./page-words.js";

let writer: FlowWriter | null = null;
afterEach(() => {
  writer?.close();
  writer = null;
});

/** A page in which `middle` was dragged behind `omega` and joined to it. */
function joined(middle: JSONContent = p("middle"), omega: JSONContent = p("omega")): Hand {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const page = pageSchema.nodeFromJSON({ type: "doc", content: [p("alpha"), middle, omega, p("ending")] });
  new Flow(doc, pageSchema, () => 0.5).write(page, [], "start");
  writer = new FlowWriter(doc, () => 0.25);
  const hand = new Hand(writer).drags("middle", { before: "ending" });
  return hand.at("middle", 0).presses("Backspace");
}

const shown = () => outline(writer!.editor.state.doc);

/** As whoever opens the page later sees it. */
function opened(): string[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer!.doc));
  return outline(new Flow(doc, pageSchema).drawing.doc);
}

const expectPage = (...lines: string[]) => {
  expect(shown()).toEqual(lines);
  expect(opened()).toEqual(lines);
};

describe("in a joined block", () => {
  it("no letter is written a second time", () => {
    joined();
    expectPage("p: alpha", "p: omegamiddle", "p: ending");
    const text = writer!.doc.getText("flow").toString();
    expect(text.split("middle")).toHaveLength(2);
    expect(text.indexOf("middle")).toBeLessThan(text.indexOf("omega"));
  });

  it("every position is found again", () => {
    joined();
    const flow = new Flow(writer!.doc, pageSchema);
    const { doc } = flow.drawing;
    for (let pos = 1; pos < doc.content.size; pos++) {
      if (!doc.resolve(pos).parent.isTextblock) continue;
      const relative = toRelative(flow, pos);
      expect(relative && fromRelative(flow, relative), `position ${pos}`).toBe(pos);
    }
  });

  it("one types before the seam, at it and behind it", () => {
    joined().at("ome").types("1").at("ga").types("2").at("mid").types("3");
    expectPage("p: alpha", "p: ome1ga2mid3dle", "p: ending");
  });

  it("one deletes over the seam, and takes it back", () => {
    const hand = joined().selects("ga", "mid").presses("Backspace");
    expectPage("p: alpha", "p: omedle", "p: ending");
    hand.undoes();
    expect(shown()).toEqual(["p: alpha", "p: omegamiddle", "p: ending"]);
    hand.at("ome").presses("Delete").presses("Delete").presses("Delete");
    expectPage("p: alpha", "p: omeiddle", "p: ending");
  });

  it("one deletes either part alone", () => {
    joined().selects("middle").presses("Backspace").types("x");
    expectPage("p: alpha", "p: omegax", "p: ending");
  });

  it("the first part goes and the second stays", () => {
    joined().selects("omega").presses("Backspace");
    expectPage("p: alpha", "p: middle", "p: ending");
  });

  it("one parts it before the seam, at it and behind it", () => {
    joined().at("ome").presses("Enter");
    expectPage("p: alpha", "p: ome", "p: gamiddle", "p: ending");
    writer!.close();
    joined().at("omega").presses("Enter").types("x");
    expectPage("p: alpha", "p: omega", "p: xmiddle", "p: ending");
    writer!.close();
    joined().at("mid").presses("Enter");
    expectPage("p: alpha", "p: omegamid", "p: dle", "p: ending");
  });

  it("what was a heading is a paragraph once it is parted from one", () => {
    joined(h(2, "middle")).at("omega").presses("Enter");
    expectPage("p: alpha", "p: omega", "p: middle", "p: ending");
  });

  it("marks, turning into, lists and drags hold for all of it", () => {
    const hand = joined()
      .selects("ga", "mid")
      .runs((c) => c.toggleBold());
    expectPage("p: alpha", "p: ome[bold:gamid]dle", "p: ending");
    hand.runs((c) => c.toggleHeading({ level: 2 }));
    expectPage("p: alpha", "h2: ome[bold:gamid]dle", "p: ending");
    hand.drags("omega", { before: "alpha" });
    expectPage("h2: ome[bold:gamid]dle", "p: alpha", "p: ending");
    hand.at("omega").runs((c) => c.setParagraph().toggleBulletList());
    expectPage("ul>li>p: ome[bold:gamid]dle", "p: alpha", "p: ending");
    hand.deletesNode("omega", "bulletList");
    expectPage("p: alpha", "p: ending");
    hand.undoes();
    expect(shown()).toEqual(["ul>li>p: ome[bold:gamid]dle", "p: alpha", "p: ending"]);
  });

  it("another block is joined to it, and it to another", () => {
    joined().at("ending", 0).presses("Backspace").at("omega", 0).presses("Backspace");
    expectPage("p: alphaomegamiddleending");
  });

  it("code and items are joined too", () => {
    joined(code("middle"), ul("omega"));
    expectPage("p: alpha", "ul>li>p: omegamiddle", "p: ending");
  });

  it("undo parts it, redo joins it", () => {
    const hand = joined().undoes();
    expectPage("p: alpha", "p: omega", "p: middle", "p: ending");
    hand.redoes();
    expectPage("p: alpha", "p: omegamiddle", "p: ending");
  });
});
