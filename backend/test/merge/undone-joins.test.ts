/** Undo of a join gives the block back as what others have made of it meanwhile, wherever they told of it in time. */
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { outline } from "./outline.js";
import { code, h, p } from "./page-words.js";

const writers: FlowWriter[] = [];
afterEach(() => {
  for (const writer of writers.splice(0)) writer.close();
});

/** Two people at one page. */
function meet(...content: object[]): [Hand, Hand] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  new Flow(doc, pageSchema).write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  const [a, b] = [0, 1].map(() => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    const writer = new FlowWriter(copy);
    writers.push(writer);
    return new Hand(writer);
  });
  return [a!, b!];
}

/** B tells what it did before it hears of what A did; then both have everything. */
function sync(): void {
  const [a, b] = writers;
  for (const [from, to] of [
    [b, a],
    [a, b],
    [b, a],
  ])
    Y.applyUpdate(to!.doc, Y.encodeStateAsUpdate(from!.doc, Y.encodeStateVector(to!.doc)));
}

const expectPages = (...lines: string[]) => {
  for (const { editor } of writers) expect(outline(editor.state.doc)).toEqual(lines);
};

describe("[P2] a block that undo of a join brings back", () => {
  it("is the heading that another made of it, with the words they typed", () => {
    const [a, b] = meet(p("alpha"), p("middle"), p("omega"));
    a.at("middle", 0).presses("Backspace");
    b.at("mid")
      .runs((c) => c.setHeading({ level: 2 }))
      .types("†");
    sync();
    expectPages("p: alphamid†dle", "p: omega");
    a.undoes();
    sync();
    expectPages("p: alpha", "h2: mid†dle", "p: omega");
    a.redoes().undoes();
    sync();
    expectPages("p: alpha", "h2: mid†dle", "p: omega");
  });

  it("takes no shared type that a stranger set in it", () => {
    const [a] = meet(p("alpha"), p("middle"));
    const [one, other] = writers;
    const marker = other!.flow.blocks.list.find(({ index }) => index === 1)!.marker!;
    a.at("middle", 0).presses("Backspace");
    marker.set("a.level", new Y.Map());
    sync();
    a.undoes();
    expect(outline(one!.editor.state.doc)).toEqual(["p: alpha", "p: middle"]);
  });

  it("is the item that another made of what was a heading behind code", () => {
    const [a, b] = meet(code("alpha"), h(1, "middle"), p("omega"));
    a.at("middle", 0).presses("Backspace");
    b.at("middle").runs((c) => c.setHeading({ level: 3 }).toggleBulletList());
    sync();
    a.undoes();
    sync();
    expectPages("code: alpha", "ul>li>p: middle", "p: omega");
  });

  it("becomes code as soon as that arrives, also when the join was taken back, made and taken back before", () => {
    const [a, b] = meet(p("alpha"), p("middle"), p("omega"));
    a.at("middle", 0).presses("Backspace").undoes().redoes().undoes();
    b.at("middle").runs((c) => c.toggleCodeBlock());
    sync();
    expectPages("p: alpha", "code: middle", "p: omega");
  });

  it("is in a range deleted across blocks as well, and one's own later undo leaves it alone", () => {
    const [a, b] = meet(p("alpha"), p("middle"), p("omega"));
    a.at("alpha").types("!").selects("pha", "ome").presses("Backspace");
    b.at("omega").runs((c) => c.setHeading({ level: 2 }));
    sync();
    a.undoes();
    sync();
    expectPages("p: alpha!", "p: middle", "h2: omega");
    a.undoes();
    sync();
    expectPages("p: alpha", "p: middle", "h2: omega");
  });
});
