/**
 * Two people change one page offline, then both sync: what a case is, and the verdict over how it went. Judged by
 * texts that stand once in the page: each has a place where it belongs.
 */
import type { JSONContent } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { Hand } from "./hand.js";
import { readLines } from "./outline.js";

/** What happens, without what has to come of it. */
export interface Scene {
  readonly name: string;
  readonly start: readonly JSONContent[];
  /** What somebody did to the page before A and B opened it. */
  readonly earlier?: (hand: Hand) => unknown;
  /** What A does, offline. */
  readonly a: (hand: Hand) => unknown;
  /** What B does meanwhile, offline. */
  readonly b: (hand: Hand) => unknown;
  /** What either does once both have everything. */
  readonly later?: { readonly a?: (hand: Hand) => unknown; readonly b?: (hand: Hand) => unknown };
}

export interface MergeCase extends Scene {
  /**
   * Text → the line it belongs in, marks included where one is asked for; one of several where the two intentions
   * allow more than one. Each text has to stand there exactly once.
   */
  readonly right: Readonly<Record<string, string | readonly string[]>>;
  /** Texts that have to follow each other. */
  readonly order?: readonly string[];
  /** The whole page with its marks, where nothing else may stand in it. */
  readonly whole?: readonly string[];
  /** How many blocks stand in the page, where nobody may have got one more. */
  readonly blocks?: number;
  /** A word of the start that somebody wrote once more on purpose. */
  readonly again?: string;
}

export interface Anomaly extends Scene {
  /** The whole page as it comes out: one of these, where the Yjs client ids decide. */
  readonly results: readonly (readonly string[])[];
  /** Why it stays so. */
  readonly reason: string;
}

export const verdicts = ["kept", "misplaced", "duplicated", "lost"] as const;
export type Verdict = (typeof verdicts)[number];

export const worst = (all: readonly Verdict[]): Verdict =>
  all.reduce((one, other) => (verdicts.indexOf(other) > verdicts.indexOf(one) ? other : one), "kept");

export function judge(page: Node, { start, right, order, again, whole, blocks }: MergeCase): Verdict {
  const lines = readLines(page);
  const all = lines.map(({ text }) => text).join("\n");
  const found: Verdict[] = [];
  for (const [text, places] of Object.entries(right)) {
    const count = all.split(text).length - 1;
    if (count === 0) found.push("lost");
    else if (count > 1) found.push("duplicated");
    else {
      const line = lines.find((one) => one.text.includes(text));
      const accepted = typeof places === "string" ? [places] : places;
      const stands = [`${line?.path}: ${line?.text}`, `${line?.path}: ${line?.marked}`];
      if (!accepted.some((place) => stands.includes(place))) found.push("misplaced");
    }
  }
  for (const word of wordsOf(start))
    if (word !== again && all.split(word).length > 2) found.push("duplicated");
  const places = (order ?? []).map((text) => all.indexOf(text));
  if (places.some((place, i) => i > 0 && place < (places[i - 1] ?? 0))) found.push("misplaced");
  const stands = lines.map(({ path, marked }) => `${path}: ${marked}`);
  if (whole !== undefined && stands.join("\n") !== whole.join("\n")) found.push("misplaced");
  if (blocks !== undefined && lines.length !== blocks) found.push("misplaced");
  return worst(found);
}

/** The words of the start, each of which stands there once. */
export function wordsOf(content: readonly JSONContent[]): string[] {
  return content.flatMap((node) => [
    ...(node.text?.match(/\p{L}{3,}/gu) ?? []),
    ...(node.content === undefined ? [] : wordsOf(node.content)),
  ]);
}
