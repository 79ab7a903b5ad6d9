/** A stranger who writes into a flow whatever Yjs lets them write; the same seed writes the same. */
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { containersRoot, flowRoot } from "../../src/schema/flow/names.js";
import { seed } from "../../src/schema/flow/seed.js";

const letters = "xyz";
const ids = ["a", "b", "c", "d", "e", "f", "", "v:a:listItem", "__proto__", "constructor", "a.t", "a.p"];
const names = [
  ...["paragraph", "heading", "h1", "h7", "codeBlock", "horizontalRule", "image", "hardBreak", "text", "doc"],
  ...["bulletList", "listItem", "taskItem", "table", "tableRow", "tableCell", "tableHeader", "blockquote"],
  ...["b", "o", "k", "l", "c", "q", "t", "r", "d", "h", "i", "", "nothing", "__proto__", "toString"],
];
const attributes = [
  "level",
  "checked",
  "colspan",
  "rowspan",
  "colwidth",
  "src",
  "href",
  "start",
  "$k",
  "constructor",
];

/** Containers as an editor makes them. */
const tame: Readonly<Record<string, unknown>> = {
  ...{ Q: "q", R: "qQ", L: "b", M: "lL", N: "lL", O: "bM", P: "lO" },
  ...{ T: "t", U: "rT", V: "rT", W: ["d", "U", { $k: "V1" }], X: ["d", "U", { $k: "k1" }] },
  ...{ Y: ["d", "V", { $k: "V1" }], Z: "qW" },
};

export class FlowStranger {
  readonly doc = new Y.Doc();
  readonly #chance: Chance;

  constructor(seedOfChance: number) {
    this.#chance = new Chance(seedOfChance);
    this.doc.clientID = 1000 + seedOfChance;
    Y.applyUpdate(this.doc, seed);
  }

  meddles(times: number): this {
    const text = this.doc.getText(flowRoot);
    const registry = this.doc.getMap(containersRoot);
    for (let i = 0; i < times; i++) {
      const at = this.#chance.below(text.length + 1);
      const deeds: (() => void)[] = [
        () => text.insertEmbed(at, this.#marker()),
        () => text.insertEmbed(at, this.#marker()),
        () => text.insertEmbed(at, this.#marker()),
        () => text.insertEmbed(at, this.#embed() as object),
        () => text.insert(at, this.#pick(["q", "\n", "\u0000", "\ud800", "w".repeat(50)]), this.#marks()),
        () => text.format(Math.min(at, text.length), Math.min(3, text.length - at), this.#marks()),
        () => text.delete(Math.min(at, text.length), Math.min(2, text.length - at)),
        () => registry.set(this.#pick(ids), this.#creation()),
        () => registry.set(this.#pick(ids), this.#pick(names).charAt(0) + this.#pick(ids)),
        () => registry.set(this.#pick(ids), this.#pick(names).charAt(0) + this.#pick(ids)),
        () => registry.set(`${this.#pick(ids)}.p`, this.#value()),
        () => registry.set(`${this.#pick(ids)}.t`, this.#pick([this.#pick(names), this.#value()])),
        () => registry.set(`${this.#pick(ids)}.a.${this.#pick(attributes)}`, this.#value()),
      ];
      this.#pick(deeds)();
    }
    return this;
  }

  /** So many containers in each other, of any types, with blocks in them anywhere. */
  nests(depth: number): this {
    const text = this.doc.getText(flowRoot);
    const registry = this.doc.getMap(containersRoot);
    for (let i = 0; i < depth; i++) {
      registry.set(`n${i}`, `${this.#pick([..."boklcqtrdh"])}${i === 0 ? "" : `n${i - 1}`}`);
      if (this.#chance.below(8) > 0) continue;
      text.insertEmbed(text.length, this.#marker());
      text.insertEmbed(text.length, new Y.Map([["p", `n${i}`]]));
      text.insert(text.length, "w");
    }
    return this;
  }

  /**
   * So many blocks in containers that may be on a page, with places and moves as an editor writes them: only that nobody
   * meant any of them.
   */
  entangles(blocks: number): this {
    const text = this.doc.getText(flowRoot);
    const registry = this.doc.getMap(containersRoot);
    for (const [id, entry] of Object.entries(tame)) registry.set(id, entry);
    for (let i = 0; i < blocks; i++) {
      const marker = new Y.Map<unknown>();
      if (this.#chance.below(4) > 0) marker.set("p", this.#pick(["", ...Object.keys(tame)]));
      if (this.#chance.below(4) === 0) marker.set("q", this.#pick(["", 1, ...Object.keys(tame)]));
      if (this.#chance.below(8) === 0) marker.set("d", 1);
      if (this.#chance.below(8) === 0) marker.set("s", 1 + this.#chance.below(2));
      if (this.#chance.below(6) === 0) marker.set("t", this.#pick(["h1", "c", "r"]));
      text.insertEmbed(text.length, marker);
      if (this.#chance.below(3) > 0) text.insert(text.length, String.fromCharCode(0x4e00 + i));
    }
    const markers = this.#markers();
    for (let i = this.#chance.below(5); i >= 0; i--) this.#movesSome(markers, `k${i}`);
    return this;
  }

  /** One or a few to one place, with neighbours up to three blocks away. */
  #movesSome(markers: readonly Y.Map<unknown>[], key: string): void {
    const text = this.doc.getText(flowRoot);
    const idAt = (at: number): unknown[] => {
      const id = markers[at]?._item?.id;
      return id === undefined ? [null, null] : [id.client, id.clock];
    };
    const from = this.#chance.below(markers.length);
    const to = this.#chance.below(markers.length);
    const [next, left] = [to + 1 + this.#chance.below(4), to - this.#chance.below(3)];
    const n = this.#chance.below(3) > 0 ? { n: [...idAt(next), ...idAt(left)] } : {};
    text.insertEmbed(this.#indexBehind(markers[to]!), { m: key, ...n });
    const ahead = this.#chance.below(3) === 0 ? [1] : [];
    for (let i = this.#chance.below(3); i >= 0; i--) {
      const at = Math.min(from + i, markers.length - 1);
      const behind = idAt(at + 1 + this.#chance.below(4));
      const m = [key, ...behind, ...idAt(at - 1 - this.#chance.below(4)), ...ahead];
      markers[at]!.set("m", m.slice(0, this.#pick([m.length, m.length, 3, 1])));
      if (this.#chance.below(3) === 0) markers[at]!.set("j", key);
    }
  }

  #markers(): Y.Map<unknown>[] {
    const delta = this.doc.getText(flowRoot).toDelta() as { insert: unknown }[];
    return delta.flatMap(({ insert }) => (insert instanceof Y.Map ? [insert as Y.Map<unknown>] : []));
  }

  #indexBehind(marker: Y.Map<unknown>): number {
    let index = 0;
    for (const { insert } of this.doc.getText(flowRoot).toDelta() as { insert: unknown }[]) {
      index += typeof insert === "string" ? insert.length : 1;
      if (insert === marker) break;
    }
    return index;
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#chance.below(choices.length)]!;
  }

  #value(): unknown {
    const deep = (depth: number): unknown => (depth === 0 ? "deep" : [deep(depth - 1)]);
    return this.#pick<() => unknown>([
      () => this.#pick(ids),
      () => this.#pick(names),
      () => this.#pick([null, true, false, 0, -1, 1.5, 3, 1e308, 2_000_000]),
      () => ({ __proto__x: 1, length: 3 }),
      () => [this.#pick(ids), 50, 3],
      () => [this.#pick(letters.split(""))],
      () => deep(500),
      () => "javascript:alert(1)",
      () => new Uint8Array([1, 2, 3]),
      () => new Y.Map([["t", "paragraph"]]),
      () => new Y.Text("inside"),
    ])();
  }

  #creation(): unknown {
    return this.#pick<() => unknown>([
      () => [this.#pick(names), this.#pick(ids)],
      () => [
        this.#pick(names),
        this.#pick(ids),
        { [this.#pick(attributes)]: this.#plain(), $k: this.#plain() },
      ],
      () => this.#value(),
    ])();
  }

  #plain(): unknown {
    return this.#pick([null, "m", "", 0, 7, 5_000, [1], { a: 1 }, "https://example.org/x"]);
  }

  #marker(): Y.Map<unknown> {
    const marker = new Y.Map<unknown>();
    const keys: Readonly<Record<string, () => unknown>> = {
      t: () => this.#pick([this.#pick(names), this.#value()]),
      p: () => this.#pick([this.#pick(ids), this.#value()]),
      d: () => this.#pick([1, 0, this.#value()]),
      m: () => this.#pick<unknown>([this.#move(), this.#move(), this.#value()]),
      j: () => this.#pick([...letters, this.#value()]),
      s: () => this.#pick([1, 0, this.#value()]),
      [`a.${this.#pick(attributes)}`]: () => this.#value(),
      "": () => this.#value(),
    };
    for (const [key, make] of Object.entries(keys)) if (this.#chance.below(3) === 0) marker.set(key, make());
    return marker;
  }

  #move(): unknown {
    const values = [this.#pick(letters.split("")), ...this.#id(), ...this.#id(), this.#pick([1, 0])];
    return values.slice(0, 1 + this.#chance.below(values.length));
  }

  #id(): unknown[] {
    return this.#pick([
      [this.doc.clientID, this.#chance.below(60)],
      [this.doc.clientID, this.#chance.below(60)],
      [1, 0],
      [null, null],
      ["", 3],
    ]);
  }

  /** What `n` may be: ids, as many as there should be or not, and whatever else. */
  #neighbours(): unknown {
    const ids = [...this.#id(), ...this.#id(), ...this.#id()];
    return this.#pick<unknown>([
      ids.slice(0, 4),
      ids.slice(0, 4),
      ids.slice(this.#chance.below(3), this.#chance.below(7)),
      [1e308, -1, 1.5, [0]],
      { 0: 1, 1: 0, 2: 1, 3: 0, length: 4 },
      this.#plain(),
    ]);
  }

  #embed(): unknown {
    return this.#pick<() => unknown>([
      () => ({ m: this.#pick(letters.split("")) }),
      () => ({ m: this.#pick(letters.split("")), n: this.#neighbours() }),
      () => ({ m: this.#pick(letters.split("")), n: this.#neighbours(), t: "hardBreak" }),
      () => ({ m: 5, t: 6 }),
      () => ({ t: this.#pick(names), a: this.#plain() }),
      () => ({ t: "hardBreak" }),
      () => [1, 2],
      () => new Y.Text("embedded"),
      () => Y.Array.from([1, 2]),
      () => new Y.XmlElement("p"),
      () => new Y.XmlFragment(),
    ])();
  }

  #marks(): Record<string, unknown> {
    const marks = ["bold", "code", "link", "link--x", "__proto__", "paragraph", "textStyle"];
    return {
      [this.#pick(marks)]: this.#pick([true, null, {}, { href: "javascript:x" }, { href: 5 }, "x", [1]]),
    };
  }
}
