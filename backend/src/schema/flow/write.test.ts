/** What an edit writes into the flow: what stays itself, what is new, and what is left alone. */
import { Fragment, Schema } from "@tiptap/pm/model";
import { EditorState, type Transaction } from "@tiptap/pm/state";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { FlowWriter } from "../../../test/merge/flow-writer.js";
import { Hand } from "../../../test/merge/hand.js";
import { outline } from "../../../test/merge/outline.js";
import { code, p, quote, rule, ti, tl, ul } from "../../../test/merge/page-words.js";
import { pageSchema } from "../page-schema.js";
import { Flow } from "./flow.js";
import { keptRanges } from "./kept.js";
import { containersRoot, flowRoot } from "./names.js";
import { seed } from "./seed.js";

const open: FlowWriter[] = [];
afterEach(() => {
  for (const writer of open.splice(0)) writer.close();
});

function opened(...content: object[]): { writer: FlowWriter; hand: Hand } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  const writer = new FlowWriter(doc, () => 0.25);
  open.push(writer);
  const hand = new Hand(writer).setsPage(...content);
  return { writer, hand };
}

/** What somebody sees who opens the page now. */
function anew({ doc }: FlowWriter): unknown[] {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return new Flow(copy, pageSchema).drawing.doc.toJSON().content;
}

describe("containers", () => {
  it.each([
    ["at the top level", ul("one", "two"), [ul("one"), ul("two")], 2],
    ["in a quote", quote(ul("one", "two")), [quote(ul("one"), ul("two"))], 3],
  ])("of two lists that were one, %s, each is a list of its own", (_where, start, parts, depth) => {
    const { writer, hand } = opened(start, p("end"));
    hand.at("one");
    const { state, view } = writer.editor;
    view.dispatch(state.tr.split(state.selection.$from.after(depth), 1));
    const page = [...parts, p("end")].map((node) => pageSchema.nodeFromJSON(node).toJSON());
    expect(writer.editor.getJSON().content).toEqual(page);
    expect(anew(writer)).toEqual(page);
  });
});

describe("an item that is drawn as its list holds it", () => {
  it("stays stored as what it was made, until somebody makes it something else", () => {
    const { writer, hand } = opened(tl("one", ti("two")), p("end"));
    const registry = writer.doc.getMap<unknown>(containersRoot);
    const ids = (name: string) =>
      [...registry.keys()].filter((key) => String(registry.get(key)).startsWith(name));
    registry.set(`${ids("k")[0]}.t`, "o");
    expect(outline(writer.editor.state.doc)).toEqual(["ol>li>p: one", "ol>li>p: two", "p: end"]);
    const made = ids("c");
    hand.at("tw").presses("Enter").types("!");
    expect(outline(writer.editor.state.doc)).toEqual([
      "ol>li>p: one",
      "ol>li>p: tw",
      "ol>li>p: !o",
      "p: end",
    ]);
    expect(made.map((id) => registry.get(`${id}.t`))).toEqual([undefined, undefined]);
    hand.selects("one", "!o").runs((c) => c.toggleBulletList());
    expect(outline(writer.editor.state.doc)).toEqual([
      "ul>li>p: one",
      "ul>li>p: tw",
      "ul>li>p: !o",
      "p: end",
    ]);
    expect(made.map((id) => registry.get(`${id}.t`))).toEqual([undefined, undefined]);
  });
});

/** Brings everything that `from` has. */
function bring(from: FlowWriter, to: FlowWriter): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "network");
}

/** Somebody else with the same page. */
function beside({ doc }: FlowWriter): { writer: FlowWriter; hand: Hand } {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const writer = new FlowWriter(copy, () => 0.75);
  open.push(writer);
  return { writer, hand: new Hand(writer) };
}

const shown = ({ editor }: FlowWriter): string[] => outline(editor.state.doc);

describe("keys", () => {
  it("that are back at the schema's default are not kept", () => {
    const { writer, hand } = opened(code("alpha"), p("end"));
    const keys = () => [...(writer.flow.blocks.list[0]?.marker?.keys() ?? [])].length;
    const before = keys();
    hand.at("alpha").runs((c) => c.updateAttributes("codeBlock", { language: "sql" }));
    expect(keys()).toBe(before + 1);
    hand.runs((c) => c.updateAttributes("codeBlock", { language: null }));
    expect(keys()).toBe(before);
  });
});

describe("what is drawn", () => {
  it("tells a block from its double, where one object stands at both places of the editor's page", () => {
    const { writer, hand } = opened(p("alpha"), p("omega"));
    const other = beside(writer);
    const { state, view } = writer.editor;
    view.dispatch(state.tr.insert(0, state.doc.child(0)));
    other.hand.at("omega").runs((c) => c.toggleBulletList());
    bring(other.writer, writer);
    hand.at("alpha").types("†");
    expect(shown(writer)).toEqual(["p: alpha†", "p: alpha", "ul>li>p: omega"]);
    hand.at("alpha†").presses("Enter").types("‡");
    expect(shown(writer)).toEqual(["p: alpha†", "p: ‡", "p: alpha", "ul>li>p: omega"]);
    expect(anew(writer)).toEqual(writer.editor.getJSON().content);
  });

  it("is the same list after somebody typed in it", () => {
    const { writer, hand } = opened(ul("alpha", "omega"), p("end"));
    const { keyOf } = writer.flow.renderer;
    const key = keyOf(writer.flow.drawing.doc.child(0));
    hand.at("alpha").types("†");
    expect(key).toEqual(expect.any(String));
    expect(keyOf(writer.flow.drawing.doc.child(0))).toBe(key);
  });

  it("loses a deleted block again when the text goes that had brought it back", () => {
    const { writer, hand } = opened(p("alpha"), p("omega"));
    const other = beside(writer);
    hand.deletesNode("omega");
    other.hand.at("omega").types("†");
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["p: alpha", "p: †"]);
    other.hand.at("†").presses("Backspace");
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["p: alpha"]);
  });

  it("loses it also where somebody has changed what is around it", () => {
    const { writer, hand } = opened(p("alpha"), p("middle"), p("omega"));
    const other = beside(writer);
    hand.deletesNode("middle");
    other.hand.at("middle").types("†");
    bring(other.writer, writer);
    const { state, view } = writer.editor;
    view.dispatch(state.tr.insertText("‡", state.doc.content.size - 1).insertText("‡", 1));
    bring(writer, other.writer);
    other.writer.undo();
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["p: ‡alpha", "p: omega‡"]);
  });

  /** A rule that somebody else typed in before they knew that it was one. */
  function withRule(): FlowWriter {
    const { writer } = opened(p("alpha"), rule, p("omega"));
    writer.doc.getText(flowRoot).insert("alpha".length + 2, "words");
    expect(shown(writer)).toEqual(["p: alpha", "rule:", "p: words", "p: omega"]);
    return writer;
  }

  it("loses a rule that is deleted, and keeps what was typed in its block", () => {
    const writer = withRule();
    const other = beside(writer);
    const { state, view } = writer.editor;
    view.dispatch(state.tr.delete(7, 8));
    expect(shown(writer)).toEqual(["p: alpha", "p: words", "p: omega"]);
    other.hand.at("words").types("†");
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["p: alpha", "p: words†", "p: omega"]);
    expect(anew(writer)).toEqual(writer.editor.getJSON().content);
  });

  it("loses a rule in whatever way it goes", () => {
    const set = withRule();
    new Hand(set).setsPage(p("alpha"), p("words"), p("omega"));
    const typed = withRule();
    const { state, view } = typed.editor;
    view.dispatch(state.tr.delete(7, 8).insertText("†", 8));
    expect([shown(set), shown(typed)]).toEqual([
      ["p: alpha", "p: words", "p: omega"],
      ["p: alpha", "p: †words", "p: omega"],
    ]);
  });
});

describe("an edit in one go", () => {
  /** What both see, after the one did this and the other typed at `text`. */
  function meeting(content: object[], edit: (tr: Transaction) => Transaction, at: readonly [string, number]) {
    const { writer } = opened(...content);
    const other = beside(writer);
    const { state, view } = writer.editor;
    view.dispatch(edit(state.tr));
    other.hand.at(...at).types("†");
    bring(other.writer, writer);
    bring(writer, other.writer);
    expect(shown(other.writer)).toEqual(shown(writer));
    return shown(writer);
  }

  it("that deletes a block and joins one of the same words knows the one from the other", () => {
    const start = [ul("alpha"), p("same"), p("beta"), p("same")];
    const join = (tr: Transaction) => {
      const beta = tr.doc.child(2);
      const words = tr.doc.child(3).content;
      const from = tr.doc.child(0).nodeSize;
      const behind = from + tr.doc.child(1).nodeSize;
      tr.delete(behind + beta.nodeSize, tr.doc.content.size).insert(behind + beta.nodeSize - 1, words);
      return tr.delete(from, behind);
    };
    expect(meeting(start, join, ["same", 2])).toEqual(["ul>li>p: alpha", "p: †", "p: betasame"]);
    const { writer } = opened(...start);
    const other = beside(writer);
    const last = () => other.writer.editor.state.doc.content.size - 3;
    writer.editor.view.dispatch(join(writer.editor.state.tr));
    other.writer.editor.view.dispatch(other.writer.editor.state.tr.insertText("†", last()));
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["ul>li>p: alpha", "p: betasa†me"]);
  });

  it("that moves one block and replaces another keeps the one that is replaced", () => {
    const replace = (tr: Transaction) => {
      const [alpha, beta, glad] = tr.doc.children;
      const from = alpha!.nodeSize + beta!.nodeSize;
      const gone = tr.doc.type.schema.nodeFromJSON(p("gone"));
      tr.delete(from, from + glad!.nodeSize).insert(from, [gone, alpha!.copy(alpha!.content)]);
      return tr.delete(0, alpha!.nodeSize);
    };
    const page = meeting([p("alpha"), p("beta"), p("glad"), p("end")], replace, ["glad", 0]);
    expect(page).toEqual(["p: beta", "p: †gone", "p: alpha", "p: end"]);
  });

  it("that makes an item of an item's second block leaves what the item is with the first", () => {
    const { writer } = opened(tl(ti("alpha", "omega"), "middle"), p("end"));
    const other = beside(writer);
    const { state, view } = writer.editor;
    const list = state.doc.child(0);
    const omega = list.child(0).child(1);
    const item = list.child(1).copy(Fragment.from(omega.copy(omega.content)));
    const from = 2 + list.child(0).child(0).nodeSize;
    view.dispatch(state.tr.insert(list.nodeSize - 1, item).delete(from, from + omega.nodeSize));
    const there = other.writer.editor;
    there.view.dispatch(there.state.tr.setNodeAttribute(1, "checked", true));
    bring(other.writer, writer);
    expect(shown(writer)).toEqual(["tl>done>p: alpha", "tl>ti>p: middle", "tl>ti>p: omega", "p: end"]);
  });

  it("that takes a block out of a quote into another leaves the quote to those who stay", () => {
    const { writer } = opened(quote("alpha", "omega"), p("end"));
    const other = beside(writer);
    const { state, view } = writer.editor;
    const old = state.doc.child(0);
    const omega = old.child(1);
    const moved = old.copy(Fragment.from(omega.copy(omega.content)));
    const from = 1 + old.child(0).nodeSize;
    view.dispatch(state.tr.delete(from, from + omega.nodeSize).insert(0, moved));
    other.hand.at("alpha").presses("Enter").types("†");
    bring(other.writer, writer);
    const page = [quote("omega"), quote("alpha", "†"), p("end")];
    expect(anew(writer)).toEqual(page.map((node) => pageSchema.nodeFromJSON(node).toJSON()));
  });

  it("that changes an inline node where it stands writes the changed one", () => {
    const schema = new Schema({
      nodes: {
        doc: { content: "paragraph+" },
        paragraph: { content: "inline*" },
        name: { attrs: { of: { default: "" } }, group: "inline", inline: true },
        text: { group: "inline" },
      },
    });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    const flow = new Flow(doc, schema, () => 0.5);
    const page = schema.node("doc", null, [
      schema.node("paragraph", null, [schema.text("a"), schema.node("name")]),
    ]);
    flow.write(page, [], "start");
    const { tr } = EditorState.create({ doc: flow.drawing.doc });
    tr.setNodeAttribute(2, "of", "x").insertText("b", 3);
    flow.write(tr.doc, keptRanges(tr.mapping.maps, page.content.size), "editor");
    const told = flow.text.toDelta().map(({ insert }: { insert: unknown }) => insert);
    expect(told.slice(1, 4)).toEqual(["a", { t: "name", a: { of: "x" } }, "b"]);
  });
});

it("leaves what does not say where it stands in the cell that only the schema asked for", () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seed);
  doc.getMap(containersRoot).set("t", "t");
  const marker = (keys: Record<string, string>) => ({ insert: new Y.Map(Object.entries(keys)) });
  doc
    .getText(flowRoot)
    .applyDelta([
      ...[marker({ p: "t" }), { insert: "aa" }, marker({}), { insert: "bb" }],
      ...[marker({ p: "t" }), { insert: "cc" }, marker({ p: "" }), { insert: "dd" }],
    ]);
  const writer = new FlowWriter(doc, () => 0.25);
  open.push(writer);
  const cell = ["table>r0c0>p: aa", "table>r0c0>p: bb"];
  expect(shown(writer)).toEqual([...cell, "table>r0c0>p: cc", "p: dd", "p:"]);
  new Hand(writer).deletesNode("cc");
  expect(shown(writer)).toEqual([...cell, "p: dd", "p:"]);
});
