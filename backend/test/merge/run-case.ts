/** Runs a case: two people apart from each other, then together, and a third who only reads. */
import type { Node } from "@tiptap/pm/model";
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { FlowWriter } from "./flow-writer.js";
import { Hand, NotInPage } from "./hand.js";
import { judge, type MergeCase, type Scene, type Verdict, worst } from "./merge-case.js";
import { StockWriter, stockRoot } from "./stock-writer.js";
import { network, type Writer } from "./writer.js";

export type Binding = "ours" | "stock";
export const orders = ["A first", "B first"] as const;
export type Order = (typeof orders)[number];

export interface Outcome {
  /** Of A, of B and of the one who reads; ours also of somebody who opens the page afterwards. */
  readonly pages: readonly Node[];
  readonly docs: readonly Y.Doc[];
}

/** The same every time, so that each is run once. */
const outcomes = new WeakMap<Scene, Map<string, Outcome>>();

/** `lower`: whose Yjs client id is the lower one, which decides what comes first at one place. */
export function runCase(test: Scene, binding: Binding, order: Order, lower: "A" | "B"): Outcome {
  const known = outcomes.get(test) ?? new Map<string, Outcome>();
  outcomes.set(test, known);
  const key = `${binding}, ${order}, ${lower}`;
  const outcome = known.get(key) ?? meet(test, binding, order, lower);
  known.set(key, outcome);
  return outcome;
}

function meet(test: Scene, binding: Binding, order: Order, lower: "A" | "B"): Outcome {
  const start = firstUpdate(test, binding);
  const [one, other] = lower === "A" ? [100, 200] : [200, 100];
  const a = open(binding, start, one);
  const b = open(binding, start, other);
  const reader = open(binding, start, 300);
  const writers = [a, b, reader];
  try {
    test.a(new Hand(a));
    test.b(new Hand(b));
    const first = order === "A first" ? a : b;
    const second = first === a ? b : a;
    send(first, reader);
    send(first, second);
    send(second, first);
    settle(writers);
    goOn(a, test.later?.a);
    goOn(b, test.later?.b);
    settle(writers);
    const pages = writers.map(({ editor }) => editor.state.doc);
    if (binding === "ours") pages.push(opened(a.doc));
    return { pages, docs: writers.map(({ doc }) => doc) };
  } finally {
    for (const writer of writers) writer.close();
  }
}

/** What has been lost cannot be edited. */
function goOn(writer: Writer, act: Scene["a"] | undefined): void {
  try {
    act?.(new Hand(writer));
  } catch (error) {
    if (!(error instanceof NotInPage)) throw error;
  }
}

/** The worst that anybody sees, whoever has the lower client id. */
export function verdictOf(test: MergeCase, binding: Binding, order: Order): Verdict {
  const both = (["A", "B"] as const).flatMap((lower) => runCase(test, binding, order, lower).pages);
  return worst(both.map((page) => judge(page, test)));
}

function opened(doc: Y.Doc): Node {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return new Flow(copy, pageSchema).drawing.doc;
}

function firstUpdate({ start, earlier }: Scene, binding: Binding): Uint8Array {
  const page = pageSchema.nodeFromJSON({ type: "doc", content: start });
  const doc = new Y.Doc();
  doc.clientID = 50;
  if (binding === "stock") prosemirrorToYXmlFragment(page, doc.getXmlFragment(stockRoot));
  else {
    Y.applyUpdate(doc, seed);
    new Flow(doc, pageSchema, random(50)).write(page, [], "start");
  }
  const update = Y.encodeStateAsUpdate(doc);
  if (earlier === undefined) return update;
  const writer = open(binding, update, 60);
  earlier(new Hand(writer));
  writer.close();
  return Y.encodeStateAsUpdate(writer.doc);
}

function open(binding: Binding, start: Uint8Array, clientId: number): Writer {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, start, network);
  return binding === "ours" ? new FlowWriter(doc, random(clientId)) : new StockWriter(doc);
}

function random(seed: number): () => number {
  const chance = new Chance(seed);
  return () => chance.below(2 ** 30) / 2 ** 30;
}

/** True where the receiver did not have it all. */
function send(from: Writer, to: Writer): boolean {
  let changed = false;
  const notice = () => {
    changed = true;
  };
  to.doc.on("update", notice);
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), network);
  to.doc.off("update", notice);
  return changed;
}

/** A binding may answer what it receives with changes of its own. */
function settle(writers: readonly Writer[]): void {
  for (let round = 0; round < 10; round++) {
    let changed = false;
    for (const from of writers) for (const to of writers) if (from !== to && send(from, to)) changed = true;
    if (!changed) return;
  }
  throw new Error("The writers never come to rest.");
}
