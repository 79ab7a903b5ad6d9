/** What the stock binding wrote becomes a page of the present encoding, and nobody sees a difference. */
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from "@tiptap/y-tiptap";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { anyBody } from "../../test/kit/any-body.js";
import { docOf, oldPage } from "../../test/kit/old-page.js";
import { richBody } from "../../test/kit/rich-page.js";
import { convertPage, needsConversion, readPage } from "./page.js";
import { pageSchema } from "./page-schema.js";

const runs = Number(process.env.FUZZ_RUNS ?? 150);

const reopened = (doc: Y.Doc) => docOf([Y.encodeStateAsUpdate(doc)]);

it("everything a page can hold is converted as the stock binding's own reader has it", () => {
  const { updates, doc } = oldPage();
  const stock = pageSchema.nodeFromJSON(yXmlFragmentToProsemirrorJSON(doc.getXmlFragment("default")));
  expect(stock.childCount).toBeGreaterThan(richBody.content?.length ?? 0);
  const page = docOf(updates);
  expect(readPage(page)).toEqual({ title: "Beds", body: stock.toJSON() });
  convertPage(page);
  expect(readPage(reopened(page))).toEqual({ title: "Beds", body: stock.toJSON() });
});

it("any page is converted as it was, in one update, once", () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const doc = new Y.Doc();
      prosemirrorToYXmlFragment(pageSchema.nodeFromJSON(body), doc.getXmlFragment("default"));
      const page = reopened(doc);
      expect(needsConversion(page)).toBe(true);
      const before = readPage(page);
      expect(before.body).toEqual(body);
      const updates: Uint8Array[] = [];
      page.on("update", (update: Uint8Array) => updates.push(update));
      page.transact((transaction) => {
        convertPage(page);
        transaction.local = true;
      });
      expect(updates).toHaveLength(1);
      const again = reopened(page);
      expect(readPage(again)).toEqual(before);
      expect(again.getXmlFragment("default").length).toBe(0);
      expect(needsConversion(again)).toBe(false);
    }),
    { numRuns: runs },
  );
});

it("marks are known behind the hash that the binding puts on marks that may stand many times", () => {
  const doc = new Y.Doc();
  const line = new Y.XmlText();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [line]);
  doc.getXmlFragment("default").insert(0, [paragraph]);
  line.insert(0, "ab", {
    "bold--q83vEjRW": {},
    "comment--AAAAAAA=": { id: 1 },
    "comment--BBBBBBB=": { id: 2 },
  });
  line.insert(2, "c", { "bold--short": {} });
  const content = [
    { type: "text", text: "ab", marks: [{ type: "bold" }] },
    { type: "text", text: "c" },
  ];
  expect(readPage(doc).body.content).toEqual([{ type: "paragraph", content }]);
});
