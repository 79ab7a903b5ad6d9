/** What an edit writes into the flow: what stays itself, what is new, and what is left alone. */
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { p, quote, ul } from "../../../test/merge/page-words.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { seed } from "./seed.js";

const open: FlowWriter[] = [];
afterEach(() => {
  for (const writer of open.splice(0)) writer.close();
});

function opened(...content: object[]): { writer: FlowWriter; hand: Hand } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const writer = new FlowWriter(doc, () => 0.25);
  open.push(writer);
  const hand = new Hand(writer).setsPage(...content);
  return { writer, hand };
}

/** What somebody sees who opens the page now. */
function anew({ doc }: FlowWriter): unknown[] {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return new Flow(copy, pageSchema).drawing.doc.toJSON().content;
}

describe("containers", () => {
  it.each([
    ["at the top level", ul("one", "two"), [ul("one"), ul("two")], 2],
    ["in a quote", quote(ul("one", "two")), [quote(ul("one"), ul("two"))], 3],
  ])("of two lists that were one, %s, each is a list of its own", (_where, start, parts, depth) => {
    const { writer, hand } = opened(start, p("end"));
    hand.at("one");
    const { state, view } = writer.editor;
    view.dispatch(state.tr.split(state.selection.$from.after(depth), 1));
    const page = [...parts, p("end")].map((node) => pageSchema.nodeFromJSON(node).toJSON());
    expect(writer.editor.getJSON().content).toEqual(page);
    expect(anew(writer)).toEqual(page);
  });
});
