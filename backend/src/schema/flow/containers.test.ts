/** Whose ids are whose: sessions that know of each other never make the same ones, and others lose no words. */
import { afterEach, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { p } from "../../../test/merge/page-words.js";
import { containersRoot } from "./names.js";
import { seed } from "./seed.js";

const open: FlowWriter[] = [];
afterEach(() => {
  for (const writer of open.splice(0)) writer.close();
});

/** Somebody for whom chance has the same four characters ready first, and others afterwards. */
function session(from: Uint8Array): { writer: FlowWriter; hand: Hand } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, from);
  let calls = 0;
  const writer = new FlowWriter(doc, () => (calls++ < 4 ? 0.25 : 0.75));
  open.push(writer);
  return { writer, hand: new Hand(writer) };
}

const start = () => {
  const { writer, hand } = session(seed);
  hand.setsPage(p("one"), p("two"), p("three"), p("four"));
  return Y.encodeStateAsUpdate(writer.doc);
};
const said = ({ doc }: FlowWriter) => Y.encodeStateAsUpdate(doc);
const ids = ({ doc }: FlowWriter) => [...doc.getMap(containersRoot).keys()];

it("a session takes no ids with which those of another begin, be they of containers or of places", () => {
  const first = session(start());
  first.hand.drags("one", { after: "two" });
  const [place] = (first.writer.flow.text.toDelta() as { insert: { m?: string } }[]).flatMap(
    ({ insert }) => insert.m ?? [],
  );
  expect(place).toBe("GGGG0");
  const second = session(said(first.writer));
  second.hand.at("three").runs((c) => c.setBlockquote());
  expect(ids(second.writer)).toEqual(["mmmm0"]);
});

it("two sessions that chose the same ones apart lose no words, and go on with others of their own", () => {
  const from = start();
  const [one, two] = [session(from), session(from)];
  one.hand.selects("one", "two").runs((c) => c.toggleBulletList());
  two.hand.selects("three", "four").runs((c) => c.toggleBulletList());
  expect(ids(one.writer)).toEqual(ids(two.writer));
  Y.applyUpdate(two.writer.doc, said(one.writer));
  Y.applyUpdate(one.writer.doc, said(two.writer));
  const page = one.writer.editor.state.doc;
  expect(two.writer.editor.getJSON()).toEqual(one.writer.editor.getJSON());
  page.check();
  for (const word of ["one", "two", "three", "four"]) expect(page.textContent.split(word)).toHaveLength(2);
  const made = new Set(ids(one.writer));
  // What the other made further on with the same beginning is not ours to make again.
  two.hand.at("four").presses("Enter").types("five").presses("Tab");
  Y.applyUpdate(one.writer.doc, said(two.writer));
  one.hand.at("one").presses("Enter").types("six");
  expect(ids(one.writer).filter((id) => !made.has(id) && !id.includes("."))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^GGGG/), expect.stringMatching(/^mmmm/)]),
  );
  expect(new Set(ids(one.writer)).size).toBe(ids(one.writer).length);
});
