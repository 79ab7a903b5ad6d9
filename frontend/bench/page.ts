/**
 * Runs in the browser. For each binding two people have the page open; every edit is done with one binding and then
 * with the other, in turns, and measured until it stands in the Y.Doc and the view, or from the update to the view.
 */
import { pageSchema } from "@manyhands/backend/schema/page-schema";
import * as Y from "yjs";
import { Chance } from "../../scripts/chance.js";
import { act, type EditName, Hand, putCaret } from "./edits.js";
import { open, type Replica, type Side, sides, write } from "./replica.js";
import { samplePage } from "./sample-page.js";

export interface Order {
  readonly blocks: number;
  readonly seed: number;
  readonly letters: number;
  readonly others: number;
  readonly opens: number;
}

/** Milliseconds of every single run, by what was done. */
export type Times = Readonly<Record<string, Readonly<Record<Side, readonly number[]>>>>;

export interface Measured {
  readonly blocks: number;
  readonly characters: number;
  readonly times: Times;
  /** Of the page as one update, before and after the edits. */
  readonly bytes: Readonly<Record<Side, { readonly before: number; readonly after: number }>>;
  /** Why the figures do not count; empty where all agree. */
  readonly disagreements: readonly string[];
}

interface Couple {
  readonly here: Replica;
  readonly there: Replica;
  readonly fromHere: Uint8Array[];
  readonly fromThere: Uint8Array[];
}

const network = "network";

function sheet(attached: boolean): HTMLElement {
  const element = document.createElement("div");
  // The other person's window is not ours to lay out.
  if (attached) document.getElementById("sheets")?.append(element);
  return element;
}

function couple(side: Side, bytes: Uint8Array): Couple {
  const here = open(side, bytes, 101, sheet(true));
  const there = open(side, bytes, 102, sheet(false));
  const fromHere: Uint8Array[] = [];
  const fromThere: Uint8Array[] = [];
  const listen = ({ doc }: Replica, updates: Uint8Array[]) =>
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== network) updates.push(update);
    });
  listen(here, fromHere);
  listen(there, fromThere);
  return { here, there, fromHere, fromThere };
}

class Stopwatch {
  readonly times: Record<string, Record<Side, number[]>> = {};
  #turn = 0;

  /** `run` does untimed what comes before, and returns what is to be timed. */
  both(name: string, run: (side: Side) => () => void): void {
    this.times[name] ??= { ours: [], stock: [] };
    const own = this.times[name];
    const order = this.#turn++ % 2 === 0 ? sides : [...sides].reverse();
    for (const side of order) {
      const timed = run(side);
      const start = performance.now();
      timed();
      own[side].push(performance.now() - start);
    }
  }
}

function measure(order: Order): Measured {
  const page = samplePage(order.blocks, order.seed);
  const bytes = { ours: write("ours", page), stock: write("stock", page) };
  const watch = new Stopwatch();
  for (let i = 0; i < order.opens; i++) {
    watch.both("open", (side) => () => {
      const replica = open(side, bytes[side], 103, sheet(true));
      void replica.editor.view.dom.offsetHeight;
      opened.push(replica);
    });
    for (const replica of opened.splice(0)) replica.close();
  }
  const couples = { ours: couple("ours", bytes.ours), stock: couple("stock", bytes.stock) };
  const chance = new Chance(order.seed + 1);
  const local = new Hand(chance);
  const remote = new Hand(chance);

  const plan = (person: "here" | "there", hand: Hand, edit: EditName) => {
    // A binding that lost the caret to somebody's edit must not write elsewhere.
    const { editor } = couples.ours[person];
    const pos = hand.place(editor, edit) ?? editor.state.selection.head;
    const letter = hand.letter();
    return {
      begin: (side: Side) => putCaret(couples[side][person].editor, pos),
      act: (side: Side) => act(couples[side][person].editor, edit, letter),
    };
  };
  const bring = (side: Side) => {
    const { there, fromHere } = couples[side];
    for (const update of fromHere.splice(0)) Y.applyUpdate(there.doc, update, network);
  };
  const here = (edit: EditName) => {
    const { begin, act: go } = plan("here", local, edit);
    watch.both(`local ${edit}`, (side) => {
      begin(side);
      couples[side].here.endUndoStep();
      return () => go(side);
    });
    for (const side of sides) bring(side);
  };
  const layout = () => {
    const { begin, act: go } = plan("here", local, "letter");
    watch.both("local letter, laid out", (side) => {
      begin(side);
      // An edit that does nothing leaves this letter to the undo behind it, and this one alone.
      couples[side].here.endUndoStep();
      const { view } = couples[side].here.editor;
      void view.dom.offsetHeight;
      return () => {
        go(side);
        void view.dom.offsetHeight;
      };
    });
    for (const side of sides) bring(side);
  };
  const undo = () => {
    watch.both("undo", (side) => () => couples[side].here.undo());
    for (const side of sides) bring(side);
  };
  const there = (edit: EditName) => {
    const { begin, act: go } = plan("there", remote, edit);
    watch.both(`remote ${edit}`, (side) => {
      begin(side);
      go(side);
      const { here: own, fromThere } = couples[side];
      const updates = fromThere.splice(0);
      return () => {
        for (const update of updates) Y.applyUpdate(own.doc, update, network);
      };
    });
  };

  for (let i = 0; i < order.letters; i++) {
    here("letter");
    there("letter");
  }
  for (let i = 0; i < order.others; i++) {
    layout();
    for (const edit of ["Enter", "bold", "heading"] as const) {
      there(edit);
      here(edit);
      undo();
    }
  }
  const disagreements = compare(couples);
  const after = (side: Side) => Y.encodeStateAsUpdate(couples[side].here.doc).length;
  const size = (side: Side) => ({ before: bytes[side].length, after: after(side) });
  const measured = {
    blocks: order.blocks,
    characters: page.textContent.length,
    times: watch.times,
    bytes: { ours: size("ours"), stock: size("stock") },
    disagreements,
  };
  for (const side of sides) {
    couples[side].here.close();
    couples[side].there.close();
  }
  return measured;
}

const opened: Replica[] = [];

/** Everybody sees one page, it is the same with both bindings, and reading it anew says the same. */
function compare(couples: Readonly<Record<Side, Couple>>): string[] {
  const wanted = couples.stock.here.editor.state.doc.toJSON();
  const found: string[] = [];
  for (const side of sides) {
    const { here, there } = couples[side];
    const anew = open(side, Y.encodeStateAsUpdate(here.doc), 104, sheet(false));
    for (const [name, { editor }] of Object.entries({ here, there, anew })) {
      const fault = difference(editor.state.doc.toJSON(), wanted, "page");
      if (fault !== null) found.push(`${side}, ${name}: ${fault}`);
    }
    anew.close();
  }
  return found;
}

/** The first place where two values differ; null where they are equal. */
function difference(a: unknown, b: unknown, path: string): string | null {
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = difference(Reflect.get(a, key), Reflect.get(b, key), `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return a === b ? null : `${path} is ${JSON.stringify(a)} instead of ${JSON.stringify(b)}`;
}

/** For the memory, and for what typing costs alone: one person, one binding, and nothing else. */
let kept: Replica | null = null;
/** A browser makes code fast that has run some times. */
const warmUp = 50;
const prepared: { bytes: Uint8Array | null } = { bytes: null };

const bench = {
  measure,
  prepare(side: Side, { blocks, seed }: Pick<Order, "blocks" | "seed">): void {
    prepared.bytes = write(side, samplePage(blocks, seed));
  },
  openAlone(side: Side): void {
    if (prepared.bytes === null) throw new Error("Nothing has been prepared.");
    kept = open(side, prepared.bytes, 101, sheet(true));
    void kept.editor.view.dom.offsetHeight;
  },
  /** Milliseconds of each letter, and of each with the layout of the page behind it, once the first have been typed. */
  typeAlone(letters: number, seed: number): { shown: number[]; laidOut: number[] } {
    if (kept === null) throw new Error("Nothing is open.");
    const { editor } = kept;
    const hand = new Hand(new Chance(seed));
    const times = { shown: [] as number[], laidOut: [] as number[] };
    for (let i = -warmUp; i < letters; i++) {
      putCaret(editor, hand.place(editor, "letter") ?? editor.state.selection.head);
      void editor.view.dom.offsetHeight;
      const start = performance.now();
      act(editor, "letter", hand.letter());
      const shown = performance.now() - start;
      void editor.view.dom.offsetHeight;
      if (i < 0) continue;
      times.shown.push(shown);
      times.laidOut.push(performance.now() - start);
    }
    return times;
  },
  schema: pageSchema.nodes.doc?.name,
};

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
