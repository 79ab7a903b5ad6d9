import type { JSONContent } from "@tiptap/core";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { goldenPages } from "../../../test/format/golden-pages.js";
import { done, h, li, p, table, td, tl, ul } from "../../../test/merge/page-words.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { seed } from "./seed.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const page = (content: readonly JSONContent[]) => pageSchema.nodeFromJSON({ type: "doc", content });

function write(content: readonly JSONContent[], clientId = 7): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, seed);
  new Flow(doc, pageSchema, () => 0.5).write(page(content), [], null);
  return Y.encodeStateAsUpdate(doc);
}

function read(update: Uint8Array): unknown {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return new Flow(doc, pageSchema).drawing.doc.toJSON();
}

describe("flow.v = 1", () => {
  it("begins every page with the same bytes", () => {
    expect(hex(seed)).toBe("01020100070104666c6f77012801046d6574610176017d0100");
    expect(read(seed)).toEqual(page([p("")]).toJSON());
  });

  for (const [name, { content, bytes }] of Object.entries(goldenPages)) {
    it(`writes and reads ${name} as ever`, () => {
      expect(hex(write(content))).toBe(bytes);
      expect(read(Buffer.from(bytes, "hex"))).toEqual(page(content).toJSON());
    });
  }
});

describe("the size of a page in Yjs v1 bytes", () => {
  const many = (count: number, make: () => JSONContent) => Array.from({ length: count }, make);
  const kinds: Readonly<Record<string, readonly [most: number, make: (count: number) => JSONContent[]]>> = {
    "empty paragraph": [0.5, (count) => many(count, () => p(""))],
    "empty heading": [0.8, (count) => many(count, () => h(2, ""))],
    heading: [0.8, (count) => many(count, () => h(2, "some words here"))],
    "empty list item": [1.5, (count) => [ul(...many(count, () => li("")))]],
    "list item": [1.2, (count) => [ul(...many(count, () => li("some words here")))]],
    task: [1.1, (count) => [tl(...many(count, () => p("some words here")).map((task) => done(task)))]],
    "table cell": [
      1,
      (count) => [table(...Array.from({ length: count / 4 }, () => many(4, () => td("word"))))],
    ],
  };

  for (const [name, [most, make]] of Object.entries(kinds)) {
    it(`is at most ${most} times that of the stock encoding: ${name}`, () => {
      const stock = (content: readonly JSONContent[]) => {
        const doc = new Y.Doc();
        doc.clientID = 123_456_789;
        prosemirrorToYXmlFragment(page(content), doc.getXmlFragment("default"));
        return Y.encodeStateAsUpdate(doc);
      };
      const each = (encode: (content: readonly JSONContent[]) => Uint8Array) =>
        (encode(make(400)).length - encode(make(200)).length) / 200;
      expect(each((content) => write(content, 123_456_789)) / each(stock)).toBeLessThanOrEqual(most);
    });
  }
});
