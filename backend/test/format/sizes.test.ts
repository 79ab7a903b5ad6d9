/** What a page costs beside the stock encoding: no thing on it more than half as much again. */
import { yXmlFragmentToProsemirrorJSON } from "@tiptap/y-tiptap";
import { describe, expect, it } from "vitest";
import { readPage } from "../../src/schema/page.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { stockRoot } from "../merge/stock-writer.js";
import { constructs, pages } from "./size-constructs.js";
import { docs, excesses, make, readRows, type, writeTables } from "./size-table.js";

describe("the size of a page in Yjs v1 bytes", () => {
  const rows = readRows();

  it("is for each thing on it at most what it may be, which is never more than 1.5 times stock", () => {
    expect(excesses(rows)).toEqual([]);
    expect([...constructs, ...pages].filter(({ most }) => most > 1.5)).toEqual([]);
  });

  it("is told in docs/document-format.md as it is: `npm run merge:sizes -- --write`", () => {
    expect(docs.page).toBe(docs.with(writeTables(rows)));
  });

  it.each([...constructs, ...pages])("compares the same pages: $name", (construct) => {
    const count = 40;
    const wanted = pageSchema.nodeFromJSON({ type: "doc", content: construct.made(count) }).toJSON();
    const stock = (doc: ReturnType<typeof make>) =>
      yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(stockRoot));
    expect(readPage(make(construct.made(count), "ours")).body).toEqual(wanted);
    expect(pageSchema.nodeFromJSON(stock(make(construct.made(count), "stock"))).toJSON()).toEqual(wanted);
    if (construct.typed === null) return;
    const typed = readPage(type(construct, "ours", count)).body;
    expect(pageSchema.nodeFromJSON(stock(type(construct, "stock", count))).toJSON()).toEqual(typed);
    const counts = nodesOf(typed);
    for (const [name, many] of Object.entries(nodesOf(wanted)))
      expect(counts[name], name).toBeGreaterThanOrEqual(many);
  });

  it("is measured for every node and mark of the schema", () => {
    const measured = constructs.flatMap(({ made }) =>
      Object.keys(nodesOf({ type: "doc", content: made(1) })),
    );
    const known = [...Object.keys(pageSchema.nodes), ...Object.keys(pageSchema.marks)];
    expect(known.filter((name) => !measured.includes(name))).toEqual([]);
  });
});

/** How many there are of each node and mark. */
function nodesOf(body: object): Record<string, number> {
  const counts: Record<string, number> = { doc: 1 };
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  pageSchema.nodeFromJSON(body).descendants((node) => {
    count(node.type.name);
    for (const mark of node.marks) count(mark.type.name);
  });
  return counts;
}
