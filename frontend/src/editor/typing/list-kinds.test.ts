/** What the list buttons do to pages, and that somebody else's words in the list survive it. */
import { Flow } from "@manyhands/backend/schema/flow/flow";
import { keptRanges } from "@manyhands/backend/schema/flow/kept";
import { seed } from "@manyhands/backend/schema/flow/seed";
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Node } from "@tiptap/pm/model";
import { AllSelection, EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { isListOf, toggleListOf } from "./list-kinds.js";

const node = (type: string, ...content: object[]) => ({ type, content });
const p = (words: string) => node("paragraph", { type: "text", text: words });
const li = (words: string, ...below: object[]) => node("listItem", p(words), ...below);
const ti = (words: string, ...below: object[]) => node("taskItem", p(words), ...below);
const ul = (...items: object[]) => node("bulletList", ...items);
const ol = (...items: object[]) => node("orderedList", ...items);
const tl = (...items: object[]) => node("taskList", ...items);
const rule = { type: "horizontalRule" };

const names: Readonly<Record<string, string>> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  taskList: "tl",
  listItem: "li",
  taskItem: "ti",
  horizontalRule: "hr",
};

/** "p(one) ul(li(p(two)))" */
function shape(parent: Node): string {
  return parent.children
    .map((child) => {
      if (child.isText) return child.text;
      const name = names[child.type.name] ?? child.type.name;
      return child.isLeaf ? name : `${name}(${shape(child)})`;
    })
    .join(" ");
}

function positionOf(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((child, pos) => {
    if (found < 0 && child.isText && child.text?.includes(words)) found = pos;
  });
  return found;
}

function page(content: readonly object[], from?: string, to = from): EditorState {
  const doc = pageSchema.nodeFromJSON({ type: "doc", content });
  const selection =
    from === undefined || to === undefined
      ? new AllSelection(doc)
      : TextSelection.create(doc, positionOf(doc, from) + (from === to ? 1 : 0), positionOf(doc, to) + 1);
  return EditorState.create({ doc, selection });
}

function toggled(kind: string, before: EditorState): EditorState {
  let state = before;
  toggleListOf(kind)(before, (tr) => {
    state = before.apply(tr);
  });
  state.doc.check();
  return state;
}
const made = (kind: string, state: EditorState) => shape(toggled(kind, state).doc);

describe("the list buttons, at a caret in a list", () => {
  const tree = [ul(li("one"), li("two", ul(li("deep"), li("deeper"))), li("three"))];

  it("change the kind of the innermost list, and nothing else moves", () => {
    expect(made("taskList", page(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two) tl(ti(p(deep)) ti(p(deeper)))) li(p(three)))",
    );
    expect(made("orderedList", page(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two) ol(li(p(deep)) li(p(deeper)))) li(p(three)))",
    );
  });

  it("change the kind of a list whose items have lists below", () => {
    expect(made("taskList", page(tree, "two"))).toBe(
      "tl(ti(p(one)) ti(p(two) ul(li(p(deep)) li(p(deeper)))) ti(p(three)))",
    );
    expect(made("bulletList", page([tl(ti("one"), ti("two", tl(ti("deep"))))], "one"))).toBe(
      "ul(li(p(one)) li(p(two) tl(ti(p(deep)))))",
    );
  });

  it("take the item out where the list is of that kind", () => {
    expect(made("bulletList", page(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two)) li(p(deep) ul(li(p(deeper)))) li(p(three)))",
    );
    expect(made("taskList", page([tl(ti("one"), ti("two"))], "one"))).toBe("p(one) tl(ti(p(two)))");
  });

  it("leave the caret where it was in the text", () => {
    const { $head } = toggled("taskList", page(tree, "deeper")).selection;
    expect([$head.parent.textContent, $head.parentOffset]).toEqual(["deeper", 1]);
  });

  it("join the lists of that kind beside it", () => {
    const beside = page([ul(li("one")), ol(li("two")), ul(li("three"))], "two");
    expect(made("bulletList", beside)).toBe("ul(li(p(one)) li(p(two)) li(p(three)))");
  });
});

describe("the list buttons, over several blocks", () => {
  const mixed = [p("one"), ul(li("two", ul(li("deep"))), li("three")), p("four")];

  it("make one list of text and items, and nested levels stay", () => {
    expect(made("taskList", page(mixed))).toBe(
      "tl(ti(p(one)) ti(p(two) ul(li(p(deep)))) ti(p(three)) ti(p(four)))",
    );
    expect(made("orderedList", page(mixed, "one", "three"))).toBe(
      "ol(li(p(one)) li(p(two) ul(li(p(deep)))) li(p(three))) p(four)",
    );
    expect(made("bulletList", page(mixed))).toBe(
      "ul(li(p(one)) li(p(two) ul(li(p(deep)))) li(p(three)) li(p(four)))",
    );
  });

  it("make items of headings and code, of text in a quote there, and leave what has no text", () => {
    const heading = { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "head" }] };
    const code = node("codeBlock", { type: "text", text: "let" });
    expect(made("taskList", page([heading, code, rule, node("blockquote", p("said")), p("one")]))).toBe(
      "tl(ti(p(head)) ti(p(let))) hr blockquote(tl(ti(p(said)))) tl(ti(p(one)))",
    );
    expect(toggleListOf("taskList")(page([rule]))).toBe(false);
  });

  it("take the items out where all are in lists of that kind", () => {
    expect(made("bulletList", page([ul(li("one"), li("two", ul(li("deep"))))]))).toBe(
      "p(one) p(two) ul(li(p(deep)))",
    );
    expect(made("taskList", page([tl(ti("one")), rule, tl(ti("two"))]))).toBe("p(one) hr p(two)");
  });
});

describe("whether a list button is pressed", () => {
  it("is said of the innermost list, and of several blocks where all are in such lists", () => {
    const nested = page([ul(li("one", tl(ti("deep"))))], "deep");
    expect([isListOf(nested, "taskList"), isListOf(nested, "bulletList")]).toEqual([true, false]);
    const quoted = page([ul(li("one", node("blockquote", p("said"))))], "said");
    expect(isListOf(quoted, "bulletList")).toBe(false);
    expect(isListOf(page([ul(li("one")), p("two")]), "bulletList")).toBe(false);
    expect(isListOf(page([ul(li("one"))]), "bulletList")).toBe(true);
  });
});

describe("while somebody else writes in the list", () => {
  const kinds = ["bulletList", "orderedList", "taskList"];
  /** What the page comes to where we toggle and they do something, both without the other. */
  function meet(start: EditorState, kind: string, theirs: (state: EditorState) => Transaction[]): string {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    Y.applyUpdate(a, seed);
    const flows = [new Flow(a, pageSchema), new Flow(b, pageSchema)] as const;
    const write = (flow: Flow, { doc, before, mapping }: Transaction) => {
      flow.write(doc, keptRanges(mapping.maps, before.content.size), "test");
      expect(flow.drawing.doc.toJSON()).toEqual(doc.toJSON());
    };
    flows[0].write(start.doc, [], "test");
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    toggleListOf(kind)(start, (tr) => write(flows[0], tr));
    for (const tr of theirs(EditorState.create({ doc: flows[1].drawing.doc }))) write(flows[1], tr);
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    expect(flows[1].drawing.doc.eq(flows[0].drawing.doc)).toBe(true);
    return shape(flows[0].drawing.doc);
  }

  it.each(kinds)("making it a %s keeps their words in each item", (kind) => {
    const content = [p("first"), ul(li("two", ul(li("deep"))), li("three")), tl(ti("four"), ti("five"))];
    const words = ["first", "two", "deep", "three", "four", "five"];
    for (const place of [undefined, "deep", "two", "four", "first"]) {
      const start = page(content, place);
      const met = meet(start, kind, (state) => {
        let now = state;
        return words.map((word) => {
          const tr = now.tr.insertText("XYZ", positionOf(now.doc, word) + 2);
          now = now.apply(tr);
          return tr;
        });
      });
      const wanted = words.reduce(
        (page, word) => page.replace(`(${word})`, `(${word.slice(0, 2)}XYZ${word.slice(2)})`),
        made(kind, start),
      );
      expect(met).toBe(wanted);
    }
  });

  it("an item that they put in becomes one of that kind too", () => {
    const start = page([ul(li("one"), li("two"))], "two");
    const met = meet(start, "taskList", ({ tr, doc }) => {
      const end = positionOf(doc, "one") + 3;
      return [tr.split(end, 2).insertText("new", end + 4)];
    });
    expect(met).toBe("tl(ti(p(one)) ti(p(new)) ti(p(two)))");
  });
});
