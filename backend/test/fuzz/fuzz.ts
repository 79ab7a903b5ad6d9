/**
 * Three people, random edits, random delivery, and pages that strangers wrote. What has to hold, whenever everybody
 * has everything: all see the same valid page, it is what the flow says, reading anew says the same, nobody deleted
 * what they had not seen, and nothing stands twice but what docs/merging.md names.
 */
import * as Y from "yjs";
import { Chance } from "../../../scripts/chance.js";
import { Flow } from "../../src/schema/flow/flow.js";
import { seed as firstUpdate } from "../../src/schema/flow/seed.js";
import { pageSchema } from "../../src/schema/page-schema.js";
import { FlowStranger } from "../format/flow-stranger.js";
import { code, h, li, p, quote, table, td, th, tl, ul } from "../merge/page-words.js";
import { network } from "../merge/writer.js";
import { disagreements, reopensAsShown } from "./agreement.js";
import { firstLetter, interleaved, Letterbook } from "./letterbook.js";
import { Person } from "./person.js";

export interface Faults {
  readonly lost: string[];
  /**
   * Stands twice because it was written twice: by two who joined one moved block to another, or by two who deleted
   * the same text and then both took that back. docs/merging.md names both.
   */
  readonly copied: string[];
  readonly duplicated: string[];
  readonly diverged: string[];
  /** Edits that came out as something else than whoever made them saw. */
  readonly strayed: string[];
  /** Came to stand between letters that somebody else typed in one go, neither of which its author had seen. */
  readonly interleaved: string[];
  readonly invalid: string[];
}

/** What is no fault: `copied`. */
export const faults = ["lost", "duplicated", "diverged", "strayed", "interleaved", "invalid"] as const;

export interface FuzzRun extends Faults {
  readonly seed: number;
  readonly typed: number;
  readonly log: readonly string[];
}

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

/** One of the pages above, or what a stranger left. */
const startOf = (chance: Chance): Uint8Array =>
  starts[chance.below(starts.length + 1)] ??
  Y.encodeStateAsUpdate(new FlowStranger(chance.below(100_000)).meddles(5 + chance.below(20)).doc);

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
    strayed: [],
    interleaved: [],
    invalid: [],
  };
  const start = startOf(chance);
  const book = new Letterbook();
  const people = [0, 1, 2].map((i) => new Person(i, start, chance, book));
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
  try {
    for (let i = 0; i < commands; i++) {
      const { lost, duplicated, diverged, strayed } = people[chance.below(3)]!.acts(letters, run.log);
      run.lost.push(...lost);
      run.duplicated.push(...duplicated);
      run.diverged.push(...diverged);
      run.strayed.push(...strayed);
      const luck = chance.below(100);
      if (luck < 20) for (const one of people) one.receives(chance.below(one.waiting.length + 1));
      if (luck < 5) meet(people, run);
    }
    meet(people, run);
    if (!people.every(({ writer }) => reopensAsShown(writer)))
      run.diverged.push("reopened it is another page");
    run.interleaved.push(...interleaved(people[0]!.writer.editor.state.doc, book));
    const text = people[0]!.text;
    run.typed = typed.length;
    for (const letter of typed) {
      const found = text.split(letter).length - 1;
      if (found === 0 && !book.deleted.has(letter)) run.lost.push(letter);
      if (found > 1) run[book.accepts(letter) ? "copied" : "duplicated"].push(letter);
    }
  } catch (error) {
    run.invalid.push(`${run.log.at(-1)}: ${error instanceof Error ? error.stack : error}`);
  } finally {
    for (const { writer } of people) writer.close();
  }
  return run;
}

function meet(people: readonly Person[], run: Faults): void {
  // Yjs answers some changes of formatting by taking back what they made needless.
  for (let round = 0; round < 9 && people.some(({ waiting }) => waiting.length > 0); round++)
    for (const person of people) person.receives(Number.POSITIVE_INFINITY);
  for (const one of people) for (const other of people) one.asks(other);
  const { diverged, invalid } = disagreements(people.map(({ writer }) => writer));
  run.diverged.push(...diverged);
  run.invalid.push(...invalid);
}

export const isFaulty = (run: Faults): boolean => faults.some((kind) => run[kind].length > 0);
