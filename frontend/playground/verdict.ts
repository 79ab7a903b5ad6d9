/** What became of the words: those of one page that another one has lost, has twice, or has elsewhere. */
import type { Node } from "@tiptap/pm/model";

export interface Verdict {
  /** Runs of words that stand here and not there. */
  readonly lost: readonly string[];
  /** Runs of words that stand there more often than here. */
  readonly doubled: readonly string[];
  /** The words are the same, and the pages are not. */
  readonly misplaced: boolean;
  readonly same: boolean;
}

export function compare(here: Node, there: Node): Verdict {
  const lost = surplus(here, there);
  const doubled = surplus(there, here);
  const same = JSON.stringify(here.toJSON()) === JSON.stringify(there.toJSON());
  return { lost, doubled, misplaced: lost.length === 0 && doubled.length === 0 && !same, same };
}

/** Runs of words of which `page` has more than `other`; the last ones of a kind are the surplus. */
function surplus(page: Node, other: Node): string[] {
  const left = new Map<string, number>();
  for (const text of textsOf(other))
    for (const [word] of wordsOf(text)) left.set(word, (left.get(word) ?? 0) + 1);
  const runs: string[] = [];
  for (const text of textsOf(page)) {
    let from = -1;
    let to = 0;
    const close = () => {
      if (from !== -1) runs.push(text.slice(from, to));
      from = -1;
    };
    for (const match of wordsOf(text)) {
      const [word] = match;
      const count = left.get(word) ?? 0;
      left.set(word, count - 1);
      if (count > 0) close();
      else {
        if (from === -1) from = match.index;
        to = match.index + word.length;
      }
    }
    close();
  }
  return runs;
}

const wordsOf = (text: string) => text.matchAll(/[\p{L}\p{N}]+/gu);

function textsOf(page: Node): string[] {
  const texts: string[] = [];
  page.descendants((node) => {
    if (node.isTextblock) texts.push(node.textBetween(0, node.content.size, " ", " "));
  });
  return texts;
}
