/** Documents that other Yjs programs wrote, over REST: brought, converted, and given back. */
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { detailOf, httpKit, id, summaryIn } from "../../../test/kit/http-kit.js";
import { docOf, oldPage } from "../../../test/kit/old-page.js";
import { richBody } from "../../../test/kit/rich-page.js";
import type { Access } from "../../access/access.js";
import { pageFromYjs } from "../../formats/yjs-import.js";
import type { CreatedDocument, Problem } from "../../protocol/rest.js";
import { readPage } from "../../schema/page.js";

type Bytes = Uint8Array<ArrayBuffer>;
type Kit = ReturnType<typeof httpKit>;

const octets = { "Content-Type": "application/octet-stream" };
const bring = ({ ask }: Kit, query: string, body: Uint8Array) =>
  ask(`/api/documents?${query}`, { method: "POST", headers: octets, body: body as Bytes });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

/** A document of these roots, each an XmlFragment with one paragraph. */
function foreign(roots: Record<string, string>, heading?: string): Bytes {
  const doc = new Y.Doc();
  for (const [name, text] of Object.entries(roots)) {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(text)]);
    const title = new Y.XmlElement("heading");
    title.insert(0, [new Y.XmlText(heading ?? "")]);
    doc.getXmlFragment(name).insert(0, heading === undefined ? [paragraph] : [title, paragraph]);
  }
  return Y.encodeStateAsUpdate(doc) as Bytes;
}

const stock = () => Y.encodeStateAsUpdate(oldPage().doc) as Bytes;

describe("bringing Yjs bytes", () => {
  test("a document of stock Tiptap becomes a page, whole, and other bytes for its id are refused", async () => {
    const kit = httpKit();
    const response = await bring(kit, "id=beds", stock());
    expect([response.status, response.headers.get("Location")]).toEqual([201, "/api/documents/beds"]);
    const made = await summaryIn(response);
    expect(made).toMatchObject({
      id: "beds",
      kind: "page",
      title: "Beds",
      excerpt: expect.stringContaining("Sow peas"),
    });
    expect(made).not.toHaveProperty("warnings");
    const { page } = pageFromYjs(docOf([stock()]), { root: null, title: null, mayBeTitle: () => true });
    expect(await kit.rooms.read(id("beds"), readPage)).toEqual(page);
    expect((await bring(kit, "id=beds", stock())).status).toBe(200);
    await detailOf(await bring(kit, "id=beds", foreign({ default: "x" })), 409);
    expect(await kit.rooms.read(id("beds"), readPage)).toEqual(page);
  });

  test("the title is the one asked for, or else the first heading", async () => {
    const kit = httpKit();
    const bytes = foreign({ prosemirror: "text" }, "The plan");
    expect((await summaryIn(await bring(kit, "", bytes))).title).toBe("The plan");
    expect((await summaryIn(await bring(kit, "title=Mine", bytes))).title).toBe("Mine");
    expect((await bring(kit, "title=Short", foreign({ a: "text" }, "x".repeat(1001)))).status).toBe(201);
  });

  test("a heading that is too long for a title, or more than words, stays in the text", async () => {
    const kit = httpKit();
    const long = "x".repeat(1001);
    expect((await summaryIn(await bring(kit, "id=long", foreign({ a: "text" }, long)))).title).toBe("");
    expect(JSON.stringify(await kit.rooms.read(id("long"), readPage))).toContain(long);
    const doc = new Y.Doc();
    const [heading, words] = [new Y.XmlElement("heading"), new Y.XmlText("Read ")];
    doc.getXmlFragment("default").insert(0, [heading]);
    heading.insert(0, [words]);
    words.insert(5, "the spec", { link: { href: "https://example.org" } });
    const made = await bring(kit, "id=linked", Y.encodeStateAsUpdate(doc));
    expect((await summaryIn(made)).title).toBe("Read the spec");
    expect(JSON.stringify(await kit.rooms.read(id("linked"), readPage))).toContain("https://example.org");
  });

  test("what could not be kept is told", async () => {
    const doc = new Y.Doc();
    const callout = new Y.XmlElement("callout");
    callout.insert(0, [new Y.XmlText("words")]);
    doc.getXmlFragment("default").insert(0, [callout]);
    const response = await bring(httpKit(), "id=a", Y.encodeStateAsUpdate(doc));
    expect(((await response.json()) as CreatedDocument).warnings).toEqual([
      "“callout” is nothing a page knows; its text was kept.",
    ]);
  });

  test("lists come as deep as a page goes, and of deeper ones it is told", async () => {
    const kit = httpKit();
    const nested = (levels: number): Bytes => {
      const doc = new Y.Doc();
      let parent: Y.XmlFragment = doc.getXmlFragment("default");
      for (let level = 1; level <= levels; level++) {
        const [list, item, line] = ["bulletList", "listItem", "paragraph"].map(
          (name) => new Y.XmlElement(name),
        );
        line!.insert(0, [new Y.XmlText(`level ${level}`)]);
        item!.insert(0, [line!]);
        list!.insert(0, [item!]);
        parent.insert(parent.length, [list!]);
        parent = item!;
      }
      return Y.encodeStateAsUpdate(doc) as Bytes;
    };
    const depth = async (name: string) =>
      (await kit.rooms.read(id(name), (doc) => JSON.stringify(readPage(doc)))).split("bulletList").length - 1;
    const warnings = async (name: string, levels: number) =>
      ((await (await bring(kit, `id=${name}`, nested(levels))).json()) as CreatedDocument).warnings;
    expect([await warnings("most", 32), await depth("most")]).toEqual([undefined, 32]);
    expect([await warnings("more", 33), await depth("more")]).toEqual([
      ["Lists and quotes are nested more than 64 deep; of what is deeper the text was kept."],
      32,
    ]);
    expect(await kit.rooms.read(id("more"), (doc) => JSON.stringify(readPage(doc)))).toContain("level 33");
  });

  test("of several texts one has to be chosen, and the answer says which there are", async () => {
    const kit = httpKit();
    const response = await bring(kit, "id=a", foreign({ left: "one", right: "two" }));
    expect(response.status).toBe(422);
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({
      detail: expect.stringContaining("“left”, “right”"),
      roots: ["left", "right"],
    });
    const other = await bring(kit, "id=a&root=third", foreign({ left: "one", right: "two" }));
    expect([other.status, await other.json()]).toMatchObject([422, { roots: ["left", "right"] }]);
    expect(await kit.catalog.find(id("a"))).toBeNull();
    const chosen = await bring(kit, "id=a&root=right", foreign({ left: "one", right: "two" }));
    expect((await summaryIn(chosen)).excerpt).toBe("two");
  });

  test("as a raw document the bytes are kept as they are", async () => {
    const kit = httpKit();
    const doc = new Y.Doc();
    doc.getArray("list").insert(0, ["milk"]);
    doc.getText("default").insert(0, "no fragment");
    const bytes = Y.encodeStateAsUpdate(doc);
    const made = await bring(kit, "id=team%2Fboard&kind=raw&title=Board", bytes);
    expect([made.status, await summaryIn(made)]).toMatchObject([201, { kind: "raw", title: "Board" }]);
    expect((await bring(kit, "id=team%2Fboard&kind=raw", bytes)).status).toBe(200);
    await detailOf(await bring(kit, "id=team%2Fboard&kind=raw", foreign({ default: "x" })), 409);
    expect(await bytesOf(await kit.ask("/api/documents/team%2Fboard/snapshot"))).toEqual(bytes);
  });

  test("a page's own bytes make the same page under another id", async () => {
    const kit = httpKit();
    await kit.fromMarkdown("id=one", "# One\n\n- [x] done\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    await bring(kit, "id=two", await bytesOf(await kit.ask("/api/documents/one.yjs")));
    const texts = await Promise.all(
      ["one", "two"].map(async (name) => (await kit.ask(`/api/documents/${name}.md`)).text()),
    );
    expect(texts[1]).toBe(texts[0]);
  });

  test.each<[string, string, () => Uint8Array, number, RegExp]>([
    ["nothing", "", () => new Uint8Array(), 400, /not a Yjs update/],
    ["Markdown", "", () => Buffer.from("# A title\n\nand text\n"), 400, /not a Yjs update/],
    ["no fragment", "", () => Y.encodeStateAsUpdate(new Y.Doc()), 422, /no XmlFragment/],
    ["a kind that there is not", "kind=board", () => foreign({ a: "x" }), 422, /“page” or “raw”/],
    ["a raw name for a page", "id=a%2Fb", () => foreign({ a: "x" }), 400, /A–Z|letters|characters/],
    [
      "part of a document",
      "kind=raw",
      () => {
        const doc = new Y.Doc();
        doc.getText("t").insert(0, "a");
        const before = Y.encodeStateVector(doc);
        doc.getText("t").insert(1, "b");
        return Y.encodeStateAsUpdate(doc, before);
      },
      422,
      /whole document/,
    ],
  ])(
    "bytes that are %s are refused with a sentence, and make nothing",
    async (_what, query, bytes, status, sentence) => {
      const kit = httpKit();
      expect(await detailOf(await bring(kit, query, bytes()), status)).toMatch(sentence);
      expect(
        (await kit.catalog.list({ query: "", trashed: false, cursor: null, limit: 10 })).records,
      ).toEqual([]);
    },
  );

  test("a body over the limit is refused like any other", async () => {
    const kit = httpKit({ limits: { maxBodyBytes: 100 } });
    await detailOf(await bring(kit, "", foreign({ default: "x".repeat(200) })), 413);
  });
});

describe("converting a raw document", () => {
  async function withRaw(bytes: Bytes, setting: Parameters<typeof httpKit>[0] = {}) {
    const kit = httpKit(setting);
    await kit.catalog.create({ id: id("team/notes"), kind: "raw", title: "", at: 1 });
    await kit.rooms.edit(id("team/notes"), null, (doc) => Y.applyUpdate(doc, bytes));
    const convert = (body?: object) =>
      body === undefined
        ? kit.ask("/api/documents/team%2Fnotes/convert", { method: "POST" })
        : kit.asJson("POST", "/api/documents/team%2Fnotes/convert", body);
    const raw = async () => bytesOf(await kit.ask("/api/documents/team%2Fnotes/snapshot"));
    return { ...kit, convert, raw };
  }

  test("gives a new page, once for an id, and leaves the raw document as it was", async () => {
    const { convert, raw, rooms, catalog } = await withRaw(stock());
    const before = await raw();
    const response = await convert({ id: "beds" });
    expect([response.status, response.headers.get("Location")]).toEqual([201, "/api/documents/beds"]);
    expect(await summaryIn(response)).toMatchObject({ id: "beds", kind: "page", title: "Beds" });
    const page = await rooms.read(id("beds"), readPage);
    expect(page.body.content?.slice(0, 12)).toEqual(richBody.content?.slice(0, 12));
    expect((await convert({ id: "beds", title: "Other" })).status).toBe(200);
    expect(await rooms.read(id("beds"), readPage)).toEqual(page);
    expect([await raw(), await catalog.find(id("team/notes"))]).toMatchObject([before, { kind: "raw" }]);
    const another = await summaryIn(await convert());
    expect([another.id === "beds", another.title]).toEqual([false, "Beds"]);
  });

  test("reading it decides nothing about the raw document's roots", async () => {
    const { convert, rooms } = await withRaw(foreign({ mine: "words" }));
    await convert();
    expect(
      await rooms.read(id("team/notes"), (doc) => doc.share.get("mine")?.constructor === Y.AbstractType),
    ).toBe(true);
  });

  test("without a title of its own the page is called what the document was known by", async () => {
    const { convert } = await withRaw(foreign({ default: "text" }));
    expect((await summaryIn(await convert())).title).toBe("team/notes");
    expect((await summaryIn(await convert({ title: "Given" }))).title).toBe("Given");
  });

  test("of several texts one is chosen by its root", async () => {
    const { convert } = await withRaw(foreign({ left: "one", right: "two" }));
    const refused = await convert({ id: "x" });
    expect([refused.status, await refused.json()]).toMatchObject([422, { roots: ["left", "right"] }]);
    const asked = await convert({ id: "x", ask: true });
    expect([asked.status, await asked.json()]).toEqual([200, { roots: ["left", "right"] }]);
    expect((await summaryIn(await convert({ id: "x", root: "left", ask: true }))).excerpt).toBe("one");
  });

  test.each<[string, object | undefined, number, RegExp]>([
    ["the raw document's own id", { id: "team/notes" }, 400, /./],
    ["a field that there is not", { name: "x" }, 422, /name/],
  ])("%s is refused with a sentence", async (_case, body, status, sentence) => {
    const { convert } = await withRaw(foreign({ default: "text" }));
    expect(await detailOf(await convert(body), status)).toMatch(sentence);
  });

  test("a page, an unknown document, and one without a text are refused", async () => {
    const { convert, ask, asJson } = await withRaw(Y.encodeStateAsUpdate(new Y.Doc()) as Bytes);
    expect(await detailOf(await convert(), 422)).toMatch(/no XmlFragment/);
    await asJson("POST", "/api/documents", { id: "page" });
    expect(await detailOf(await ask("/api/documents/page/convert", { method: "POST" }), 409)).toMatch(
      /page already/,
    );
    await detailOf(await ask("/api/documents/nobody/convert", { method: "POST" }), 404);
  });

  test("who may read the one and write the other may convert, and nobody else", async () => {
    const roles = new Map<string, "view" | "edit" | "none">();
    const access: Access = {
      authenticate: async () => ({ id: "u", name: "U" }) as Awaited<ReturnType<Access["authenticate"]>>,
      authorize: async (_user, document) => roles.get(document) ?? "none",
    };
    const { convert, catalog } = await withRaw(foreign({ default: "text" }), { access });
    await detailOf(await convert({ id: "new" }), 403);
    roles.set("team/notes", "view");
    await detailOf(await convert({ id: "new" }), 403);
    expect(await catalog.find(id("new"))).toBeNull();
    roles.set("new", "edit");
    expect((await convert({ id: "new" })).status).toBe(201);
  });
});

describe("a page for other programs", () => {
  test("[P5] leaves as an XmlFragment by query and by suffix, the same bytes each time, and comes back the same", async () => {
    const kit = httpKit();
    await bring(kit, "id=beds", stock());
    const answers = [
      await kit.ask("/api/documents/beds/snapshot?format=yjs-xml"),
      await kit.ask("/api/documents/beds.yjsxml"),
    ];
    for (const { status, headers } of answers) {
      expect([status, headers.get("Content-Type")]).toEqual([200, "application/octet-stream"]);
      expect(headers.get("Content-Disposition")).toContain('filename="Beds.yjsxml"');
    }
    const [first, second] = await Promise.all(answers.map(bytesOf));
    expect(second).toEqual(first);
    await bring(kit, "id=again", first as Uint8Array);
    expect(await kit.rooms.read(id("again"), readPage)).toEqual(await kit.rooms.read(id("beds"), readPage));
  });

  test("a raw document has no such format", async () => {
    const kit = httpKit();
    await bring(kit, "id=raw&kind=raw", foreign({ default: "x" }));
    await detailOf(await kit.ask("/api/documents/raw/snapshot?format=yjs-xml"), 422);
  });
});
