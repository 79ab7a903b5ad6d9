/**
 * How node types are spelt in the flow: one letter for what occurs often, the full name for everything else.
 * Part of `flow.v = 1`: letters are never given another meaning.
 */

/** Root types of a page's body. */
export const flowRoot = "flow";
/** One letter, since it stands in the bytes of every container. */
export const containersRoot = "c";
/** The version of the encoding, kept as `v` in the page's `meta`. */
export const flowVersion = 1;

/** Keys of a block marker (a Y.Map embedded in the flow). */
export const markerKeys = {
  /** node name of the leaf block, spelt as below; absent: paragraph */
  type: "t",
  /** id of the innermost container; "" is explicitly top level; absent: top level, never placed */
  parent: "p",
  /** the same, written by a move: counts for less than what others make of the block meanwhile */
  quietParent: "q",
  /** prefix of one node attribute */
  attribute: "a.",
  /** 1: deleted, and drawn only while it holds something */
  deleted: "d",
  /** where the block has been moved, see `move.ts` */
  move: "m",
  /** one of `sides`: how it was written before the block behind it in the text */
  side: "s",
  /** key of the place at which its text goes on with that of the block which holds the place */
  joined: "j",
} as const;

/** In place of that block, or above it. */
export const sides = { replaces: 1, above: 2 } as const;

/** Of a marker's keys, those that say what the block is, and not where it stands or whether it is drawn. */
export const saysWhat = (key: string | null): boolean =>
  key === markerKeys.type || key?.startsWith(markerKeys.attribute) === true;

type Letters = Readonly<Record<string, string>>;

const containerLetters: Letters = {
  b: "bulletList",
  o: "orderedList",
  k: "taskList",
  l: "listItem",
  c: "taskItem",
  q: "blockquote",
  t: "table",
  r: "tableRow",
  d: "tableCell",
  h: "tableHeader",
};
const leafLetters: Letters = { c: "codeBlock", i: "image", r: "horizontalRule" };

const byName = (letters: Letters) => new Map(Object.entries(letters).map(([letter, name]) => [name, letter]));
const lettersOfContainers = byName(containerLetters);
const lettersOfLeaves = byName(leafLetters);
const nameOf = (letters: Letters, spelt: string): string =>
  (Object.hasOwn(letters, spelt) ? letters[spelt] : undefined) ?? spelt;

export const containerLetter = (name: string): string | undefined => lettersOfContainers.get(name);
export const containerName = (spelt: string): string => nameOf(containerLetters, spelt);

export interface LeafSpelling {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `h1`…`h6` say name and level at once. */
export function readLeafType(spelt: unknown): LeafSpelling {
  if (spelt === undefined) return { name: "paragraph", attributes: {} };
  if (typeof spelt !== "string") return { name: "", attributes: {} };
  const heading = /^h([1-6])$/.exec(spelt);
  if (heading !== null) return { name: "heading", attributes: { level: Number(heading[1]) } };
  return { name: nameOf(leafLetters, spelt), attributes: {} };
}

/** The attributes that are part of the spelling are not written as keys. */
export function spellLeafType(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
): { readonly spelt: string | undefined; readonly spoken: ReadonlySet<string> } {
  if (name === "paragraph") return { spelt: undefined, spoken: new Set() };
  if (name === "heading" && Number.isInteger(attributes.level)) {
    return { spelt: `h${attributes.level}`, spoken: new Set(["level"]) };
  }
  return { spelt: lettersOfLeaves.get(name) ?? name, spoken: new Set() };
}
