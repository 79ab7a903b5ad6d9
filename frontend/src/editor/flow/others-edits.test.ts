// @vitest-environment happy-dom
/**
 * What somebody else's edit does to one's caret and selection, to decorations that are mapped as ProseMirror maps them,
 * and to open menus, as the table in docs/merging.md tells it. Real editors in their views.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChainedCommands, Editor, Extension, type JSONContent } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { CellSelection } from "@tiptap/pm/tables";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { blockAt } from "../blocks/block-at.js";
import { moveBlock } from "../blocks/move-block.js";
import { moveBlocks } from "../blocks/move-past.js";
import { findLeaf, leafId } from "../collaboration.js";
import { Slash } from "../menus/slash.js";
import { PageStateExtension } from "../page-state.js";
import { pageViews } from "../views/page-views.js";
import { FlowCollaboration } from "./flow-collaboration.js";

const decorationsKey = new PluginKey<DecorationSet>("decorations");

/** Decorations as a search, comments or menus have them: made once, and mapped through whatever comes. */
const Decorations = Extension.create({
  name: "decorations",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: decorationsKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set) => tr.getMeta(decorationsKey) ?? set.map(tr.mapping, tr.doc),
      },
      props: { decorations: (state) => decorationsKey.getState(state) },
    }),
  ],
});

const node = (type: string, ...content: readonly JSONContent[]): JSONContent => ({
  type,
  content: [...content],
});
const p = (text: string) => node("paragraph", ...(text === "" ? [] : [{ type: "text", text }]));
const item = (text: string) => node("listItem", p(text));
const words = "one two three";

const pages = {
  paragraphs: [p("alpha"), p(words), p("omega")],
  list: [node("bulletList", item("alpha"), item(words), item("omega"))],
  tasks: [node("taskList", node("taskItem", p(words)))],
  quote: [node("blockquote", p(words))],
  table: [
    node(
      "table",
      node("tableRow", node("tableCell", p("alpha")), node("tableCell", p("beta"))),
      node("tableRow", node("tableCell", p("gamma")), node("tableCell", p(words))),
      node("tableRow", node("tableCell", p("delta")), node("tableCell", p("omega"))),
    ),
  ],
} satisfies Record<string, JSONContent[]>;

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

interface Screen {
  readonly editor: Editor;
  readonly doc: Y.Doc;
}

/** Somebody's screen with the page as another one has it. */
function open(from?: Screen): Screen {
  const doc = new Y.Doc();
  if (from !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from.doc));
  const element = document.createElement("div");
  document.body.append(element);
  const binding = FlowCollaboration.configure({ doc });
  const editor = new Editor({
    element,
    extensions: [PageStateExtension, ...pageViews, binding, Slash, Decorations],
    injectCSS: false,
  });
  opened.push(() => {
    editor.destroy();
    doc.destroy();
    element.remove();
  });
  return { editor, doc };
}

/** Brings everything over at once. */
function send(from: Screen, to: Screen): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "network");
}

function find(doc: Node, text: string): number {
  let place = -1;
  doc.descendants((child, pos) => {
    if (place === -1 && child.isText && child.text?.includes(text)) place = pos + child.text.indexOf(text);
  });
  if (place === -1) throw new Error(`“${text}” is not in the page.`);
  return place;
}

/** What Wren does. */
class Hand {
  readonly editor: Editor;

  constructor(editor: Editor) {
    this.editor = editor;
  }

  get #state(): EditorState {
    return this.editor.state;
  }

  /** Puts the caret right behind the text, or that many letters into it. */
  at(text: string, offset = text.length): this {
    const place = find(this.#state.doc, text) + offset;
    this.editor.commands.setTextSelection(place);
    return this;
  }

  selects(text: string): this {
    const from = find(this.#state.doc, text);
    this.editor.commands.setTextSelection({ from, to: from + text.length });
    return this;
  }

  selectsCells(from: string, to: string): this {
    const { doc, tr } = this.#state;
    const [anchor, head] = [from, to].map((text) => doc.resolve(find(doc, text)).before(-1));
    this.editor.view.dispatch(tr.setSelection(CellSelection.create(doc, anchor ?? 0, head ?? 0)));
    return this;
  }

  types(text: string): this {
    this.editor.view.dispatch(this.#state.tr.insertText(text));
    return this;
  }

  runs(command: (chain: ChainedCommands) => ChainedCommands): this {
    command(this.editor.chain()).run();
    return this;
  }

  inserts(block: JSONContent, before: string): this {
    const { doc } = this.#state;
    return this.runs((c) => c.insertContentAt(blockAt(doc, find(doc, before)), block));
  }

  deletes(text: string): this {
    return this.selects(text).runs((c) => c.deleteSelection());
  }

  deletesBlock(text: string): this {
    const { doc, tr } = this.#state;
    const from = blockAt(doc, find(doc, text));
    this.editor.view.dispatch(tr.delete(from, from + (doc.nodeAt(from)?.nodeSize ?? 0)));
    return this;
  }

  moves(direction: "up" | "down", text: string): this {
    const block = blockAt(this.#state.doc, find(this.#state.doc, text));
    moveBlocks(direction, block)(this.#state, this.editor.view.dispatch);
    return this;
  }

  /** With the mouse, by the grip. */
  drags(text: string, before: string): this {
    const { doc } = this.#state;
    const [from, to] = [text, before].map((each) => blockAt(doc, find(doc, each)));
    const tr = moveBlock(this.#state, from ?? 0, to ?? 0);
    if (tr === null) throw new Error("It cannot go there.");
    this.editor.view.dispatch(tr);
    return this;
  }
}

interface Act {
  readonly page?: keyof typeof pages;
  readonly act: (wren: Hand) => unknown;
}

/** What Wren does, by the first column of the table. */
const acts: Readonly<Record<string, Act>> = {
  "types before it": { act: (wren) => wren.at("one").types("+") },
  "types where your caret is": { act: (wren) => wren.at("one t").types("+") },
  "types where your selection begins": { act: (wren) => wren.at("one ").types("+") },
  "types where your selection ends": { act: (wren) => wren.at("two").types("+") },
  "types behind it": { act: (wren) => wren.at("three").types("+") },
  "types on both sides of it, which arrives at once": {
    act: (wren) => wren.at("one", 0).types("+").at("three").types("+"),
  },
  "deletes letters around the caret": { act: (wren) => wren.deletes("two t") },
  "splits the block before it": { act: (wren) => wren.at("one").runs((c) => c.splitBlock()) },
  "splits the block at your caret": { act: (wren) => wren.at("one t").runs((c) => c.splitBlock()) },
  "splits the block behind it": { act: (wren) => wren.at("thr").runs((c) => c.splitBlock()) },
  "joins the block to the one above": { act: (wren) => wren.at("one", 0).runs((c) => c.joinBackward()) },
  "joins the block below to it": { act: (wren) => wren.at("omega", 0).runs((c) => c.joinBackward()) },
  "makes the block a heading": { act: (wren) => wren.at("two").runs((c) => c.setHeading({ level: 2 })) },
  "makes the block code": { act: (wren) => wren.at("two").runs((c) => c.setCodeBlock()) },
  "makes the block a list": { act: (wren) => wren.at("two").runs((c) => c.toggleBulletList()) },
  "takes the item out of its list": {
    page: "list",
    act: (wren) => wren.at("two").runs((c) => c.liftListItem("listItem")),
  },
  "makes the list a numbered one": {
    page: "list",
    act: (wren) => wren.at("two").runs((c) => c.toggleOrderedList()),
  },
  "indents the item": { page: "list", act: (wren) => wren.at("two").runs((c) => c.sinkListItem("listItem")) },
  "ticks the task": {
    page: "tasks",
    act: (wren) => wren.at("two").runs((c) => c.updateAttributes("taskItem", { checked: true })),
  },
  "quotes the block": { act: (wren) => wren.at("two").runs((c) => c.setBlockquote()) },
  "takes the block out of its quote": {
    page: "quote",
    act: (wren) => wren.at("two").runs((c) => c.unsetBlockquote()),
  },
  "moves the block down": { act: (wren) => wren.moves("down", "two") },
  "drags the block to the top": { act: (wren) => wren.drags("two", "alpha") },
  "drags the item to the top of its list": { page: "list", act: (wren) => wren.drags("two", "alpha") },
  "drags another block past it": { act: (wren) => wren.drags("omega", "alpha") },
  "moves the block and types in it, which arrives at once": {
    act: (wren) => wren.drags("two", "alpha").at("one", 0).types("+"),
  },
  "puts a block above it": { act: (wren) => wren.inserts(p("new"), "two") },
  "deletes the block above it": { act: (wren) => wren.deletesBlock("alpha") },
  "deletes the block": { act: (wren) => wren.deletesBlock("two") },
  "deletes the block and undoes that": {
    act: (wren) => wren.deletesBlock("two").runs((c) => c.undo()),
  },
  "makes the word bold": { act: (wren) => wren.selects("two").runs((c) => c.setBold()) },
  "links half of the word": {
    act: (wren) => wren.selects("wo th").runs((c) => c.setLink({ href: "https://example.org" })),
  },
  "adds a row above": { page: "table", act: (wren) => wren.at("two").runs((c) => c.addRowBefore()) },
  "adds a column before": { page: "table", act: (wren) => wren.at("two").runs((c) => c.addColumnBefore()) },
  "makes the row a header": {
    page: "table",
    act: (wren) => wren.at("alpha").runs((c) => c.toggleHeaderRow()),
  },
  "makes the cell a header": {
    page: "table",
    act: (wren) => wren.at("two").runs((c) => c.toggleHeaderCell()),
  },
  "deletes the row above": { page: "table", act: (wren) => wren.at("alpha").runs((c) => c.deleteRow()) },
  "deletes the other column": {
    page: "table",
    act: (wren) => wren.at("gamma").runs((c) => c.deleteColumn()),
  },
  "merges the cell with the one below": {
    page: "table",
    act: (wren) => wren.selectsCells("two", "omega").runs((c) => c.mergeCells()),
  },
  "deletes the row": { page: "table", act: (wren) => wren.at("two").runs((c) => c.deleteRow()) },
};

/** The text of the blocks around two places, with signs at the places. */
function drawn(doc: Node, { from, to }: Range, open: string, close: string): string {
  const part = (start: number, end: number) => doc.textBetween(start, end, " / ");
  const [before, after] = [doc.resolve(from).start(), doc.resolve(to).end()];
  return `${part(before, from)}${open}${part(from, to)}${close}${part(to, after)}`.trim();
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A row of the table but for its first column. */
async function outcome({ page = "paragraphs", act }: Act): Promise<string[]> {
  const wren = open();
  wren.editor.commands.setContent({ type: "doc", content: pages[page] });
  const [caret, selection, slash] = [open(wren), open(wren), open(wren)];
  const start = find(caret.editor.state.doc, "two");
  const word = { from: start, to: start + 3 };
  const block = caret.editor.state.doc.resolve(start).before();
  const name = leafId(caret.editor, block) ?? "";
  const widget = document.createElement("b");
  const decorations = DecorationSet.create(caret.editor.state.doc, [
    Decoration.inline(word.from, word.to, { class: "hit" }, { kind: "hit" }),
    Decoration.node(block, block + words.length + 2, { class: "framed" }, { kind: "frame" }),
    Decoration.widget(start + 1, widget, { kind: "widget" }),
  ]);
  caret.editor.view.dispatch(caret.editor.state.tr.setMeta(decorationsKey, decorations));
  caret.editor.commands.setTextSelection(start + 1);
  selection.editor.commands.setTextSelection(word);
  slash.editor.commands.setTextSelection(word.to);
  slash.editor.view.dispatch(slash.editor.state.tr.insertText(" /h"));
  await vi.waitFor(() => expect(slash.editor.storage.slash.open.value?.query).toBe("h"));

  act(new Hand(wren.editor));
  for (const screen of [caret, selection, slash]) send(wren, screen);

  const { view } = caret.editor;
  const { doc } = view.state;
  expect(doc.toJSON()).toEqual(wren.editor.state.doc.toJSON());
  const kept = decorationsKey.getState(view.state)?.find() ?? [];
  const [hit, frame, mark] = ["hit", "frame", "widget"].map((kind) =>
    kept.find(({ spec }) => spec.kind === kind),
  );
  // What is kept is what is shown.
  expect(view.dom.querySelector(".hit") !== null).toBe(hit !== undefined);
  expect(view.dom.querySelector(".framed") !== null).toBe(frame !== undefined);
  expect(view.dom.contains(widget)).toBe(mark !== undefined);
  const named = findLeaf(caret.editor, name);
  if (frame !== undefined) expect(named).toBe(frame.from);
  await new Promise((resolve) => setTimeout(resolve));
  return [
    drawn(doc, view.state.selection, "", "^"),
    drawn(selection.editor.state.doc, selection.editor.state.selection, "[", "]"),
    hit === undefined ? "gone" : drawn(doc, hit, "‹", "›"),
    mark === undefined ? "gone" : drawn(doc, mark, "", "▾"),
    frame === undefined ? "gone" : "stays",
    named === null ? "closed" : (doc.nodeAt(named)?.textContent ?? ""),
    slash.editor.storage.slash.open.value === null ? "closed" : "open",
  ];
}

function rowOf(name: string, cells: readonly string[]): string {
  const isWord = (cell: string) => /^(gone|stays|closed|open)$/.test(cell);
  return `| ${[name, ...cells.map((cell) => (isWord(cell) ? cell : `\`${cell}\``))].join(" | ")} |`;
}

describe("[P2] one's caret, selection, decorations and menus", () => {
  const page = join(import.meta.dirname, "../../../../docs/merging.md");

  it("do what docs/merging.md says when somebody else edits; `npx vitest run others-edits -u` writes it", async () => {
    const rows: string[] = [];
    for (const [name, act] of Object.entries(acts)) rows.push(rowOf(name, await outcome(act)));
    const told = readFileSync(page, "utf8").replace(
      /(?<=<!-- others' edits begin -->\n.*\n.*\n)(?:.*\n)*?(?=<!-- others' edits end -->)/,
      () => `${rows.join("\n")}\n`,
    );
    expect(told).toContain(rows[0]);
    await expect(told).toMatchFileSnapshot(page);
  }, 60_000);
});

describe("[P2] other extensions are told which changes are not the user's, by the meta of y-prosemirror", () => {
  /** What came since, as extensions look at it: unique-id by the name, others by the key that y-tiptap made. */
  function told({ editor }: Screen): unknown[] {
    const seen: unknown[] = [];
    editor.on("transaction", ({ transaction: tr }) => {
      if (!tr.docChanged) return;
      expect(tr.getMeta(ySyncPluginKey)).toEqual(tr.getMeta("y-sync$"));
      seen.push([tr.getMeta("y-sync$"), tr.getMeta("addToHistory")]);
    });
    return seen;
  }
  const drawnHere = [{ isChangeOrigin: true }, false];
  const typedHere = [undefined, undefined];

  it("what somebody else writes", () => {
    const wren = open();
    const imani = open(wren);
    const seen = told(imani);
    new Hand(wren.editor).types("words");
    send(wren, imani);
    expect(seen).toEqual([drawnHere]);
  });

  it("one's own undo and redo, but not what one types", () => {
    const imani = open();
    const seen = told(imani);
    new Hand(imani.editor)
      .types("words")
      .runs((c) => c.undo())
      .runs((c) => c.redo());
    expect(seen).toEqual([typedHere, drawnHere, drawnHere]);
  });

  it("a correction of what the page cannot say", () => {
    const imani = open();
    new Hand(imani.editor).runs((c) => c.setHeading({ level: 1 }));
    const seen = told(imani);
    imani.editor.view.dispatch(imani.editor.state.tr.setNodeAttribute(0, "level", 99));
    // The view takes it back while it is being updated, so this is told of first.
    expect(seen).toEqual([drawnHere, typedHere]);
    expect(imani.editor.state.doc.toJSON()).toEqual(open(imani).editor.state.doc.toJSON());
  });
});
