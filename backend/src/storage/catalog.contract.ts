/** What every `Catalog` does, whichever engine is underneath. An adapter's test calls this with a way to open one. */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DocumentId } from "../protocol/document-id.js";
import { type Catalog, InvalidCursor, type ListQuery } from "./catalog.js";

export interface OpenedCatalog {
  readonly catalog: Catalog;
  readonly close: () => Promise<void>;
}

export interface DurableCatalog extends OpenedCatalog {
  /** Closes it, and opens what it stored again. */
  readonly reopen: () => Promise<OpenedCatalog>;
}

const idOf = (name: string) => name as DocumentId;
const a = idOf("a");

export function catalogContract(open: () => Promise<OpenedCatalog>): void {
  let opened: OpenedCatalog;
  let catalog: Catalog;

  beforeEach(async () => {
    opened = await open();
    catalog = opened.catalog;
  });
  afterEach(async () => {
    await opened.close();
  });

  const create = (name: string, title = "", at = 1000) =>
    catalog.create({ id: idOf(name), kind: "page", title, at });

  async function ids(query: Partial<ListQuery> = {}): Promise<string[]> {
    const page = await catalog.list({ query: "", trashed: false, cursor: null, limit: 200, ...query });
    return page.records.map(({ id }) => id);
  }

  async function inPagesOf(limit: number, query: Partial<ListQuery> = {}): Promise<string[][]> {
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page = await catalog.list({ query: "", trashed: false, ...query, cursor, limit });
      pages.push(page.records.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return pages;
  }

  describe("records", () => {
    test("create is idempotent: an id that exists keeps its record", async () => {
      const record = {
        id: a,
        kind: "page",
        title: "Plans",
        excerpt: "",
        createdAt: 1000,
        updatedAt: 1000,
        trashedAt: null,
      };
      expect(await catalog.create({ id: a, kind: "page", title: "Plans", at: 1000 })).toEqual({
        record,
        created: true,
      });
      expect(await catalog.create({ id: a, kind: "raw", title: "Other", at: 2000 })).toEqual({
        record,
        created: false,
      });
      expect(await catalog.find(a)).toEqual(record);
    });

    test("an unknown id is null, and ids are compared by code unit", async () => {
      await create("Plans");
      expect(await catalog.find(idOf("plans"))).toBeNull();
      expect(await catalog.find(idOf("__proto__"))).toBeNull();
    });

    test("project changes title, excerpt and time of a document that exists, and makes none", async () => {
      await create("a", "Old");
      await catalog.project(a, { title: "Neu ß 雪 🎈", excerpt: "First words", updatedAt: 5000 });
      expect(await catalog.find(a)).toMatchObject({
        title: "Neu ß 雪 🎈",
        excerpt: "First words",
        createdAt: 1000,
        updatedAt: 5000,
      });
      await catalog.project(idOf("unknown"), { title: "x", excerpt: "", updatedAt: 1 });
      expect(await catalog.find(idOf("unknown"))).toBeNull();
    });

    test("the trash is entered and left; an unknown id is false", async () => {
      await create("a");
      expect(await catalog.setTrashed(a, 7000)).toBe(true);
      expect(await catalog.find(a)).toMatchObject({ trashedAt: 7000, updatedAt: 1000 });
      expect(await catalog.setTrashed(a, null)).toBe(true);
      expect(await catalog.find(a)).toMatchObject({ trashedAt: null });
      expect(await catalog.setTrashed(idOf("unknown"), 1)).toBe(false);
    });

    test("a purged id is gone from every list and never used again", async () => {
      await create("a", "Secret");
      await catalog.setTrashed(a, 2000);
      expect(await catalog.purge(a)).toBe(true);
      expect(await catalog.purge(a)).toBe(false);
      expect(await catalog.purge(idOf("unknown"))).toBe(false);
      expect(await catalog.find(a)).toBe("purged");
      expect(await create("a", "Again")).toBe("purged");
      expect(await catalog.setTrashed(a, null)).toBe(false);
      await catalog.project(a, { title: "Again", excerpt: "", updatedAt: 9000 });
      expect(await catalog.find(a)).toBe("purged");
      expect([...(await ids()), ...(await ids({ trashed: true }))]).toEqual([]);
      expect(await catalog.trashedBefore(9999)).toEqual([]);
    });

    test("trashedBefore gives the oldest first, at most 100", async () => {
      for (let n = 0; n < 105; n += 1) {
        await create(`d${n}`);
        await catalog.setTrashed(idOf(`d${n}`), 5000 - n);
      }
      await create("kept");
      expect(await catalog.trashedBefore(4897)).toEqual(["d104"]);
      const old = await catalog.trashedBefore(9999);
      expect(old).toHaveLength(100);
      expect(old.slice(0, 2)).toEqual(["d104", "d103"]);
    });
  });

  describe("the list", () => {
    test("latest first, ties by id; the trash by when it was put there", async () => {
      await create("b", "", 2000);
      await create("c", "", 2000);
      await create("a", "", 2000);
      await create("old", "", 1000);
      await create("new", "", 3000);
      expect(await ids()).toEqual(["new", "a", "b", "c", "old"]);
      await catalog.setTrashed(idOf("new"), 1);
      await catalog.setTrashed(idOf("old"), 2);
      expect(await ids()).toEqual(["a", "b", "c"]);
      expect(await ids({ trashed: true })).toEqual(["old", "new"]);
    });

    test("pages are stable: a change on the way shows nothing twice and hides nothing that stayed", async () => {
      for (let n = 0; n < 7; n += 1) await create(`d${n}`, "", 1000 + n);
      const first = await catalog.list({ query: "", trashed: false, cursor: null, limit: 3 });
      expect(first.records.map(({ id }) => id)).toEqual(["d6", "d5", "d4"]);
      await catalog.purge(idOf("d4"));
      await create("new", "", 9000);
      await catalog.project(idOf("d5"), { title: "", excerpt: "", updatedAt: 9001 });
      const second = await catalog.list({ query: "", trashed: false, cursor: first.nextCursor, limit: 3 });
      expect(second.records.map(({ id }) => id)).toEqual(["d3", "d2", "d1"]);
      const third = await catalog.list({ query: "", trashed: false, cursor: second.nextCursor, limit: 3 });
      expect(third.records.map(({ id }) => id)).toEqual(["d0"]);
      expect(third.nextCursor).toBeNull();
    });

    test("the last page says so, even when it is full", async () => {
      for (const name of ["a", "b", "c", "d"]) await create(name, "Plan", 1000);
      expect(await inPagesOf(2)).toEqual([
        ["a", "b"],
        ["c", "d"],
      ]);
      expect(await inPagesOf(3, { query: "plan" })).toEqual([["a", "b", "c"], ["d"]]);
      for (const name of ["a", "b", "c"]) await catalog.setTrashed(idOf(name), 7000);
      expect(await inPagesOf(2, { trashed: true })).toEqual([["a", "b"], ["c"]]);
    });

    test("a cursor that it never gave is refused", async () => {
      const foreign = Buffer.from("12 ../x").toString("base64url");
      for (const cursor of ["", "nonsense", foreign, Buffer.from("1e3 a").toString("base64url"), "🎈"]) {
        await expect(
          catalog.list({ query: "", trashed: false, cursor, limit: 5 }),
          `cursor “${cursor}”`,
        ).rejects.toThrow(InvalidCursor);
      }
    });

    test("search finds a part of the title in any case and script", async () => {
      const titles = {
        street: "Straße nach Äußerst",
        greek: "ΟΔΟΣ Σίσυφος",
        russian: "Привет, Мир",
        accent: "Cafe\u0301 menu",
      };
      for (const [name, title] of Object.entries(titles)) await create(name, title);
      const searches: [string, string[]][] = [
        ["STRASSE", ["street"]],
        ["äußer", ["street"]],
        ["οδοσ", ["greek"]],
        ["σίσυφοσ", ["greek"]],
        ["ПРИВЕТ", ["russian"]],
        ["café", ["accent"]],
        ["MENU", ["accent"]],
        ["nowhere", []],
      ];
      for (const [query, found] of searches) expect(await ids({ query }), query).toEqual(found);
      await catalog.project(idOf("russian"), { title: "Renamed", excerpt: "", updatedAt: 1000 });
      expect(await ids({ query: "привет" })).toEqual([]);
      expect(await ids({ query: "renAMED" })).toEqual(["russian"]);
    });

    test("signs that mean something to a database are only signs", async () => {
      await create("percent", "100% done");
      await create("underscore", "snake_case");
      await create("quote", 'O\'Hara \\ "x"');
      await create("plain", "nothing special");
      expect(await ids({ query: "%" })).toEqual(["percent"]);
      expect(await ids({ query: "_" })).toEqual(["underscore"]);
      expect(await ids({ query: "'" })).toEqual(["quote"]);
      expect(await ids({ query: "\\" })).toEqual(["quote"]);
      expect(await ids({ query: "*" })).toEqual([]);
    });

    test("any set of documents, in pages of any size, is the whole list in order", async () => {
      let run = 0;
      const anyDocuments = fc.uniqueArray(
        fc.record({ name: fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/), at: fc.integer({ min: 0, max: 5 }) }),
        { selector: ({ name }) => name, maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(anyDocuments, fc.integer({ min: 1, max: 5 }), async (documents, limit) => {
          run += 1;
          // Each run has its own word in the titles, so that one catalog serves them all.
          const word = `run${run}.`;
          for (const { name, at } of documents) await create(`${run}-${name}`, `A ${word} title`, at);
          const expected = documents
            .map(({ name, at }) => ({ id: `${run}-${name}`, at }))
            .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1))
            .map(({ id }) => id);
          const pages = await inPagesOf(limit, { query: word.toUpperCase() });
          expect(pages.flat()).toEqual(expected);
          expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        }),
        { numRuns: 40 },
      );
    });
  });
}

/** What adapters whose list outlives the process do as well. */
export function durableCatalogContract(open: () => Promise<DurableCatalog>): void {
  test("everything is there when it is opened again", async () => {
    const { catalog, reopen } = await open();
    const gone = idOf("gone");
    await catalog.create({ id: a, kind: "page", title: "Kept", at: 1000 });
    await catalog.create({ id: gone, kind: "raw", title: "", at: 1000 });
    await catalog.purge(gone);
    const before = await catalog.find(a);
    const again = await reopen();
    expect(await again.catalog.find(a)).toEqual(before);
    expect(await again.catalog.find(gone)).toBe("purged");
    const page = await again.catalog.list({ query: "kept", trashed: false, cursor: null, limit: 9 });
    expect(page.records).toEqual([before]);
    await again.close();
  });
}
