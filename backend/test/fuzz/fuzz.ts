/**
 * Three people, random edits, random delivery. What has to hold, whenever everybody has everything: all see the same
 * valid page, it is what the flow says, reading anew says the same, nobody deleted what they had not seen, and
 * nothing stands twice but what somebody's own edit had to copy.
 */
import * as Y from "yjs";
import { Blocks } from "../../src/schema/flow/blocks.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed as firstUpdate } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { Chance } from "../kit/chance.js";
import { FlowWriter } from "../merge/flow-writer.js";
import { code, h, li, p, quote, table, td, th, tl, ul } from "../merge/page-words.js";
import { network } from "../merge/writer.js";
import { actAtRandom } from "./edits.js";

export interface Faults {
  readonly lost: string[];
  /**
   * Stands twice because it was written twice: by two who joined one moved block to another, or by two who deleted
   * the same text and then both took that back. docs/merging.md names both.
   */
  readonly copied: string[];
  readonly duplicated: string[];
  readonly diverged: string[];
  readonly invalid: string[];
}

export interface FuzzRun extends Faults {
  readonly seed: number;
  readonly typed: number;
  readonly log: readonly string[];
}

const firstLetter = 0x4e00;
const isLetter = (char: string): boolean => char >= "\u4e00" && char <= "\u9fff";

const starts = [
  [p("")],
  [h(1, "ab"), p("cd"), ul("ef", li("gh", ul("ij")))],
  [tl("ab", "cd"), quote("ef", "gh"), code("ij")],
  [p("ab"), table([th("cd"), th("ef")], [td("gh"), td("ij")]), p("kl")],
].map((content, i) => {
  const doc = new Y.Doc();
  doc.clientID = 50;
  Y.applyUpdate(doc, firstUpdate);
  const flow = new Flow(doc, pageSchema, () => i / 8);
  flow.write(pageSchema.nodeFromJSON({ type: "doc", content }), [], "start");
  return Y.encodeStateAsUpdate(doc);
});

/** Each letter is typed once; one that is written again was copied, by an edit or by an undo. */
interface Letterbook {
  readonly written: Set<string>;
  readonly rewritten: Set<string>;
}

class Person {
  readonly writer: FlowWriter;
  readonly waiting: Uint8Array[] = [];
  readonly #page: Letterbook;
  #before = "";

  constructor(index: number, start: Uint8Array, chance: Chance, page: Letterbook) {
    const doc = new Y.Doc({ guid: "" });
    doc.clientID = 100 + index;
    Y.applyUpdate(doc, start, network);
    this.writer = new FlowWriter(doc, () => chance.below(2 ** 30) / 2 ** 30);
    this.#page = page;
    this.writer.flow.text.observe((event, transaction) => {
      if (transaction.local)
        for (const { insert } of event.delta) if (typeof insert === "string") this.#note(insert);
    });
  }

  #note(text: string): void {
    const { written, rewritten } = this.#page;
    for (const char of text) (written.has(char) ? rewritten : written).add(char);
  }

  get text(): string {
    return this.writer.editor.state.doc.textContent;
  }

  /** Returns the letters there are fewer of afterwards. */
  acts(chance: Chance, letters: () => string, log: string[], name: string): string[] {
    this.#before = this.text;
    log.push(`${name}: ${actAtRandom(this.writer, chance, letters)}`);
    const after = this.text;
    if (after === this.#before) return [];
    return [...new Set(this.#before)].filter(
      (char) => isLetter(char) && count(after, char) < count(this.#before, char),
    );
  }
}

const count = (text: string, char: string): number => text.split(char).length - 1;

/** The same seed does the same, always. */
export function fuzz(seed: number, commands: number): FuzzRun {
  const chance = new Chance(seed);
  const run: FuzzRun & { typed: number; log: string[] } = {
    seed,
    typed: 0,
    log: [],
    lost: [],
    copied: [],
    duplicated: [],
    diverged: [],
    invalid: [],
  };
  const start = starts[chance.below(starts.length)]!;
  const page: Letterbook = { written: new Set(), rewritten: new Set() };
  const people = [0, 1, 2].map((i) => new Person(i, start, chance, page));
  for (const person of people) {
    person.writer.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== network) for (const other of people) if (other !== person) other.waiting.push(update);
    });
  }
  const typed: string[] = [];
  const letters = () => {
    const letter = String.fromCharCode(firstLetter + typed.length);
    typed.push(letter);
    return letter;
  };
  const deleted = new Set<string>();
  try {
    for (let i = 0; i < commands; i++) {
      const index = chance.below(3);
      const person = people[index]!;
      for (const letter of person.acts(chance, letters, run.log, "ABC".charAt(index))) deleted.add(letter);
      const shown = person.writer.editor.state.doc;
      if (!shown.eq(person.writer.flow.drawing.doc))
        run.diverged.push(`editor and flow after ${run.log.at(-1)}`);
      const luck = chance.below(100);
      if (luck < 20) for (const one of people) deliver(one, chance, chance.below(one.waiting.length + 1));
      if (luck < 5) meet(people, chance, run);
    }
    meet(people, chance, run);
    readAnew(people, run);
    const text = people[0]!.text;
    run.typed = typed.length;
    for (const letter of typed) {
      const found = count(text, letter);
      if (found === 0 && !deleted.has(letter)) run.lost.push(letter);
      if (found > 1) run[page.rewritten.has(letter) ? "copied" : "duplicated"].push(letter);
    }
  } catch (error) {
    run.invalid.push(`${run.log.at(-1)}: ${error instanceof Error ? error.stack : error}`);
  } finally {
    for (const { writer } of people) writer.close();
  }
  return run;
}

/** In any order: Yjs waits for what is missing. Mostly at once, as after a reconnect; else one after the other. */
function deliver(person: Person, chance: Chance, most: number): void {
  const { writer, waiting } = person;
  const receive = () => {
    for (let left = most; left > 0 && waiting.length > 0; left--) {
      const [update] = waiting.splice(chance.below(waiting.length), 1);
      Y.applyUpdate(writer.doc, update!, network);
    }
  };
  if (chance.below(4) === 0) receive();
  else writer.doc.transact(receive, network);
}

function meet(people: readonly Person[], chance: Chance, run: Faults): void {
  // Yjs answers some changes of formatting by taking back what they made needless.
  for (let round = 0; round < 9 && people.some(({ waiting }) => waiting.length > 0); round++) {
    for (const person of people) deliver(person, chance, Number.POSITIVE_INFINITY);
  }
  const pages = people.map(({ writer }) => writer.editor.state.doc);
  const [first] = pages.map((page) => JSON.stringify(page));
  pages.forEach((page, i) => {
    if (JSON.stringify(page) !== first) run.diverged.push(`${"ABC".charAt(i)} sees another page than A`);
  });
  for (const { writer } of people) {
    const { blocks, text, drawing } = writer.flow;
    if (!writer.editor.state.doc.eq(drawing.doc))
      run.diverged.push("an editor shows something else than its flow");
    const anew = new Blocks(text);
    if (said(blocks) !== said(anew)) run.diverged.push("the blocks are not those of the text");
  }
  try {
    pages[0]!.check();
  } catch (error) {
    run.invalid.push(String(error));
  }
}

const said = (blocks: Blocks): string =>
  JSON.stringify(blocks.list.map(({ runs, length, markerAttributes }) => [length, markerAttributes, runs]));

/** From the bytes alone, and from the text alone. */
function readAnew(people: readonly Person[], run: Faults): void {
  const shown = JSON.stringify(people[0]!.writer.editor.state.doc);
  const copy = new Y.Doc({ guid: "" });
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(people[1]!.writer.doc));
  for (const doc of [copy, people[2]!.writer.doc]) {
    const flow = new Flow(doc, pageSchema);
    if (JSON.stringify(flow.drawing.doc) !== shown) run.diverged.push("read anew it is another page");
    flow.destroy();
  }
}

export const isFaulty = (run: Faults): boolean =>
  run.lost.length + run.duplicated.length + run.diverged.length + run.invalid.length > 0;
