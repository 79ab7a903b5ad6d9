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
      [`a.${this.#pick(attributes)}`]: () => this.#value(),
      "": () => this.#value(),
    };
    for (const [key, make] of Object.entries(keys)) if (this.#chance.below(3) === 0) marker.set(key, make());
    return marker;
  }

  #move(): unknown {
    const id = () =>
      this.#pick([
        [1001, this.#chance.below(40)],
        [null, null],
        ["", 3],
      ]);
    const values = [this.#pick(letters.split("")), ...id(), ...id(), this.#pick([1, 0])];
    return values.slice(0, 1 + this.#chance.below(values.length));
  }

  #embed(): unknown {
    return this.#pick<() => unknown>([
      () => ({ m: this.#pick(letters.split("")) }),
      () => ({ m: this.#pick(letters.split("")) }),
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
