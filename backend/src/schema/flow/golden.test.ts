import type { JSONContent } from "@tiptap/core";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  code,
  done,
  h,
  li,
  marked,
  ol,
  p,
  quote,
  rule,
  table,
  td,
  th,
  tl,
  ul,
} from "../../../test/merge/page-words.js";
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

/** Whoever changes these bytes makes a new version of the encoding. */
const golden: Readonly<Record<string, { readonly content: readonly JSONContent[]; readonly bytes: string }>> =
  {
    "an empty page": { content: [p("")], bytes: "01020100070104666c6f77012801046d6574610176017d0100" },
    "a heading": {
      content: [h(2, "Hi")],
      bytes:
        "0204070047010001c407000100024869280001000164017d012800070001740177026832020100070104666c6f77012801046d6574610176017d0100",
    },
    "a list in a list": {
      content: [ul("a", li("b", ol("c")))],
      bytes:
        "020f070047010001c4070001000161c70701010001c4070201000162c70703010001c4070401000163280001000164017d01280106666c6f772e6305575757573001770162280106666c6f772e630557575757310177066c5757575730280106666c6f772e630557575757320177066c5757575730280106666c6f772e630557575757330177066f5757575732280106666c6f772e630557575757340177066c5757575733280007000170017705575757573128000702017001770557575757322800070401700177055757575734020100070104666c6f77012801046d6574610176017d0100",
    },
    tasks: {
      content: [tl("a", done("b"))],
      bytes:
        "020a070047010001c4070001000161c70701010001c4070201000162280001000164017d01280106666c6f772e630557575757300177016b280106666c6f772e63055757575731017706635757575730280106666c6f772e6305575757573201750377016377055757575730760107636865636b65647828000700017001770557575757312800070201700177055757575732020100070104666c6f77012801046d6574610176017d0100",
    },
    "a quote, code and a rule": {
      content: [quote("a"), code("b"), rule],
      bytes:
        "020b070047010001c4070001000161c70701010001c4070201000162c70703010001280001000164017d01280106666c6f772e63055757575730017701712800070001700177055757575730280007020174017709636f6465426c6f636b28000702017001770028000704017401770e686f72697a6f6e74616c52756c65020100070104666c6f77012801046d6574610176017d0100",
    },
    "bold text": {
      content: [p("a", marked("b", "bold"), "c")],
      bytes:
        "0207070047010001c4070001000161c60701010004626f6c640474727565c4070201000162c60703010004626f6c64046e756c6cc4070401000163280001000164017d01020100070104666c6f77012801046d6574610176017d0100",
    },
    "a table": {
      content: [table([th("a"), th("b")], [td("c"), td("d")])],
      bytes:
        "0214070047010001c4070001000161c70701010001c4070201000162c70703010001c4070401000163c70705010001c4070601000164280001000164017d01280106666c6f772e6305575757573001770174280106666c6f772e63055757575731017706725757575730280106666c6f772e6305575757573201750377016877055757575731760102246b77025656280106666c6f772e6305575757573301750377016877055757575731760102246b77026b56280106666c6f772e63055757575734017706725757575730280106666c6f772e6305575757573501750377016477055757575734760102246b77025656280106666c6f772e6305575757573601750377016477055757575734760102246b77026b562800070001700177055757575732280007020170017705575757573328000704017001770557575757352800070601700177055757575736020100070104666c6f77012801046d6574610176017d0100",
    },
  };

describe("flow.v = 1", () => {
  it("begins every page with the same bytes", () => {
    expect(hex(seed)).toBe("01020100070104666c6f77012801046d6574610176017d0100");
    expect(read(seed)).toEqual(page([p("")]).toJSON());
  });

  for (const [name, { content, bytes }] of Object.entries(golden)) {
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
