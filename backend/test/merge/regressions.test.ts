/** What random edits once found, as the edits that show it: each of these was a fault. */
import type { JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Flow } from "../../src/schema/flow/flow.js";
import { flowRoot } from "../../src/schema/flow/names.js";
import { seed } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { disagreements, reopensAsShown } from "../fuzz/agreement.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand } from "./hand.js";
import { outline } from "./outline.js";
import { marked, p } from "./page-words.js";
import { network } from "./writer.js";

let writers: FlowWriter[] = [];
afterEach(() => {
  for (const writer of writers) writer.close();
  writers = [];
});

/** Two people who have loaded the same page, which somebody else wrote. */
function two(...content: JSONContent[]): readonly [Hand, Hand] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  new Flow(doc, pageSchema, () => 0.5).write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  return load(Y.encodeStateAsUpdate(doc));
}

function load(update: Uint8Array): readonly [Hand, Hand] {
  const open = (clientID: number) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    Y.applyUpdate(doc, update, network);
    const writer = new FlowWriter(doc, () => clientID / 1000);
    writers.push(writer);
    return new Hand(writer);
  };
  return [open(100), open(200)];
}

/** Each gets what the other has; afterwards they see the same, and so does whoever opens the page. */
function meet(): string[] {
  for (const from of writers)
    for (const { doc } of writers)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(doc)), network);
  expect(disagreements(writers)).toEqual({ diverged: [], invalid: [] });
  expect(writers.every(reopensAsShown)).toBe(true);
  return outline(writers[0]!.editor.state.doc);
}

describe("the formatting of block markers is followed", () => {
  // Markers carry the formatting around them, which what is typed next to them depends on.
  it("when a word is made bold that somebody else has split", () => {
    const [a, b] = two(p("alpha"), p("middle"));
    a.selects("middle").runs((c) => c.toggleBold());
    b.at("mid").presses("Enter");
    meet();
    b.at("dle", 0).types("†");
    a.at("dle").types("‡");
    expect(meet()).toEqual(["p: alpha", "p: [bold:mid]", "p: [bold:†dle‡]"]);
  });

  it("when a split word is bold no more", () => {
    const [a, b] = two(p("alpha"), p(marked("middle", "bold")));
    a.selects("middle").runs((c) => c.toggleBold());
    b.at("mid").presses("Enter");
    meet();
    a.at("alpha").presses("Enter").types("§");
    b.at("mid").types("†");
    expect(meet()).toEqual(["p: alpha", "p: §", "p: mid†", "p: dle"]);
  });

  it("when one person makes blocks bold, in which the other presses Enter, and takes it back", () => {
    const [a, b] = two(p("alpha"), p("middle"), p("omega"));
    a.selects("pha", "ome").runs((c) => c.toggleBold());
    b.at("middle").presses("Enter").presses("Enter").at("al").presses("Enter");
    meet();
    a.undoes();
    b.atEmpty().types("†");
    expect(meet()).toEqual(["p: al", "p: pha", "p: middle", "p: †", "p:", "p: omega"]);
  });
});

describe("formatting ends where it ended", () => {
  it("for somebody who types in bold text and deletes the letter behind it, in a page loaded before it was drawn", () => {
    const [a] = two(p("alpha ", marked("bold", "bold"), " omega"), p("end"));
    a.at("bold", 2).types("†").at(" omega", 1).presses("Backspace");
    expect(meet()).toEqual(["p: alpha [bold:bo†ld]omega", "p: end"]);
  });

  it("where a stranger formatted text by a name that objects have", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    const text = doc.getText(flowRoot);
    text.insert(1, "alpha");
    text.format(1, 5, JSON.parse('{"__proto__":{"bold":true}}'));
    const [a, b] = load(Y.encodeStateAsUpdate(doc));
    a.at("al").types("†");
    b.selects("pha").runs((c) => c.toggleItalic());
    expect(meet()).toEqual(["p: al†[italic:pha]"]);
  });
});

describe("text before the first marker", () => {
  it("may be emptied by the edit that moves another block behind it", () => {
    const doc = new Y.Doc();
    const text = doc.getText(flowRoot);
    for (const words of ["om", "middle"]) {
      text.insert(0, words);
      text.insertEmbed(0, new Y.Map());
    }
    text.insert(0, "alpha alpha alpha");
    load(Y.encodeStateAsUpdate(doc));
    const { state, view } = writers[0]!.editor;
    const [alpha, middle, omega] = state.doc.children;
    const end = alpha!.nodeSize + middle!.nodeSize;
    const { tr } = state;
    tr.delete(end, end + omega!.nodeSize).insert(alpha!.nodeSize, omega!);
    view.dispatch(tr.delete(1, alpha!.nodeSize - 1));
    expect(meet()).toEqual(["p:", "p: om", "p: middle"]);
  });
});
