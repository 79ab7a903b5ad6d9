/** What somebody does in an editor, with the editor's own commands, keys and transactions. Reads as a story. */
import type { ChainedCommands, JSONContent } from "@tiptap/core";
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { CellSelection } from "@tiptap/pm/tables";
import type { EditorProps, EditorView } from "@tiptap/pm/view";
import { viewOf, type Writer } from "./writer.js";

type KeyEvent = Parameters<NonNullable<EditorProps["handleKeyDown"]>>[1];

/** Nobody can put the caret where the text is not. */
export class NotInPage extends Error {
  constructor(text: string) {
    super(`“${text}” is not in the page.`);
  }
}

export class Hand {
  readonly #writer: Writer;
  readonly #view: EditorView;

  constructor(writer: Writer) {
    this.#writer = writer;
    this.#view = viewOf(writer.editor);
  }

  get #state() {
    return this.#writer.editor.state;
  }

  /** Puts the caret behind the first `text`, or `offset` characters into it. */
  at(text: string, offset: number = text.length): this {
    return this.#select(this.#find(text) + offset);
  }

  /** Puts the caret into the first block without text. */
  atEmpty(): this {
    let place: number | null = null;
    this.#state.doc.descendants((node, pos) => {
      if (node.isTextblock && node.content.size === 0) place ??= pos + 1;
      return place === null;
    });
    if (place === null) throw new Error("There is no empty block.");
    return this.#select(place);
  }

  /** From the beginning of one text to the end of another. */
  selects(from: string, to: string = from): this {
    return this.#select(this.#find(from), this.#find(to) + to.length);
  }

  selectsCells(from: string, to: string): this {
    const { doc, tr } = this.#state;
    const [anchor, head] = [from, to].map((text) => this.#cellAround(text));
    this.#dispatch(tr.setSelection(CellSelection.create(doc, anchor as number, head as number)));
    return this;
  }

  /** Selects the block that holds the text, or its container of this name. */
  selectsNode(text: string, name?: string): this {
    this.#dispatch(
      this.#state.tr.setSelection(NodeSelection.create(this.#state.doc, this.#around(text, name))),
    );
    return this;
  }

  selectsAtom(name: string): this {
    this.#dispatch(this.#state.tr.setSelection(NodeSelection.create(this.#state.doc, this.#atom(name))));
    return this;
  }

  /** Letter by letter, as input rules see it. */
  types(text: string): this {
    for (const letter of text) {
      const { from, to } = this.#state.selection;
      const insert = () => this.#state.tr.insertText(letter, from, to);
      const taken = this.#state.plugins.some((plugin) =>
        plugin.props.handleTextInput?.call(plugin, this.#view, from, to, letter, insert),
      );
      if (!taken) this.#dispatch(insert());
    }
    return this;
  }

  /** At once, as an emoji picker does. */
  inputs(text: string): this {
    this.#dispatch(this.#state.tr.insertText(text));
    return this;
  }

  /** Tab, Enter, Backspace, Mod-b …; what no key binding takes does what a browser does. */
  presses(key: string): this {
    const parts = key.split("-");
    const event = {
      key: parts.at(-1) ?? key,
      shiftKey: parts.includes("Shift"),
      ctrlKey: parts.includes("Mod"),
      altKey: parts.includes("Alt"),
      metaKey: false,
      preventDefault() {},
    } as object as KeyEvent;
    const taken = this.#state.plugins.some((plugin) =>
      plugin.props.handleKeyDown?.call(plugin, this.#view, event),
    );
    if (taken) return this;
    const { empty, from, $from } = this.#state.selection;
    if (!empty) return this;
    if (key === "Backspace" && $from.parentOffset > 0) this.#dispatch(this.#state.tr.delete(from - 1, from));
    if (key === "Delete" && $from.parentOffset < $from.parent.content.size) {
      this.#dispatch(this.#state.tr.delete(from, from + 1));
    }
    return this;
  }

  runs(command: (chain: ChainedCommands) => ChainedCommands): this {
    command(this.#writer.editor.chain()).run();
    return this;
  }

  /** As a view does with a clipboard: open at both ends, so that text joins what it is put into. */
  pastes(...blocks: JSONContent[]): this {
    const nodes = Fragment.fromArray(blocks.map((block) => this.#node(block)));
    this.#dispatch(this.#state.tr.replaceSelection(Slice.maxOpen(nodes)).setMeta("paste", true));
    return this;
  }

  inserts(block: JSONContent, before: string): this {
    this.#dispatch(this.#state.tr.insert(this.#around(before), this.#node(block)));
    return this;
  }

  /** Everything anew, as `setContent` does it: even what stays the same is written again. */
  setsPage(...blocks: JSONContent[]): this {
    this.#writer.editor.commands.setContent({ type: "doc", content: blocks });
    return this;
  }

  /** Drags the block that holds the text, or its container of this name, as a view's drop does. */
  drags(text: string, target: { before?: string; after?: string; of?: string }, name?: string): this {
    return this.#moves(this.#around(text, name), target, name);
  }

  dragsAtom(name: string, target: { before?: string; after?: string; of?: string }): this {
    return this.#moves(this.#atom(name), target);
  }

  deletesNode(text: string, name?: string): this {
    const from = this.#around(text, name);
    this.#dispatch(this.#state.tr.delete(from, this.#end(from)));
    return this;
  }

  undoes(): this {
    this.#writer.undo();
    return this;
  }

  redoes(): this {
    this.#writer.redo();
    return this;
  }

  #dispatch(tr: Transaction): void {
    this.#writer.editor.view.dispatch(tr);
  }

  #select(anchor: number, head: number = anchor): this {
    this.#dispatch(this.#state.tr.setSelection(TextSelection.create(this.#state.doc, anchor, head)));
    return this;
  }

  #moves(from: number, target: { before?: string; after?: string; of?: string }, name?: string): this {
    const { doc, tr } = this.#state;
    const node = doc.nodeAt(from) as Node;
    const to =
      target.before !== undefined
        ? this.#around(target.before, target.of ?? name)
        : target.after !== undefined
          ? this.#end(this.#around(target.after, target.of ?? name))
          : doc.content.size;
    tr.delete(from, from + node.nodeSize);
    const place = tr.mapping.map(to);
    this.#dispatch(tr.replaceRangeWith(place, place, node).setMeta("uiEvent", "drop"));
    return this;
  }

  #node(json: JSONContent): Node {
    return this.#writer.editor.schema.nodeFromJSON(json);
  }

  #find(text: string): number {
    let place: number | null = null;
    this.#state.doc.descendants((node, pos) => {
      if (node.isTextblock) {
        const at = node.textBetween(0, node.content.size, "\n", "\ufffc").indexOf(text);
        if (at !== -1) place ??= pos + 1 + at;
      }
      return place === null;
    });
    if (place === null) throw new NotInPage(text);
    return place;
  }

  #around(text: string, name?: string): number {
    const $pos = this.#state.doc.resolve(this.#find(text));
    for (let depth = $pos.depth; depth > 0; depth--) {
      if (name === undefined || $pos.node(depth).type.name === name) return $pos.before(depth);
    }
    throw new Error(`“${text}” stands in no ${name}.`);
  }

  #atom(name: string): number {
    let place = -1;
    this.#state.doc.descendants((node, pos) => {
      if (node.type.name === name && place === -1) place = pos;
    });
    return place;
  }

  #cellAround(text: string): number {
    const $pos = this.#state.doc.resolve(this.#find(text));
    for (let depth = $pos.depth; depth > 0; depth--) {
      if (/^table(Cell|Header)$/.test($pos.node(depth).type.name)) return $pos.before(depth);
    }
    throw new Error(`“${text}” stands in no cell.`);
  }

  #end(pos: number): number {
    return pos + (this.#state.doc.nodeAt(pos)?.nodeSize ?? 0);
  }
}
