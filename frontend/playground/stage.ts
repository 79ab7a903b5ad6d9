/**
 * Two people at one page, the network between them, and the same two with stock Tiptap beside. The page can begin
 * anew; everything else is done by whoever holds the mouse, or by a scene.
 */

import { writePage } from "@manyhands/backend/schema/page";
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import type { Editor, JSONContent } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { comesFromTheDocument } from "../src/editor/collaboration.js";
import { StockPair } from "./stock-pair.js";
import { compare, type Verdict } from "./verdict.js";
import { Wire } from "./wire.js";

export interface Person {
  readonly name: string;
  readonly color: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  editor: Editor | null;
}

const people = [
  { name: "Imani", color: "#be4363" },
  { name: "Wren", color: "#0376a9" },
] as const;

export class Stage {
  /** Another number is another page with other documents. */
  take = 0;
  people: readonly [Person, Person];
  wire: Wire;
  stock: StockPair;
  delayMs = 0;
  #verdict: Verdict | null = null;
  #version = 0;
  #ready: () => void = () => {};
  #announced = false;
  readonly #listeners = new Set<() => void>();

  constructor(page: JSONContent) {
    ({ people: this.people, wire: this.wire, stock: this.stock } = this.#begin(page));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Another number after every change. */
  readonly version = (): number => this.#version;

  /** A new page for everybody, with the network up. Resolves when both editors stand. */
  async begin(page: JSONContent): Promise<void> {
    const old = { people: this.people, wire: this.wire, stock: this.stock };
    const ready = new Promise<void>((resolve) => {
      this.#ready = resolve;
    });
    ({ people: this.people, wire: this.wire, stock: this.stock } = this.#begin(page));
    this.take++;
    this.changed();
    await ready;
    old.wire.destroy();
    old.stock.destroy();
    for (const { doc, awareness } of old.people) {
      awareness.destroy();
      doc.destroy();
    }
  }

  /** Stock goes on from what the two see now. */
  restartStock(): void {
    const [first] = this.people;
    if (first.editor === null) return;
    this.stock.destroy();
    this.stock = new StockPair(first.editor.getJSON(), this.changed);
    this.stock.wire.delayMs = this.delayMs;
    this.changed();
  }

  /** The editor of a person stands: what is done in it is repeated with stock. */
  stands(index: 0 | 1, editor: Editor): void {
    const person = this.people[index];
    if (person.editor === editor) return;
    person.editor = editor;
    editor.on(
      "transaction",
      ({
        transaction,
        appendedTransactions = [],
      }: {
        transaction: Transaction;
        appendedTransactions?: Transaction[];
      }) => {
        const done = [transaction, ...appendedTransactions].filter(({ docChanged }) => docChanged);
        if (done.length === 0) return;
        const own = done.filter((one) => !comesFromTheDocument(one));
        if (own.length > 0) this.stock.repeats(index, own);
        this.changed();
      },
    );
    person.doc.on("afterTransaction", ({ origin }) => {
      if (origin instanceof Y.UndoManager) this.stock.takesBack(index, origin.undoing ? "undo" : "redo");
    });
    if (this.people.every((one) => one.editor !== null)) this.#ready();
    this.changed();
  }

  cut(from: 0 | 1): void {
    // Where the last merge left stock with another page, the next one begins from what people see.
    const agreed = this.wire.quiet;
    if (agreed && this.verdict?.same === false) this.restartStock();
    this.wire.cut(from);
    this.stock.wire.cut(from);
  }

  open(from: 0 | 1): void {
    this.wire.open(from);
    this.stock.wire.open(from);
  }

  delay(ms: number): void {
    this.delayMs = ms;
    this.wire.delayMs = ms;
    this.stock.wire.delayMs = ms;
    this.changed();
  }

  /** Ours beside stock's, as of the last time that the same had been done in both; null while edits are on their way. */
  get verdict(): Verdict | null {
    if (this.stock.following) this.#verdict = this.#judge();
    return this.#verdict;
  }

  #judge(): Verdict | null {
    const editor = this.people[0].editor;
    if (editor === null || editor.isDestroyed || !this.wire.quiet || !this.stock.wire.quiet) return null;
    return compare(editor.state.doc, this.stock.editors[0].state.doc);
  }

  /** Listeners hear of it once, after everything that goes with it. */
  readonly changed = (): void => {
    this.#version++;
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      for (const listener of this.#listeners) listener();
    });
  };

  #begin(page: JSONContent) {
    const body = pageSchema.nodeFromJSON(page).toJSON();
    const [one, other] = people.map(({ name, color }): Person => {
      const doc = new Y.Doc();
      const awareness = new Awareness(doc);
      awareness.setLocalStateField("user", { id: name.toLowerCase(), name, color });
      return { name, color, doc, awareness, editor: null };
    }) as [Person, Person];
    writePage(one.doc, { title: "", body });
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc));
    const wire = new Wire(one, other, this.changed);
    wire.open(0);
    wire.open(1);
    wire.delayMs = this.delayMs;
    const stock = new StockPair(page, this.changed);
    stock.wire.delayMs = this.delayMs;
    return { people: [one, other] as const, wire, stock };
  }
}
