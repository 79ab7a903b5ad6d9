/** Who wrote which letter when, what happened to it after that, and whether what was written in one go stands together. */
import type { Node } from "@tiptap/pm/model";

export const firstLetter = 0x4e00;
export const isLetter = (char: string): boolean => char >= "\u4e00" && char <= "\u9fff";

/** Somebody wrote a letter that had been written before. */
export interface Rewriting {
  readonly who: number;
  readonly edit: string;
  /** Something in the page has been moved: its text stands elsewhere than it is drawn. */
  readonly moved: boolean;
}

/** How a letter was written first. */
export interface Writing {
  /** The letters that its author saw before. */
  readonly seen: ReadonlySet<string>;
  /** Which stood right behind it, written by the same edit. */
  readonly behind: string | null;
}

/** Each letter is typed once: when, and what happened to it after that. */
export class Letterbook {
  readonly writings = new Map<string, Writing>();
  readonly rewritten = new Map<string, Rewriting[]>();
  /** Somebody saw it, edited, and saw fewer of it. */
  readonly deleted = new Set<string>();

  note(letter: string, writing: Writing, rewriting: Rewriting): void {
    if (!this.writings.has(letter)) this.writings.set(letter, writing);
    else this.rewritten.set(letter, [...(this.rewritten.get(letter) ?? []), rewriting]);
  }

  /**
   * docs/merging.md names what may stand twice: text that two people joined to another block after it was moved, and
   * text that came back by undo or redo more than once, or beside such a join.
   */
  accepts(letter: string): boolean {
    const rewritings = this.rewritten.get(letter) ?? [];
    const back = rewritings.some(({ edit }) => edit === "undo" || edit === "redo");
    return rewritings.length > 1 && (back || rewritings.every(({ moved }) => moved));
  }
}

const none: ReadonlySet<string> = new Set();

/** The letters of each text block. */
export function lettersOf(page: Node): string[][] {
  const blocks: string[][] = [];
  page.descendants((node) => {
    if (node.isTextblock) blocks.push([...node.textContent].filter(isLetter));
    return !node.isTextblock;
  });
  return blocks;
}

/** Letters that came to stand between two others that were written one behind the other, and seen by none who wrote them. */
export function interleaved(page: Node, book: Letterbook): string[] {
  return lettersOf(page).flatMap((letters) =>
    letters.flatMap((letter, i) => {
      const behind = book.writings.get(letter)?.behind ?? null;
      const between = letters.slice(i + 1, Math.max(i + 1, letters.indexOf(behind ?? "", i)));
      if (behind === null || book.rewritten.has(letter) || book.rewritten.has(behind)) return [];
      return between
        .filter((one) => !book.rewritten.has(one))
        .filter((one) => {
          const seen = book.writings.get(one)?.seen ?? none;
          return !seen.has(letter) && !seen.has(behind);
        })
        .map((one) => `${one} between ${letter} and ${behind}`);
    }),
  );
}
