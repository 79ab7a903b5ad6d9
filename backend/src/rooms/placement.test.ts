import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Parlour, type Visitor } from "../../test/kit/parlour.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import { updateFrame } from "../protocol/frames.js";
import { defaultLimits, maxNesting } from "../protocol/limits.js";
import { placeItems, type Spans } from "./placement.js";
import { checkUpdate } from "./update-check.js";

/** Maps within maps, the outermost under `root`. */
function nested(depth: number, root: string): Y.Doc {
  const doc = new Y.Doc();
  let inner = doc.getMap<unknown>(root);
  for (let i = 0; i < depth; i++) {
    const next = new Y.Map<unknown>();
    inner.set("k", next);
    inner = next;
  }
  return doc;
}

const updateOf = (doc: Y.Doc) => updateFrame(Y.encodeStateAsUpdate(doc));

describe("where the items of an update hang", () => {
  it("is told as Yjs has it once they are applied, whether their neighbours are applied, pending or new", () => {
    const moves = fc.array(fc.record({ at: fc.nat(), what: fc.nat(3), applied: fc.boolean() }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(moves, (steps) => {
        const writer = new Y.Doc();
        const doc = new Y.Doc();
        const known = new Map<number, number>();
        let pending: { update: Uint8Array; spans: Spans }[] = [];
        const all: { item: Y.Item; root: string; depth: number }[] = [];
        writer.on("update", (update: Uint8Array) => {
          const checked = checkUpdate(update, known);
          if (checked.outcome !== "fits") throw new Error("an own update fits");
          for (const [client, clock] of checked.ends) known.set(client, clock);
          const { placed, spans } = placeItems(
            checked.items,
            doc,
            pending.map((one) => one.spans),
          );
          for (const { item, place } of placed) if (place !== null) all.push({ item, ...place });
          pending.push({ update, spans });
        });
        const arrays = [writer.getArray<unknown>("a"), writer.getArray<unknown>("b")];
        for (const { at, what, applied } of steps) {
          const array = arrays[at % arrays.length] as Y.Array<unknown>;
          const index = at % (array.length + 1);
          if (what === 0) {
            const inner = new Y.Array<unknown>();
            array.insert(index, [inner]);
            arrays.push(inner);
          } else if (what === 1 && array.length > 0) array.delete(Math.min(index, array.length - 1), 1);
          else array.insert(index, [at]);
          if (!applied) continue;
          for (const { update } of pending) Y.applyUpdate(doc, update);
          pending = [];
        }
        const final = new Y.Doc({ gc: false });
        Y.applyUpdate(final, Y.encodeStateAsUpdate(writer));
        for (const { item, root, depth } of all) {
          const placedAt = Y.getItem(final.store, item.id);
          if (!(placedAt instanceof Y.Item)) continue;
          let type = placedAt.parent as Y.AbstractType<unknown>;
          let above = 0;
          for (; type._item !== null; above++) type = type._item.parent as Y.AbstractType<unknown>;
          expect({ root, depth }).toEqual({ root: Y.findRootTypeKey(type), depth: above });
        }
      }),
    );
  });
});

describe("what a room takes in", () => {
  it("[P9] is nested no deeper than Yjs can follow, and nobody else notices who tries", async () => {
    const parlour = new Parlour();
    for (const kind of ["raw", "page"] as const) {
      const id = await parlour.has(kind, kind);
      const honest = await parlour.visit(id);
      const deepest = nested(maxNesting[kind], "meta");
      honest.says(updateOf(deepest));
      const hostile = await parlour.visit(id);
      hostile.says(updateOf(nested(maxNesting[kind] + 1, "meta")));
      expect(hostile.closed).toEqual(closeReasons.badContent);
      const patient = await parlour.visit(id);
      // One level at a time, each in an update of its own.
      const steps: Uint8Array[] = [];
      const doc = new Y.Doc();
      doc.on("update", (update: Uint8Array) => steps.push(update));
      let inner = doc.getMap<unknown>("meta");
      for (let i = 0; i < maxNesting[kind] + 1; i++) {
        const next = new Y.Map<unknown>();
        inner.set("q", next);
        inner = next;
      }
      for (const step of steps) patient.says(updateFrame(step));
      expect(patient.closed).toEqual(closeReasons.badContent);
      await parlour.settled();
      // What is deepest can be deleted again, which Yjs does by recursion.
      deepest.getMap("meta").delete("k");
      honest.says(updateOf(deepest));
      await parlour.settled();
      expect(honest.closed).toBeNull();
      expect(await parlour.rooms.read(id, (read) => read.getMap("meta").has("k"))).toBe(false);
    }
  });

  it.each<[string, (doc: Y.Doc) => void]>([
    ["a title that is a map", (doc) => doc.getMap("title").set("a", 1)],
    ["a title that is a list", (doc) => doc.getArray("title").insert(0, [1])],
    ["a title with something embedded", (doc) => doc.getText("title").insertEmbed(0, { image: "x" })],
    ["the first encoding", (doc) => doc.getXmlFragment("default").insert(0, [new Y.XmlElement("p")])],
    ["a body that is a list", (doc) => doc.getArray("flow").insert(0, [1])],
    ["a body that holds bytes", (doc) => doc.getArray("flow").insert(0, [new Uint8Array([1])])],
    ["a body that is a map", (doc) => doc.getMap("flow").set("a", 1)],
    ["facts that are a text", (doc) => doc.getText("meta").insert(0, "x")],
    ["comments that are a list", (doc) => doc.getArray("comments").insert(0, ["x"])],
    ["a foreign root", (doc) => doc.getText("other").insert(0, "x")],
    ["a subdocument", (doc) => doc.getMap("meta").set("sub", new Y.Doc())],
    [
      "a subdocument deep in the body",
      (doc) => {
        const marker = new Y.Map<unknown>();
        doc.getText("flow").insertEmbed(0, marker);
        marker.set("x", new Y.Doc());
      },
    ],
  ])("[P9] on a page is not %s", async (_what, write) => {
    const parlour = new Parlour();
    const id = await parlour.has("page", "page");
    const doc = new Y.Doc();
    write(doc);
    const visitor = await parlour.visit(id);
    visitor.says(updateOf(doc));
    expect(visitor.closed).toEqual(closeReasons.badContent);
    await parlour.settled();
    expect(parlour.storage.batches).toHaveLength(0);
  });

  it("[P9] is no larger than a document may be, and shrinking makes room again", async () => {
    const parlour = new Parlour({ limits: { ...defaultLimits, maxDocumentBytes: 10_000 } });
    const id = "big" as DocumentId;
    const types = async (length: number): Promise<Visitor> => {
      const visitor = await parlour.visit(id);
      visitor.types("x".repeat(length));
      await parlour.settled();
      return visitor;
    };
    const first = await types(6_000);
    expect(first.closed).toBeNull();
    const second = await types(6_000);
    expect(second.closed).toEqual(closeReasons.documentTooLarge);
    await expect(
      parlour.rooms.edit(id, null, (doc) => doc.getText("text").insert(0, "y".repeat(6_000))),
    ).rejects.toThrow(closeReasons.documentTooLarge.text);
    first.doc.getText("text").delete(0, 5_000);
    await parlour.settled();
    expect((await types(6_000)).closed).toBeNull();
  });
});
