/** Moving blocks step by step. */
import { describe, expect, it } from "vitest";
import { after, choosing, done, li, ol, page, quote, shape, table, ti, tl, ul } from "../../../test/pages.js";
import { type Direction, moveBlocks } from "./move-past.js";

/** The page after pressing the key, and where the caret is now; "nothing" where nothing moves. */
function moved(direction: Direction, content: (string | object)[], from: string, to = from): string {
  const state = choosing(page(...content), from, to);
  const next = after(state, moveBlocks(direction));
  const can = next !== state;
  const { doc: now, selection: chosen } = next;
  expect(chosen.$from.parent.textContent).toBe(from);
  expect(chosen.$to.parent.textContent).toBe(to);
  return can ? shape(now) : "nothing";
}

describe("moving blocks among their like", () => {
  it("goes past the neighbour, and the caret with it", () => {
    expect(moved("up", ["one", "two", "three"], "two")).toBe("p(two) p(one) p(three)");
    expect(moved("down", ["one", "two", "three"], "two")).toBe("p(one) p(three) p(two)");
  });

  it("moves several chosen blocks together", () => {
    expect(moved("up", ["one", "two", "three"], "two", "three")).toBe("p(two) p(three) p(one)");
  });

  it("does nothing at the edge of the page", () => {
    expect(moved("up", ["one", "two"], "one")).toBe("nothing");
    expect(moved("down", ["one", "two"], "two")).toBe("nothing");
    expect(moved("up", [ul("one", "two")], "one")).toBe("nothing");
    expect(moved("down", [ul("one", "two")], "two")).toBe("nothing");
  });

  it("moves an item with what hangs below it, and a table as a whole", () => {
    expect(moved("up", [ul("a", li("b", ul("b1")))], "b")).toBe("ul(li(p(b) ul(li(p(b1)))) li(p(a)))");
    expect(moved("up", ["a", table("x")], "x")).toBe("table(row(cell(p(x)))) p(a)");
  });
});

describe("moving an item at the edge of its list", () => {
  it("goes past the block beyond it, and stays an item", () => {
    expect(moved("down", [ul("a", "b"), "end", "more"], "b")).toBe(
      "ul(li(p(a))) p(end) ul(li(p(b))) p(more)",
    );
    expect(moved("up", ["top", ul("a", "b")], "a")).toBe("ul(li(p(a))) p(top) ul(li(p(b)))");
    expect(moved("down", [ol("a", "b"), "end"], "b")).toBe("ol(li(p(a))) p(end) ol(li(p(b)))");
    expect(moved("down", [tl(ti("a"), done("b")), "end"], "b")).toBe("tl(ti(p(a))) p(end) tl(ti✓(p(b)))");
  });

  it("comes back by the opposite key", () => {
    expect(moved("up", [ul("a"), "end", ul("b")], "b")).toBe("ul(li(p(a)) li(p(b))) p(end)");
    expect(moved("down", [ul("a"), "top", ul("b")], "a")).toBe("p(top) ul(li(p(a)) li(p(b)))");
  });

  it("goes into the list of its kind behind what it passes", () => {
    expect(moved("down", [ul("a", "b"), "end", ul("c")], "b")).toBe(
      "ul(li(p(a))) p(end) ul(li(p(b)) li(p(c)))",
    );
  });

  it("goes into the list right behind its own, past one item, and becomes one of it", () => {
    expect(moved("down", [ul("a", "b"), ol("c", "d")], "b")).toBe(
      "ul(li(p(a))) ol(li(p(c)) li(p(b)) li(p(d)))",
    );
    expect(moved("up", [ul("a", "b"), ol("c", "d")], "c")).toBe(
      "ul(li(p(a)) li(p(c)) li(p(b))) ol(li(p(d)))",
    );
    expect(moved("down", [ul("a"), tl(done("b"))], "a")).toBe("tl(ti✓(p(b)) ti(p(a)))");
  });

  it("takes several chosen items along in one list", () => {
    expect(moved("down", [ul("a", "b", "c"), "end"], "b", "c")).toBe(
      "ul(li(p(a))) p(end) ul(li(p(b)) li(p(c)))",
    );
    expect(moved("down", [ul("b", "c"), "end"], "b", "c")).toBe("p(end) ul(li(p(b)) li(p(c)))");
  });

  it("goes out of a list within an item beside that item", () => {
    const nested = [ul(li("a", ul("x", "y")), "b")];
    expect(moved("down", nested, "y")).toBe("ul(li(p(a) ul(li(p(x)))) li(p(y)) li(p(b)))");
    expect(moved("up", nested, "x")).toBe("ul(li(p(x)) li(p(a) ul(li(p(y)))) li(p(b)))");
  });
});

describe("moving a block at the edge of a quote", () => {
  it("goes out of the quote, also at the end of the page", () => {
    expect(moved("down", [quote("a", "b")], "b")).toBe("quote(p(a)) p(b)");
    expect(moved("up", ["top", quote("a", "b")], "a")).toBe("p(top) p(a) quote(p(b))");
    expect(moved("down", [quote(ul("a", "b")), "end"], "b")).toBe("quote(ul(li(p(a)))) ul(li(p(b))) p(end)");
  });
});
