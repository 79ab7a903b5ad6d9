/** [P5] A page leaves as stock Tiptap Collaboration would have written it, and comes back as it was. */
import { readdirSync, readFileSync } from "node:fs";
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from "@tiptap/y-tiptap";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { anyBody } from "../../test/kit/any-body.js";
import { docOf } from "../../test/kit/old-page.js";
import { richBody } from "../../test/kit/rich-page.js";
import { Hand } from "../../test/merge/hand.js";
import { StockWriter } from "../../test/merge/stock-writer.js";
import { type Page, readPage, writePage } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { pageFromMarkdown } from "./markdown.js";
import { pageFromYjs } from "./yjs-import.js";
import { pageToYjsXml } from "./yjs-xml.js";

const runs = Number(process.env.FUZZ_RUNS ?? 150);
const rich: Page = { title: "Beds", body: richBody };

const asStock = (bytes: Uint8Array) =>
  pageSchema.nodeFromJSON(yXmlFragmentToProsemirrorJSON(docOf([bytes]).getXmlFragment("default"))).toJSON();
const imported = (bytes: Uint8Array) =>
  pageFromYjs(docOf([bytes]), { root: null, title: null, mayBeTitle: () => true });

/** The same page by the stock binding's own converter, as the same client. */
function stockBytes({ title, body }: Page, clientID: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.transact(() => {
    prosemirrorToYXmlFragment(pageSchema.nodeFromJSON(body), doc.getXmlFragment("default"));
    doc.getText("title").insert(0, title);
  });
  return Y.encodeStateAsUpdate(doc);
}

function clientIn(bytes: Uint8Array): number {
  const [client, ...others] = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(bytes)).keys();
  expect(others).toEqual([]);
  return client ?? 0;
}

function comesBack(page: Page): void {
  const bytes = pageToYjsXml(page);
  expect(asStock(bytes)).toEqual(page.body);
  expect(imported(bytes)).toEqual({ page, warnings: [] });
}

it("[P5] any page is byte for byte what the stock binding writes, read back by it and by us as it was", () => {
  fc.assert(
    fc.property(anyBody, fc.constantFrom("", "Plan", "é 👍🏽"), (body, title) => {
      const page = { title, body };
      comesBack(page);
      const bytes = pageToYjsXml(page);
      if (title !== "") expect(bytes).toEqual(stockBytes(page, clientIn(bytes)));
    }),
    { numRuns: runs },
  );
});

it("a page with everything opens in a stock editor that has nothing to mend, and can be edited there", () => {
  comesBack(rich);
  const doc = docOf([pageToYjsXml(rich)]);
  let updates = 0;
  doc.on("update", () => updates++);
  const writer = new StockWriter(doc);
  expect([writer.editor.state.doc.toJSON(), updates]).toEqual([richBody, 0]);
  new Hand(writer).at("Beds ").types("new ");
  writer.close();
  const { page } = pageFromYjs(docOf([Y.encodeStateAsUpdate(doc)]), {
    root: null,
    title: null,
    mayBeTitle: () => true,
  });
  expect(page.body.content?.[0]?.content?.[0]?.text).toBe("Beds new ");
  expect(page.body.content?.slice(1)).toEqual(richBody.content?.slice(1));
});

it("READMEs of packages come back as they were", () => {
  const modules = new URL("../../../node_modules/", import.meta.url);
  const texts = readdirSync(modules).flatMap((name) => {
    try {
      return [readFileSync(new URL(`${name}/README.md`, modules), "utf8")];
    } catch {
      return []; // A scope's folder, or a package without one.
    }
  });
  const short = texts.filter((text) => text.length < 20_000);
  const pages = short.filter((_, index) => index % 4 === 0).map(pageFromMarkdown);
  expect(pages.length).toBeGreaterThan(30);
  for (const page of pages) {
    const doc = new Y.Doc();
    writePage(doc, page);
    comesBack(readPage(doc));
  }
});

it("the same page gives the same bytes, and another page other ids, so that nobody mixes them up", () => {
  const doc = new Y.Doc();
  writePage(doc, rich);
  const other = docOf([Y.encodeStateAsUpdate(doc)]);
  expect(pageToYjsXml(readPage(other))).toEqual(pageToYjsXml(readPage(doc)));
  const later = pageToYjsXml({ ...rich, title: "Beds, later" });
  expect(clientIn(later)).not.toBe(clientIn(pageToYjsXml(rich)));
  const both = docOf([pageToYjsXml(rich), later]);
  expect(both.getXmlFragment("default").length).toBe(2 * (richBody.content?.length ?? 0));
});

it("a page that begins with a heading and has no title keeps both", () => {
  const heading = { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "A heading" }] };
  comesBack({ title: "", body: { type: "doc", content: [heading, { type: "paragraph" }] } });
});
