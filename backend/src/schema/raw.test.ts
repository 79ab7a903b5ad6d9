import { expect, it } from "vitest";
import * as Y from "yjs";
import { rawToJson } from "./raw.js";

function relayed(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function sample(): Y.Doc {
  const doc = new Y.Doc();
  doc.getText("codemirror").insert(0, "let x");
  doc.getText("quill").insert(0, "bold", { bold: true });
  doc.getArray("list").insert(0, [1, "two", null, { a: [true] }, new Uint8Array([1, 2])]);
  const board = doc.getMap<unknown>("board");
  board.set("card", new Y.Map([["title", new Y.Text("t")]]));
  board.set("__proto__", 1);
  board.set("sub", new Y.Doc({ guid: "inner" }));
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("align", "left");
  paragraph.insert(0, [new Y.XmlText("hi")]);
  doc.getXmlFragment("default").insert(0, [paragraph]);
  doc.getText("emptied").insert(0, "x");
  doc.getText("emptied").delete(0, 1);
  return doc;
}

it("roots that nobody typed are told from what they hold", () => {
  expect(JSON.parse(JSON.stringify(rawToJson(relayed(sample()))))).toEqual({
    codemirror: "let x",
    quill: [{ insert: "bold", attributes: { bold: true } }],
    list: [1, "two", null, { a: [true] }, "AQI="],
    board: JSON.parse('{ "card": { "title": "t" }, "__proto__": 1, "sub": { "subdocument": "inner" } }'),
    default: [{ name: "paragraph", attributes: { align: "left" }, children: ["hi"] }],
    emptied: null,
  });
});

it("typed roots say the same, an emptied text apart", () => {
  const typed = rawToJson(sample());
  expect(typed).toEqual({ ...(rawToJson(relayed(sample())) as object), emptied: "" });
});

it("reading neither types a root nor changes a byte", () => {
  const doc = relayed(sample());
  const before = Y.encodeStateAsUpdate(doc);
  rawToJson(doc);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  for (const root of doc.share.values()) expect(root.constructor).toBe(Y.AbstractType);
});

it("thousands of levels end in null instead of an overflow", () => {
  const doc = new Y.Doc();
  let parent = doc.getArray<unknown>("deep");
  doc.transact(() => {
    for (let depth = 0; depth < 3_000; depth += 1) {
      const child = new Y.Array<unknown>();
      parent.insert(0, [child]);
      parent = child;
    }
  });
  expect(() => JSON.stringify(rawToJson(doc))).not.toThrow();
});
