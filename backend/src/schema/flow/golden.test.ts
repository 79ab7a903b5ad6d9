import type { Node } from "@tiptap/pm/model";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { toldFlow } from "../../../test/format/told-flow.js";
import { goldenPages } from "../../../test/format/told-pages.js";
import { readPage, writePage } from "../page.js";
import { pageSchema } from "../page-schema.js";
import { seed } from "./seed.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

afterEach(() => vi.restoreAllMocks());

describe("flow.v = 1", () => {
  it("begins every page with the same bytes", () => {
    expect(hex(seed)).toBe("01020100070104666c6f77012801046d6574610176017d0100");
    expect(readPage(docOf(seed)).body).toEqual({ type: "doc", content: [{ type: "paragraph" }] });
  });

  it.each(goldenPages)("reads as ever: $title", ({ bytes, flow, page }) => {
    expect(toldFlow(docOf(bytes))).toEqual(flow);
    expect(readPage(docOf(bytes))).toEqual({ title: "", body: page });
  });

  it.each(goldenPages)("writes as ever: $title", ({ bytes, flow, page }) => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const doc = new Y.Doc();
    doc.clientID = 7;
    writePage(doc, { title: "", body: page as object });
    expect(toldFlow(doc)).toEqual(flow);
    expect(hex(Y.encodeStateAsUpdate(doc))).toBe(hex(bytes));
  });

  it("has such a page for every node and mark, and for every attribute that is not the default", () => {
    const seen = new Set<string>(["doc"]);
    const see = ({ type, attrs }: Pick<Node, "type" | "attrs">) => {
      seen.add(type.name);
      for (const [name, { default: standard }] of Object.entries(type.spec.attrs ?? {}))
        if (attrs[name] !== standard) seen.add(`${type.name}.${name}`);
    };
    for (const { page } of goldenPages) {
      pageSchema.nodeFromJSON(page).descendants((node) => {
        see(node);
        for (const mark of node.marks) see(mark as object as Pick<Node, "type" | "attrs">);
      });
    }
    const types = [...Object.values(pageSchema.nodes), ...Object.values(pageSchema.marks)];
    const known = types.flatMap(({ name, spec }) => [
      name,
      ...Object.keys(spec.attrs ?? {}).map((attribute) => `${name}.${attribute}`),
    ]);
    expect([...seen].sort()).toEqual(expect.arrayContaining(known.sort()));
  });
});
