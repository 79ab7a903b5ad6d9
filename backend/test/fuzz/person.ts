/** One of those who write: what they do, what reaches them when, and what becomes of the letters under their hands. */
import * as Y from "yjs";
import type { Chance } from "../../../scripts/chance.js";
import { FlowWriter } from "../merge/flow-writer.js";
import { network } from "../merge/writer.js";
import { actAtRandom } from "./edits.js";
import { isLetter, type Letterbook, lettersOf } from "./letterbook.js";
import { strays } from "./meant.js";

/** What is wrong with one edit, in words. */
export interface Misdeeds {
  readonly lost: string[];
  readonly duplicated: string[];
  readonly diverged: string[];
  /** Came out as something else than was meant. */
  readonly strayed: string[];
}

export class Person {
  readonly writer: FlowWriter;
  readonly waiting: Uint8Array[] = [];
  readonly #index: number;
  readonly #book: Letterbook;
  readonly #chance: Chance;
  /** Of the edit that goes on. */
  #inserted: string[] = [];
  #removed: string[] = [];

  constructor(index: number, start: Uint8Array, chance: Chance, book: Letterbook) {
    const doc = new Y.Doc({ guid: "" });
    doc.clientID = 100 + index;
    Y.applyUpdate(doc, start, network);
    this.writer = new FlowWriter(doc, () => chance.below(2 ** 30) / 2 ** 30);
    this.#index = index;
    this.#book = book;
    this.#chance = chance;
    this.writer.flow.text.observe((event, transaction) => {
      if (transaction.local) this.#listen(event, transaction);
    });
  }

  get text(): string {
    return this.writer.editor.state.doc.textContent;
  }

  /** Does something; says what is wrong with it. */
  acts(letters: () => string, log: string[]): Misdeeds {
    const before = counted(this.text);
    const { leaves, doc } = this.writer.flow.drawing;
    this.writer.wanted = doc;
    this.#inserted = [];
    this.#removed = [];
    const edit = actAtRandom(this.writer, this.#chance, letters);
    log.push(`${"ABC".charAt(this.#index)}: ${edit}`);
    const after = counted(this.text);
    const { editor, flow } = this.writer;
    const moved = flow.blocks.list.some(({ move }) => move !== null);
    const shown = new Set([...before.keys(), ...this.#inserted]);
    const seen = new Set(before.keys());
    const inserted = new Set(this.#inserted);
    const behind = new Map(
      lettersOf(editor.state.doc).flatMap((letters) =>
        letters.map((one, i) => [one, letters[i + 1]] as const),
      ),
    );
    for (const letter of this.#inserted) {
      const next = behind.get(letter);
      const writing = { seen, behind: next !== undefined && inserted.has(next) ? next : null };
      this.#book.note(letter, writing, { who: this.#index, edit, moved });
    }
    for (const [letter, count] of before)
      if ((after.get(letter) ?? 0) < count) this.#book.deleted.add(letter);
    // Typed over in the same go.
    for (const letter of this.#removed) if (inserted.has(letter)) this.#book.deleted.add(letter);
    const twice = [...after].filter(([letter, n]) => n > Math.max(1, before.get(letter) ?? 0));
    return {
      lost: this.#removed
        .filter((letter) => !shown.has(letter))
        .map((letter) => `${letter}, which ${log.at(-1)} deleted unseen`),
      duplicated: twice
        .filter(([letter]) => !this.#book.accepts(letter))
        .map(([letter]) => `${letter}, by ${log.at(-1)}`),
      strayed: strays(leaves, this.writer.wanted, editor.state.doc).map((what) => `${log.at(-1)}: ${what}`),
      diverged: editor.state.doc.eq(flow.drawing.doc) ? [] : [`editor and flow after ${log.at(-1)}`],
    };
  }

  /** In any order: Yjs waits for what is missing. Mostly at once, as after a reconnect; else one after the other. */
  receives(most: number): void {
    const { writer, waiting } = this;
    const receive = () => {
      for (let left = most; left > 0 && waiting.length > 0; left--) {
        const [update] = waiting.splice(this.#chance.below(waiting.length), 1);
        Y.applyUpdate(writer.doc, update!, network);
      }
    };
    if (this.#chance.below(4) === 0) receive();
    else writer.doc.transact(receive, network);
  }

  /**
   * What a provider does when it connects. Only where Yjs still waits: of updates that came in no order it may go on
   * waiting for what it has, until something else comes.
   */
  asks(other: Person): void {
    const { doc } = this.writer;
    if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.writer.doc, Y.encodeStateVector(doc)), network);
  }

  #listen(event: Y.YTextEvent, transaction: Y.Transaction): void {
    for (const { insert } of event.delta)
      if (typeof insert === "string") this.#inserted.push(...[...insert].filter(isLetter));
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
      this.#removed.push(...[...struct.content.str].filter(isLetter));
    });
  }
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const char of text) if (isLetter(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts;
}
