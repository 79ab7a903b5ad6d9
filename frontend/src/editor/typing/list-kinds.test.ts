/** What the list buttons do to pages, and that somebody else's words in the list survive it. */
import { AllSelection, EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import {
  after,
  code,
  head,
  li,
  ol,
  p,
  page,
  positionOf,
  quote,
  rule,
  shape,
  ti,
  tl,
  ul,
} from "../../../test/pages.js";
import { replicas } from "../../../test/replicas.js";
import { isListOf, toggleListOf } from "./list-kinds.js";

function having(content: readonly object[], from?: string, to = from): EditorState {
  const doc = page(...content);
  if (from === undefined || to === undefined)
    return EditorState.create({ doc, selection: new AllSelection(doc) });
  const selection = TextSelection.create(
    doc,
    positionOf(doc, from) + (from === to ? 1 : 0),
    positionOf(doc, to) + 1,
  );
  return EditorState.create({ doc, selection });
}

const toggled = (kind: string, before: EditorState) => after(before, toggleListOf(kind));
const made = (kind: string, state: EditorState) => shape(toggled(kind, state).doc);

describe("the list buttons, at a caret in a list", () => {
  const tree = [ul(li("one"), li("two", ul(li("deep"), li("deeper"))), li("three"))];

  it("change the kind of the innermost list, and nothing else moves", () => {
    expect(made("taskList", having(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two) tl(ti(p(deep)) ti(p(deeper)))) li(p(three)))",
    );
    expect(made("orderedList", having(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two) ol(li(p(deep)) li(p(deeper)))) li(p(three)))",
    );
  });

  it("change the kind of a list whose items have lists below", () => {
    expect(made("taskList", having(tree, "two"))).toBe(
      "tl(ti(p(one)) ti(p(two) ul(li(p(deep)) li(p(deeper)))) ti(p(three)))",
    );
    expect(made("bulletList", having([tl(ti("one"), ti("two", tl(ti("deep"))))], "one"))).toBe(
      "ul(li(p(one)) li(p(two) tl(ti(p(deep)))))",
    );
  });

  it("take the item out where the list is of that kind", () => {
    expect(made("bulletList", having(tree, "deep"))).toBe(
      "ul(li(p(one)) li(p(two)) li(p(deep) ul(li(p(deeper)))) li(p(three)))",
    );
    expect(made("taskList", having([tl(ti("one"), ti("two"))], "one"))).toBe("p(one) tl(ti(p(two)))");
  });

  it("leave the caret where it was in the text", () => {
    const { $head } = toggled("taskList", having(tree, "deeper")).selection;
    expect([$head.parent.textContent, $head.parentOffset]).toEqual(["deeper", 1]);
  });

  it("join the lists of that kind beside it", () => {
    const beside = having([ul(li("one")), ol(li("two")), ul(li("three"))], "two");
    expect(made("bulletList", beside)).toBe("ul(li(p(one)) li(p(two)) li(p(three)))");
  });
});

describe("the list buttons, over several blocks", () => {
  const mixed = [p("one"), ul(li("two", ul(li("deep"))), li("three")), p("four")];

  it("make one list of text and items, and nested levels stay", () => {
    expect(made("taskList", having(mixed))).toBe(
      "tl(ti(p(one)) ti(p(two) ul(li(p(deep)))) ti(p(three)) ti(p(four)))",
    );
    expect(made("orderedList", having(mixed, "one", "three"))).toBe(
      "ol(li(p(one)) li(p(two) ul(li(p(deep)))) li(p(three))) p(four)",
    );
    expect(made("bulletList", having(mixed))).toBe(
      "ul(li(p(one)) li(p(two) ul(li(p(deep)))) li(p(three)) li(p(four)))",
    );
  });

  it("make items of headings and code, of text in a quote there, and leave what has no text", () => {
    expect(made("taskList", having([head("head"), code("let"), rule, quote("said"), p("one")]))).toBe(
      "tl(ti(p(head)) ti(p(let))) hr quote(tl(ti(p(said)))) tl(ti(p(one)))",
    );
    expect(toggleListOf("taskList")(having([rule]))).toBe(false);
  });

  it("take the items out where all are in lists of that kind", () => {
    expect(made("bulletList", having([ul(li("one"), li("two", ul(li("deep"))))]))).toBe(
      "p(one) p(two) ul(li(p(deep)))",
    );
    expect(made("taskList", having([tl(ti("one")), rule, tl(ti("two"))]))).toBe("p(one) hr p(two)");
  });
});

describe("whether a list button is pressed", () => {
  it("is said of the innermost list, and of several blocks where all are in such lists", () => {
    const nested = having([ul(li("one", tl(ti("deep"))))], "deep");
    expect([isListOf(nested, "taskList"), isListOf(nested, "bulletList")]).toEqual([true, false]);
    const quoted = having([ul(li("one", quote("said")))], "said");
    expect(isListOf(quoted, "bulletList")).toBe(false);
    expect(isListOf(having([ul(li("one")), p("two")]), "bulletList")).toBe(false);
    expect(isListOf(having([ul(li("one"))]), "bulletList")).toBe(true);
  });
});

describe("while somebody else writes in the list", () => {
  const kinds = ["bulletList", "orderedList", "taskList"];
  /** What the page comes to where we toggle and they do something, both without the other. */
  function meet(start: EditorState, kind: string, theirs: (state: EditorState) => Transaction[]): string {
    const two = replicas(start.doc);
    toggleListOf(kind)(start, (tr) => two.ours.write(() => tr));
    for (const tr of theirs(EditorState.create({ doc: two.theirs.doc }))) two.theirs.write(() => tr);
    return shape(two.meet());
  }

  it.each(kinds)("making it a %s keeps their words in each item", (kind) => {
    const content = [p("first"), ul(li("two", ul(li("deep"))), li("three")), tl(ti("four"), ti("five"))];
    const words = ["first", "two", "deep", "three", "four", "five"];
    for (const place of [undefined, "deep", "two", "four", "first"]) {
      const start = having(content, place);
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
    const start = having([ul(li("one"), li("two"))], "two");
    const met = meet(start, "taskList", ({ tr, doc }) => {
      const end = positionOf(doc, "one") + 3;
      return [tr.split(end, 2).insertText("new", end + 4)];
    });
    expect(met).toBe("tl(ti(p(one)) ti(p(new)) ti(p(two)))");
  });
});
