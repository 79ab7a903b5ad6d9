import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { detailOf, httpKit, id, summaryIn } from "../../../test/kit/http-kit.js";
import { readPage } from "../../schema/page.js";
import { DamagedDocument } from "../../storage/storage-faults.js";

const markdown =
  "# Café “plan”\n\nFirst **words** with a [link](https://example.org/).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

async function withPage() {
  const kit = httpKit();
  await kit.fromMarkdown("id=plan", markdown);
  return kit;
}

describe("formats", () => {
  const formats: [format: string, suffix: string, accept: string, type: RegExp, holds: RegExp][] = [
    ["json", "json", "application/json", /^application\/json/, /"type":\s*"doc"/],
    ["html", "html", "text/html", /^text\/html; ?charset=utf-8$/i, /<strong>words<\/strong>/],
    ["markdown", "md", "text/markdown", /^text\/markdown; ?charset=utf-8$/i, /First \*\*words\*\*/],
    ["text", "txt", "text/plain", /^text\/plain; ?charset=utf-8$/i, /First words/],
  ];
  test.each(formats)("%s by query, by suffix and by Accept", async (format, suffix, accept, type, holds) => {
    const { ask } = await withPage();
    const answers = await Promise.all([
      ask(`/api/documents/plan/snapshot?format=${format}`),
      ask(`/api/documents/plan.${suffix}`),
      ask("/api/documents/plan/snapshot", { headers: { Accept: accept } }),
    ]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toMatch(holds);
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers.get("Content-Type")).toMatch(type);
      expect(headers.get("Content-Disposition")).toBe(
        `attachment; filename="Caf_ _plan_.${suffix}"; filename*=UTF-8''Caf%C3%A9%20%E2%80%9Cplan%E2%80%9D.${suffix}`,
      );
      expect(headers.get("Content-Security-Policy")).toMatch(/^sandbox; default-src 'none'/);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Cache-Control")).toBe("no-store");
    }
  });

  test("[X1] Yjs bytes are the default and hold every acknowledged update", async () => {
    const { ask, rooms } = await withPage();
    await rooms.edit(id("plan"), null, (doc) => doc.getText("title").insert(0, "New "));
    for (const path of ["plan/snapshot", "plan/snapshot?format=yjs", "plan.yjs"]) {
      const response = await ask(`/api/documents/${path}`, { headers: { Accept: "*/*" } });
      expect(response.headers.get("Content-Type")).toBe("application/octet-stream");
      const doc = new Y.Doc();
      Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
      expect(readPage(doc).title).toBe("New Café “plan”");
    }
  });

  test("a page of a newer encoding is had as Yjs bytes, and as nothing that would be wrong", async () => {
    const { ask, rooms } = await withPage();
    await rooms.edit(id("plan"), null, (doc) => doc.getMap("meta").set("v", 2));
    for (const format of ["json", "html", "markdown", "text"]) {
      const answer = await ask(`/api/documents/plan/snapshot?format=${format}`);
      expect(await detailOf(answer, 501)).toMatch(/newer version of Manyhands/);
    }
    expect((await ask("/api/documents/plan.yjs")).status).toBe(200);
  });

  test("Accept is weighed, and said to matter", async () => {
    const { ask } = await withPage();
    const get = (Accept: string) => ask("/api/documents/plan/snapshot", { headers: { Accept } });
    expect((await get("text/html;q=0.5, text/markdown")).headers.get("Content-Type")).toMatch(/markdown/);
    const browser = await get("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    expect(browser.headers.get("Content-Type")).toMatch(/html/);
    expect(browser.headers.get("Vary")).toContain("Accept");
    expect((await get("image/png, */*;q=0.1")).headers.get("Content-Type")).toMatch(/octet-stream/);
    expect(await detailOf(await get("image/png"), 406)).toContain("text/markdown");
  });

  test.each(["docx", "", "HTML", "__proto__"])("the unknown format “%s” is refused", async (format) => {
    const { ask } = await withPage();
    expect(await detailOf(await ask(`/api/documents/plan/snapshot?format=${format}`), 422)).toContain(
      "markdown",
    );
  });

  test("an empty page exports in every format", async () => {
    const { ask, asJson } = httpKit();
    await asJson("POST", "/api/documents", { id: "empty" });
    for (const suffix of ["yjs", "json", "html", "md", "txt"])
      expect((await ask(`/api/documents/empty.${suffix}`)).status, suffix).toBe(200);
  });
});

describe("raw documents", () => {
  test("come as bytes and as JSON of their roots, and as nothing else", async () => {
    const { ask, rooms } = httpKit();
    await rooms.edit(id("team/board"), null, (doc) => {
      doc.getMap("board").set("a", 1);
    });
    const json = await ask("/api/documents/team%2Fboard/snapshot?format=json");
    expect(json.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(await json.text()).toContain('"board"');
    expect((await ask("/api/documents/team%2Fboard.yjs")).status).toBe(200);
    for (const format of ["html", "markdown", "text"])
      await detailOf(await ask(`/api/documents/team%2Fboard/snapshot?format=${format}`), 422);
  });

  test("one whose own name ends like a format is itself", async () => {
    const { ask, asJson, fromMarkdown } = httpKit();
    await fromMarkdown("id=notes", "# Notes");
    expect((await ask("/api/documents/notes.md")).headers.get("Content-Type")).toMatch(/markdown/);
    await asJson("POST", "/api/documents", { id: "notes.md", kind: "raw" });
    expect((await summaryIn(await ask("/api/documents/notes.md"))).id).toBe("notes.md");
    expect((await ask("/api/documents/notes/snapshot?format=markdown")).status).toBe(200);
  });
});

describe("hostile content comes out inert", () => {
  const hostile = [
    '# <img src=x onerror="alert(1)"> title',
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)"><svg onload=alert(1)><iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "[a](javascript:alert(1)) [b](JaVa\tScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) [d](vbscript:x)",
    "![e](javascript:alert(1)) ![f](data:image/svg+xml,<svg/onload=alert(1)>)",
    '[g](https://example.org/"onmouseover="alert(1))',
    '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
  ].join("\n\n");

  test("as HTML", async () => {
    const { ask, fromMarkdown } = httpKit();
    expect((await fromMarkdown("id=evil", hostile)).status).toBe(201);
    const html = await (await ask("/api/documents/evil.html")).text();
    const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    expect(tags.length).toBeGreaterThan(3);
    for (const tag of tags) {
      expect(tag).not.toMatch(/^<\/?(script|iframe|svg|object|embed|base|form)\b/i);
      const attributes = [...tag.matchAll(/\s([\w-]+)=("[^"]*"|'[^']*'|[^\s>]*)/g)];
      for (const [, name = "", value = ""] of attributes) {
        expect(name).not.toMatch(/^(on|srcdoc|formaction)/i);
        expect(value).not.toMatch(/^["']?\s*(javascript|data|vbscript):/i);
      }
    }
  });

  test("as Markdown read again, no link to a script is left", async () => {
    const { ask, fromMarkdown } = httpKit();
    await fromMarkdown("id=evil", hostile);
    const text = await (await ask("/api/documents/evil.md")).text();
    await fromMarkdown("id=again", text);
    const json = await (await ask("/api/documents/again.json")).text();
    expect(json).not.toMatch(/"(href|src)":\s*"\s*(javascript|data|vbscript):/i);
  });
});

test("a damaged document is refused in a sentence that says what is left of it", async () => {
  const { ask, storage, catalog, asJson } = httpKit();
  await catalog.create({ id: id("plan"), kind: "page", title: "Plan", at: 0 });
  const sentence =
    "Document plan is damaged on disk: entry 2 is missing. What could be read of it is in document x.";
  storage.load = async () => {
    throw new DamagedDocument(sentence);
  };
  for (const answer of [
    await ask("/api/documents/plan.md"),
    await asJson("PATCH", "/api/documents/plan", { title: "A" }),
  ]) {
    expect(await detailOf(answer, 503)).toBe(
      `${sentence} Ask whoever runs this server to restore it from a backup.`,
    );
    expect(answer.headers.get("Retry-After")).toBeNull();
  }
  expect((await ask("/api/documents/plan")).status).toBe(200);
});
