import fc from "fast-check";
import { Window } from "happy-dom";
import MarkdownIt from "markdown-it";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { readPage } from "../schema/page.js";
import { pageSchema } from "../schema/page-schema.js";
import { pageFromMarkdown } from "./markdown.js";
import { exportPage } from "./snapshot.js";

const runs = Number(process.env.FUZZ_RUNS ?? 200);
const { DOMParser } = new Window();

const payload = fc.constantFrom(
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</title></style></pre><svg onload=alert(1)>",
  "javascript:alert(1)",
  " \u0001java\tscript:alert(1)",
  "JAVASCRIPT&colon;alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:https://x.test/1",
  '" onmouseover="alert(1)',
  "x' autofocus onfocus='alert(1)",
  "](javascript:alert(1))",
  "[a](javascript:alert(1))",
  "<javascript:alert(1)>",
  "```\n</pre><script>",
  "[x]: javascript:alert(1)",
  "https://x.test/?a=<b>&quot;",
  "plain",
);
const value = fc.oneof(
  payload,
  fc.constantFrom(null, -1, 1e9, Number.NaN, true),
  fc.constant([1, "x"]),
  fc.constant({ a: 1 }),
);
const name = fc.oneof(
  fc.constantFrom(...Object.keys(pageSchema.nodes)),
  fc.constantFrom("script", "iframe", "__proto__", "constructor", "toString", "unheard-of", "UNDEFINED"),
);
const attributeName = fc.constantFrom(
  "src",
  "href",
  "alt",
  "title",
  "language",
  "level",
  "start",
  "type",
  "checked",
  "colspan",
  "rowspan",
  "colwidth",
  "align",
  "onclick",
  "style",
  "__proto__",
);
const marks = fc.dictionary(
  fc.constantFrom(...Object.keys(pageSchema.marks), "comment--abc", "__proto__", "unheard-of"),
  fc.oneof(value, fc.dictionary(attributeName, value, { maxKeys: 3 })),
  { maxKeys: 3 },
);

interface Element {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  readonly children: readonly (Element | Run[])[];
}
interface Run {
  readonly insert: string | object;
  readonly attributes: Record<string, unknown>;
}
const run: fc.Arbitrary<Run> = fc.record({
  insert: fc.oneof({ weight: 5, arbitrary: payload }, { weight: 1, arbitrary: fc.constant({ embed: "x" }) }),
  attributes: marks,
});
const { element } = fc.letrec<{ element: Element }>((tie) => ({
  element: fc.record({
    name,
    attributes: fc.dictionary(attributeName, value, { maxKeys: 4 }),
    children: fc.array(fc.oneof({ depthSize: "medium" }, fc.array(run, { maxLength: 3 }), tie("element")), {
      maxLength: 4,
    }),
  }),
}));

function build(source: Element | Run[]): Y.XmlElement | Y.XmlText {
  if (Array.isArray(source)) {
    const text = new Y.XmlText();
    text.applyDelta(source);
    return text;
  }
  const node = new Y.XmlElement(source.name);
  for (const [key, one] of Object.entries(source.attributes)) node.setAttribute(key, one as string);
  node.insert(0, source.children.map(build));
  return node;
}

const hostilePage = fc.array(fc.oneof(element, fc.array(run)), { maxLength: 4 }).chain((children) =>
  payload.map((title) => {
    const doc = new Y.Doc();
    doc.getText("title").insert(0, title);
    doc.getXmlFragment("default").insert(0, children.map(build));
    const relayed = new Y.Doc();
    Y.applyUpdate(relayed, Y.encodeStateAsUpdate(doc));
    return readPage(relayed);
  }),
);

/** Nothing in this HTML runs, loads a frame or leads where a browser would run something. */
function expectInert(html: string): void {
  const document = new DOMParser().parseFromString(html, "text/html");
  for (const node of document.querySelectorAll("*")) {
    expect(["SCRIPT", "IFRAME", "OBJECT", "EMBED", "SVG", "BASE", "FORM", "LINK"]).not.toContain(
      node.tagName.toUpperCase(),
    );
    for (const { name: attribute, value: url } of node.attributes) {
      expect(attribute.toLowerCase().startsWith("on"), `${attribute} in ${html}`).toBe(false);
      if (attribute !== "href" && attribute !== "src") continue;
      expect((url ?? "").replace(/[\s\p{Cc}]/gu, ""), html).not.toMatch(
        /^(?:javascript|data|vbscript|blob):/i,
      );
    }
  }
}

it("whatever a client wrote is read as a valid page", () => {
  fc.assert(
    fc.property(hostilePage, ({ body }) => {
      expect(() => pageSchema.nodeFromJSON(body).check()).not.toThrow();
    }),
    { numRuns: runs },
  );
});

it("an HTML export of whatever a client wrote runs nothing", () => {
  fc.assert(
    fc.property(hostilePage, (page) => expectInert(exportPage(page, "html").body)),
    { numRuns: runs },
  );
});

it("a Markdown export of whatever a client wrote runs nothing, even where HTML and every link are let through", () => {
  const trusting = new MarkdownIt({ html: true, linkify: true });
  trusting.validateLink = () => true;
  fc.assert(
    fc.property(hostilePage, (page) => expectInert(trusting.render(exportPage(page, "markdown").body))),
    { numRuns: runs },
  );
});

it("text and Markdown keep every word a client wrote", () => {
  fc.assert(
    fc.property(hostilePage, (page) => {
      const words = (text: string) => text.match(/[a-z]{3,}/gi)?.sort() ?? [];
      const again = pageFromMarkdown(exportPage(page, "markdown").body);
      expect(words(exportPage(again, "text").body)).toEqual(words(exportPage(page, "text").body));
    }),
    { numRuns: runs },
  );
});

it("content nested thousands deep keeps its text and is read without overflow", () => {
  const doc = new Y.Doc();
  const root = doc.getXmlFragment("default");
  let parent: Y.XmlFragment = root;
  doc.transact(() => {
    for (let depth = 0; depth < 3_000; depth += 1) {
      const child = new Y.XmlElement(depth % 2 === 0 ? "blockquote" : "listItem");
      parent.insert(0, [child]);
      parent = child;
    }
    parent.insert(0, [new Y.XmlText("deep down")]);
  });
  const page = readPage(doc);
  for (const format of ["text", "html", "markdown", "json"] as const) {
    expect(exportPage(page, format).body).toContain("deep down");
  }
});

it("a format trusts no attribute, even of a page that nobody cleaned", () => {
  const evil = "javascript:alert(1)";
  const content = [
    {
      type: "paragraph",
      content: [{ type: "text", text: "a", marks: [{ type: "link", attrs: { href: evil } }] }],
    },
    { type: "image", attrs: { src: "https://x.test/b.png", alt: "b", href: evil } },
    { type: "image", attrs: { src: "data:text/html,x", alt: "c" } },
    { type: "codeBlock", attrs: { language: '"><script>' }, content: [{ type: "text", text: "d" }] },
    {
      type: "orderedList",
      attrs: { start: '1" onclick="x', type: '"><script>' },
      content: [{ type: "listItem", content: [{ type: "paragraph" }] }],
    },
  ];
  const page = { title: "<script>", body: { type: "doc", content } };
  expectInert(exportPage(page, "html").body);
  const markdown = exportPage(page, "markdown").body;
  expect(markdown).not.toMatch(/javascript|data:|(?<!\\)<script/);
  expect(markdown).toContain("\\<script>");
});

it("JSON is the page itself", () => {
  const page = pageFromMarkdown("# T\n\ntext");
  expect(JSON.parse(exportPage(page, "json").body)).toEqual(page);
});

it("text keeps the shape of lists, tasks, tables and code", () => {
  const page = pageFromMarkdown(
    "# T\n\n3. a\n   - [x] b\n4. **c**\n\n| d | e |\n|---|---|\n| f | g |\n\n> h\n\n```\ni\n```",
  );
  expect(exportPage(page, "text").body).toBe("T\n\n3. a\n   [x] b\n4. c\n\nd\te\nf\tg\n\n  h\n\ni\n");
});

it("HTML has the title as its only h1 and says its language of blocks", () => {
  const { body } = exportPage(pageFromMarkdown("# T\n\n# a\n\n###### b\n\n- [x] c\n\n7. d"), "html");
  expect(body).toContain("<title>T</title>");
  expect(body.match(/<h1/g)).toHaveLength(1);
  expect(body).toContain('<h2 dir="auto">a</h2>');
  expect(body).toContain('<h6 dir="auto">b</h6>');
  expect(body).toContain('<input type="checkbox" disabled checked>');
  expect(body).toContain('<ol start="7">');
});
