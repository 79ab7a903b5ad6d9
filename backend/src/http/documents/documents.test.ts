import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { detailOf, httpKit, id, listIn, summaryIn } from "../../../test/kit/http-kit.js";
import type { Access, Role } from "../../access/access.js";
import { closeReasons } from "../../protocol/close-reason.js";
import { noFeatures } from "../../protocol/features.js";
import { readPage, writeTitle } from "../../schema/page.js";
import { StorageFailed } from "../../storage/storage-faults.js";

describe("creating", () => {
  test("the server makes an id where none is given", async () => {
    const { ask } = httpKit();
    const response = await ask("/api/documents", { method: "POST" });
    expect(response.status).toBe(201);
    const made = await summaryIn(response);
    expect(made).toMatchObject({ kind: "page", title: "", excerpt: "", trashedAt: null, people: [] });
    expect(made.id).toMatch(/^[A-Za-z0-9_-]{20}$/);
    expect(new Date(made.createdAt).toISOString()).toBe(made.createdAt);
    expect(response.headers.get("Location")).toBe(`/api/documents/${made.id}`);
    expect((await ask(`/api/documents/${made.id}`)).status).toBe(200);
  });

  test("the same id again is answered with what exists, and changes nothing", async () => {
    const { asJson } = httpKit();
    expect((await asJson("POST", "/api/documents", { id: "plan", title: "Plan" })).status).toBe(201);
    const again = await asJson("POST", "/api/documents", { id: "plan", title: "Other" });
    expect(again.status).toBe(200);
    expect((await summaryIn(again)).title).toBe("Plan");
  });

  test("content for an id that exists is refused with what to do, unless the document holds it already", async () => {
    const { asJson, fromMarkdown, ask, rooms } = httpKit();
    const text = async () => (await ask("/api/documents/plan.txt")).text();
    await fromMarkdown("id=plan", "# Plan\n\n- [x] one\n\n| a |\n|---|\n| **b** |\n");
    const before = await text();
    const bytes = await rooms.read(id("plan"), Y.encodeStateAsUpdate);
    expect((await fromMarkdown("id=plan", "# Plan\n\n- [x] one\n\n| a |\n|---|\n| **b** |\n")).status).toBe(
      200,
    );
    expect(await rooms.read(id("plan"), Y.encodeStateAsUpdate)).toEqual(bytes);
    const refusal = /“plan” exists.*another.*Yjs client.*documents\/plan\/snapshot/;
    for (const other of ["# Plan\n\nOther", "# Other\n\n- [x] one\n\n| a |\n|---|\n| **b** |\n"])
      expect(await detailOf(await fromMarkdown("id=plan", other), 409)).toMatch(refusal);
    expect(await text()).toBe(before);
    await asJson("PATCH", "/api/documents/plan", { trashed: true });
    expect(await detailOf(await fromMarkdown("id=plan", "# Other"), 409)).toContain("in the trash");
  });

  test("Markdown becomes a page, its first heading the title", async () => {
    const { fromMarkdown, rooms } = httpKit();
    const response = await fromMarkdown("id=readme", "# Read me\n\nFirst **words**.\n\n- one\n- two\n");
    expect(response.status).toBe(201);
    expect(await summaryIn(response)).toMatchObject({
      title: "Read me",
      excerpt: expect.stringContaining("First words."),
    });
    const page = await rooms.read(id("readme"), readPage);
    expect(page.body.content?.map(({ type }) => type)).toEqual(["paragraph", "bulletList"]);
  });

  test("a title given by name wins, and the heading stays in the text", async () => {
    const { fromMarkdown, rooms } = httpKit();
    await fromMarkdown("id=a&title=Given", "# Own\n\nText");
    const a = await rooms.read(id("a"), readPage);
    expect([a.title, a.body.content?.map(({ type }) => type)]).toEqual(["Given", ["heading", "paragraph"]]);
    await fromMarkdown("id=b&title=Own", "# Own\n\nText");
    const b = await rooms.read(id("b"), readPage);
    expect([b.title, b.body.content?.map(({ type }) => type)]).toEqual(["Own", ["paragraph"]]);
    await fromMarkdown("id=c&title=Given", "Text");
    expect((await rooms.read(id("c"), readPage)).title).toBe("Given");
  });

  test("a page that an earlier attempt recorded but never wrote is written by the next", async () => {
    const { catalog, fromMarkdown, rooms } = httpKit();
    await catalog.create({ id: id("half"), kind: "page", title: "", at: 1 });
    expect((await fromMarkdown("id=half", "# Whole\n\nText")).status).toBe(200);
    expect((await rooms.read(id("half"), readPage)).title).toBe("Whole");
  });

  test("simultaneous attempts write the content once", async () => {
    const { fromMarkdown, rooms } = httpKit();
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => fromMarkdown("id=race", "# R\n\nonce")),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect((await rooms.read(id("race"), readPage)).body.content).toHaveLength(1);
  });

  test("a raw document may hold the names that Yjs clients use", async () => {
    const { asJson, ask } = httpKit();
    const made = await asJson("POST", "/api/documents", { id: "team/board.v1", kind: "raw", title: "Board" });
    expect(made.headers.get("Location")).toBe("/api/documents/team%2Fboard.v1");
    expect((await summaryIn(await ask("/api/documents/team%2Fboard.v1"))).title).toBe("Board");
  });

  test("another kind under the same id is a conflict", async () => {
    const { asJson } = httpKit();
    await asJson("POST", "/api/documents", { id: "x", kind: "raw" });
    expect(await detailOf(await asJson("POST", "/api/documents", { id: "x" }), 409)).toContain("raw");
  });
});

describe("what is refused, with a sentence", () => {
  const refusals: [string, unknown, number, RegExp][] = [
    ["a traversal as id", { id: "../etc/passwd" }, 400, /A page id is/],
    ["a dot in a page's id", { id: "a.b" }, 400, /A page id is/],
    ["an empty id", { id: "" }, 400, /A page id is/],
    ["NUL in an id", { id: "a\0b" }, 400, /A page id is/],
    ["an id that is too long", { id: "a".repeat(129) }, 400, /128/],
    ["an empty segment in a raw id", { id: "a//b", kind: "raw" }, 400, /no segment/],
    ["an id that is a number", { id: 5 }, 422, /“id”: must be text/],
    ["an unknown kind", { kind: "sheet" }, 422, /“page” or “raw”/],
    ["a title of 10,000 characters", { title: "x".repeat(10_000) }, 422, /1000 bytes/],
    ["a title that is short in characters only", { title: "€".repeat(334) }, 422, /1000 bytes/],
    ["a line break in a title", { title: "a\nb" }, 422, /one line/],
    ["half a character in a title", { title: "\ud83d" }, 422, /one line/],
    ["a field nobody knows", { name: "x" }, 422, /name/],
    ["a list", [], 422, /./],
    ["null", null, 422, /./],
  ];
  test.each(refusals)("%s", async (_case, body, status, sentence) => {
    const { asJson, catalog } = httpKit();
    expect(await detailOf(await asJson("POST", "/api/documents", body), status)).toMatch(sentence);
    const list = await catalog.list({ query: "", trashed: false, cursor: null, limit: 10 });
    expect(list.records).toEqual([]);
  });

  test.each(['{"__proto__":{"title":"x"}}', '{"constructor":{"prototype":{"title":"x"}}}'])(
    "keys that reach for a prototype: %s",
    async (body) => {
      const { ask } = httpKit();
      const headers = { "Content-Type": "application/json" };
      await detailOf(await ask("/api/documents", { method: "POST", headers, body }), 422);
      expect({}).not.toHaveProperty("title");
    },
  );

  test("a first heading too long for a title", async () => {
    const { fromMarkdown } = httpKit();
    expect(await detailOf(await fromMarkdown("", `# ${"x".repeat(10_000)}\n`), 422)).toMatch(
      /title.*1000 bytes/,
    );
  });

  test("Markdown nested a hundred quotes deep", async () => {
    const { fromMarkdown, catalog } = httpKit();
    await detailOf(await fromMarkdown("id=deep", `${">".repeat(100)} x`), 422);
    expect(await catalog.find(id("deep"))).toBeNull();
  });

  test("a prototype's name is an ordinary id", async () => {
    const { asJson, ask } = httpKit();
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect((await ask(`/api/documents/${name}`)).status).toBe(404);
      expect((await asJson("POST", "/api/documents", { id: name })).status).toBe(201);
      expect((await summaryIn(await ask(`/api/documents/${name}`))).id).toBe(name);
    }
  });

  test.each([
    ["an unknown document", "nobody", 404],
    ["a traversal", "..%2Fsecret", 400],
    ["a name decoded twice", "a%252Fb", 400],
    ["broken escapes", "%E0%A4", 400],
    ["NUL", "a%00b", 400],
    ["a blank", "a%20b", 400],
  ])("%s in the path", async (_case, segment, status) => {
    const { ask, asJson } = httpKit();
    await detailOf(await ask(`/api/documents/${segment}`), status);
    await detailOf(await ask(`/api/documents/${segment}/snapshot`), status);
    await detailOf(await asJson("PATCH", `/api/documents/${segment}`, { title: "x" }), status);
    await detailOf(await ask(`/api/documents/${segment}`, { method: "DELETE" }), status);
  });

  test.each([
    "limit=0",
    "limit=201",
    "limit=1.5",
    "limit=x",
    "trashed=1",
    "cursor=",
    "cursor=%00",
    `query=${"x".repeat(201)}`,
  ])("the list with %s", async (query) => {
    await detailOf(await httpKit().ask(`/api/documents?${query}`), 422);
  });
});

describe("listing", () => {
  test("finds by title, leaves out the trash, and goes on at the cursor", async () => {
    const { asJson, ask } = httpKit();
    for (const name of ["Alpha", "Beta", "Alphabet"])
      await asJson("POST", "/api/documents", { id: name, title: name });
    await ask("/api/documents/Beta", { method: "DELETE" });
    const all = await listIn(await ask("/api/documents"));
    expect(all.documents.map(({ title }) => title).sort()).toEqual(["Alpha", "Alphabet"]);
    expect(all.nextCursor).toBeNull();
    expect((await listIn(await ask("/api/documents?query=ALPHAB"))).documents).toHaveLength(1);
    expect((await listIn(await ask("/api/documents?trashed=true"))).documents.map((d) => d.id)).toEqual([
      "Beta",
    ]);

    const first = await listIn(await ask("/api/documents?limit=1"));
    const second = await listIn(
      await ask(`/api/documents?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? "")}`),
    );
    expect([...first.documents, ...second.documents].map(({ id }) => id).sort()).toEqual([
      "Alpha",
      "Alphabet",
    ]);
    expect(second.nextCursor).toBeNull();
  });
});

describe("renaming", () => {
  test("changes the title in the document, and at once in every answer", async () => {
    const { asJson, ask, rooms } = httpKit();
    await asJson("POST", "/api/documents", { id: "a", title: "Old" });
    expect((await summaryIn(await asJson("PATCH", "/api/documents/a", { title: "New" }))).title).toBe("New");
    expect((await rooms.read(id("a"), readPage)).title).toBe("New");
    expect((await listIn(await ask("/api/documents?query=new"))).documents).toHaveLength(1);
  });

  test("a raw document keeps its new name when somebody writes in it", async () => {
    const { asJson, ask, rooms } = httpKit();
    await asJson("POST", "/api/documents", { id: "a.b", kind: "raw", title: "Old" });
    await rooms.edit(id("a.b"), null, (doc) => doc.getText("t").insert(0, "x"));
    await asJson("PATCH", "/api/documents/a.b", { title: "New" });
    await rooms.edit(id("a.b"), null, (doc) => doc.getText("t").insert(0, "y"));
    expect((await summaryIn(await ask("/api/documents/a.b"))).title).toBe("New");
  });

  test.each<[unknown, RegExp]>([
    [{}, /Give a title/],
    [{ title: 7 }, /“title”: must be text/],
    [{ trashed: "yes" }, /true or false/],
    [{ title: "x".repeat(1001) }, /1000 bytes/],
    [{ id: "b" }, /id/],
  ])("refuses %j", async (body, sentence) => {
    const { asJson } = httpKit();
    await asJson("POST", "/api/documents", { id: "a", title: "Old" });
    expect(await detailOf(await asJson("PATCH", "/api/documents/a", body), 422)).toMatch(sentence);
  });
});

describe("the trash", () => {
  test("in, out and for good", async () => {
    const { asJson, ask, storage, fromMarkdown } = httpKit();
    await fromMarkdown("id=a", "# A\n\nText");
    await detailOf(await ask("/api/documents/a?purge=true", { method: "DELETE" }), 409);
    expect((await ask("/api/documents/a", { method: "DELETE" })).status).toBe(204);
    const trashed = await summaryIn(await ask("/api/documents/a"));
    expect(trashed.trashedAt).not.toBeNull();
    expect((await ask("/api/documents/a", { method: "DELETE" })).status).toBe(204);
    expect((await summaryIn(await ask("/api/documents/a"))).trashedAt).toBe(trashed.trashedAt);
    expect(await detailOf(await asJson("PATCH", "/api/documents/a", { title: "B" }), 409)).toContain("trash");

    const back = await summaryIn(await asJson("PATCH", "/api/documents/a", { trashed: false, title: "B" }));
    expect(back).toMatchObject({ trashedAt: null, title: "B" });
    expect(
      (await summaryIn(await asJson("PATCH", "/api/documents/a", { trashed: true }))).trashedAt,
    ).not.toBeNull();

    expect((await ask("/api/documents/a?purge=true", { method: "DELETE" })).status).toBe(204);
    expect(await storage.load(id("a"))).toEqual({ snapshot: null, through: 0, log: [] });
    await detailOf(await ask("/api/documents/a"), 410);
    await detailOf(await ask("/api/documents/a.md"), 410);
    await detailOf(await asJson("POST", "/api/documents", { id: "a" }), 410);
    await detailOf(await ask("/api/documents/a?purge=true", { method: "DELETE" }), 410);
  });

  test("people in the document are sent away with the reason", async () => {
    const { asJson, ask, rooms } = httpKit();
    await asJson("POST", "/api/documents", { id: "a" });
    const closed: number[] = [];
    const peer = {
      id: 1,
      user: null,
      address: "::1",
      role: "edit" as Role,
      features: noFeatures,
      unsentBytes: 0,
      send: () => {},
      close: ({ code }: { code: number }) => void closed.push(code),
    };
    await rooms.join(id("a"), peer);
    await ask("/api/documents/a", { method: "DELETE" });
    expect(closed).toEqual([closeReasons.trashed.code]);
    expect(await rooms.join(id("a"), peer)).toEqual({ refused: closeReasons.trashed });
    await ask("/api/documents/a?purge=true", { method: "DELETE" });
    expect(await rooms.join(id("a"), peer)).toEqual({ refused: closeReasons.purged });
  });

  test("a mistyped purge is refused, not taken for the trash", async () => {
    const { asJson, ask } = httpKit();
    await asJson("POST", "/api/documents", { id: "a" });
    await detailOf(await ask("/api/documents/a?purge=1", { method: "DELETE" }), 422);
    expect((await summaryIn(await ask("/api/documents/a"))).trashedAt).toBeNull();
  });
});

describe("who may", () => {
  const as = (user: string | null, role: Role): Access => ({
    authenticate: async () => (user === null ? null : { id: user, name: user }),
    authorize: async () => role,
  });
  const routes: [string, Role, (kit: ReturnType<typeof httpKit>) => Promise<Response>][] = [
    ["looking", "view", (kit) => kit.ask("/api/documents/a")],
    ["exporting", "view", (kit) => kit.ask("/api/documents/a/snapshot")],
    ["exporting by suffix", "view", (kit) => kit.ask("/api/documents/a.md")],
    ["creating", "edit", (kit) => kit.asJson("POST", "/api/documents", { id: "b" })],
    ["renaming", "edit", (kit) => kit.asJson("PATCH", "/api/documents/a", { title: "New" })],
    ["trashing", "own", (kit) => kit.ask("/api/documents/a", { method: "DELETE" })],
    ["trashing by PATCH", "own", (kit) => kit.asJson("PATCH", "/api/documents/a", { trashed: true })],
    ["purging", "own", (kit) => kit.ask("/api/documents/t?purge=true", { method: "DELETE" })],
  ];
  const order: Role[] = ["none", "view", "comment", "edit", "own"];

  test.each(routes)("%s needs the role %s", async (_what, needed, act) => {
    for (const role of order) {
      for (const user of [null, "ann"]) {
        const kit = httpKit({ access: as(user, role) });
        await kit.catalog.create({ id: id("a"), kind: "page", title: "", at: 1 });
        await kit.catalog.create({ id: id("t"), kind: "page", title: "", at: 1 });
        await kit.catalog.setTrashed(id("t"), 1);
        const response = await act(kit);
        if (order.indexOf(role) >= order.indexOf(needed)) expect(response.ok, role).toBe(true);
        else await detailOf(response, user === null ? 401 : 403);
      }
    }
  });

  test("the list shows only what one may read", async () => {
    const access: Access = {
      ...as("ann", "none"),
      authorize: async (_, name) => (name === "b" ? "view" : "none"),
    };
    const kit = httpKit({ access });
    for (const name of ["a", "b"]) await kit.catalog.create({ id: id(name), kind: "page", title: "", at: 1 });
    expect((await listIn(await kit.ask("/api/documents"))).documents.map((d) => d.id)).toEqual(["b"]);
  });

  test("whoever may not read is not told what exists", async () => {
    const kit = httpKit({ access: as("ann", "none") });
    await kit.catalog.create({ id: id("a"), kind: "page", title: "", at: 1 });
    const [there, absent] = await Promise.all([kit.ask("/api/documents/a"), kit.ask("/api/documents/z")]);
    expect(await detailOf(there, 403)).toBe(await detailOf(absent, 403));
  });

  test("an author's edits carry their name into the log", async () => {
    const kit = httpKit({ access: as("ann", "own") });
    await kit.asJson("POST", "/api/documents", { id: "a", title: "T" });
    expect((await kit.storage.load(id("a"))).log.map(({ author }) => author)).toEqual(["ann"]);
  });

  test("a sign-in that cannot be checked is a 503", async () => {
    const failing: Access = { ...as(null, "own"), authenticate: () => Promise.reject(new Error("down")) };
    await detailOf(await httpKit({ access: failing }).ask("/api/documents"), 503);
  });
});

test("[R2] a document that cannot be loaded is a 503 that says to try again", async () => {
  const { ask, catalog, storage } = httpKit();
  await catalog.create({ id: id("a"), kind: "page", title: "", at: 1 });
  storage.load = () => Promise.reject(new Error("disk"));
  const response = await ask("/api/documents/a/snapshot");
  expect(response.headers.get("Retry-After")).not.toBeNull();
  expect(await detailOf(response, 503)).not.toContain("disk");
});

test("[S6] a write that cannot be stored is a 503 and never stored after all; later it can be made again", async () => {
  const { fromMarkdown, storage, rooms } = httpKit();
  storage.failNextAppend = new Error("full");
  const refused = await fromMarkdown("id=a", "# T\n\nText");
  expect(refused.headers.get("Retry-After")).toBe("5");
  expect(await detailOf(refused, 503)).not.toContain("full");
  await expect.poll(async () => (await fromMarkdown("id=a", "# T\n\nText")).status).toBe(200);
  expect((await rooms.read(id("a"), readPage)).title).toBe("T");
  expect(storage.stored).toHaveLength(1);
});

test("[S6] while storage fails no write gets past its first step, and everything can be read", async () => {
  const { ask, asJson, catalog, storage } = httpKit();
  for (const name of ["a", "b"]) await asJson("POST", "/api/documents", { id: name, title: name });
  storage.breakDown();
  for (const [method, path, body] of [
    ["PATCH", "/api/documents/a", { title: "New" }],
    ["PATCH", "/api/documents/a", { trashed: true }],
    ["POST", "/api/documents", { id: "c", title: "Third" }],
    ["DELETE", "/api/documents/b", undefined],
  ] as const) {
    await detailOf(await asJson(method, path, body), 503);
  }
  expect(await catalog.find(id("c"))).toBeNull();
  expect(await catalog.find(id("b"))).toMatchObject({ trashedAt: null });
  expect(await summaryIn(await ask("/api/documents/a"))).toMatchObject({ title: "a", trashedAt: null });
  expect(await (await ask("/api/documents/a.txt")).text()).toContain("a");
  storage.mend();
  await expect.poll(async () => (await asJson("DELETE", "/api/documents/b", undefined)).status).toBe(204);
});

test("a fault of the catalog is a 503 that says to try again", async () => {
  const { asJson, catalog } = httpKit();
  catalog.create = () => Promise.reject(new StorageFailed("The storage failed: database or disk is full."));
  const response = await asJson("POST", "/api/documents", { id: "a" });
  expect(response.headers.get("Retry-After")).toBe("5");
  expect(await detailOf(response, 503)).not.toContain("disk");
});

test("a retitling leaves what others type at the same moment", async () => {
  const { asJson, rooms } = httpKit();
  await asJson("POST", "/api/documents", { id: "a", title: "Plan" });
  const away = new Y.Doc();
  Y.applyUpdate(away, await rooms.read(id("a"), (doc) => Y.encodeStateAsUpdate(doc)));
  writeTitle(away, "Plan B");
  await asJson("PATCH", "/api/documents/a", { title: "The Plan" });
  await rooms.edit(id("a"), null, (doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(away)));
  expect((await rooms.read(id("a"), readPage)).title).toBe("The Plan B");
});
