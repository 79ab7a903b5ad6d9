/** Everything that can stand on a page, many times: as a page says it, and as somebody types it. */
import type { JSONContent } from "@tiptap/core";
import { richBody } from "../kit/rich-page.js";
import type { Hand } from "../merge/hand.js";
import {
  br,
  code,
  done,
  h,
  image,
  li,
  link,
  marked,
  ol,
  p,
  quote,
  rule,
  table,
  td,
  th,
  tl,
  ul,
} from "../merge/page-words.js";

export interface Construct {
  readonly name: string;
  /** How many times the stock encoding's bytes it may take. */
  readonly most: number;
  /** So many of them, as blocks of a page. */
  readonly made: (count: number) => readonly JSONContent[];
  /** How somebody types the next one, in an empty page to begin with; null where that is done in no one way. */
  readonly typed: ((hand: Hand) => Hand) | null;
  /** What is done before the first one is typed. */
  readonly begun?: (hand: Hand) => Hand;
}

const limit = 1.5;
const words = "some words here";
const address = "https://example.org/page";
const many = <T>(count: number, ...made: T[]): T[] => Array.from({ length: count }, () => made).flat();
const inline = (...parts: (JSONContent | string)[]) => ({
  made: (count: number) => [p(...many(count, ...parts))],
});

const enter = (hand: Hand): Hand => hand.presses("Enter");
const line = (hand: Hand): Hand => enter(hand.inputs(words));
/** Leaves a list or quote again, and writes a paragraph behind it. */
const alone = (sign: string) => (hand: Hand) => enter(enter(line(hand.types(sign))).inputs("and"));
/** Leaves a code block again. */
const lines = (sign: string) => (hand: Hand) => enter(enter(line(hand.types(sign))));
const begins = (sign: string) => (hand: Hand) => hand.types(sign);

const row = (hand: Hand) =>
  hand.runs((chain) => chain.insertTable({ rows: 1, cols: 4, withHeaderRow: false }));

const paragraphs: readonly Construct[] = [
  { name: "paragraph", most: 0.7, made: (count) => many(count, p(words)), typed: line },
  { name: "paragraph, empty", most: 0.5, made: (count) => many(count, p("")), typed: enter },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({
    name: `heading ${level}`,
    most: 0.9,
    made: (count: number) => many(count, h(level, words)),
    typed: (hand: Hand) => line(hand.types(`${"#".repeat(level)} `)),
  })),
  {
    name: "heading, empty",
    most: 0.9,
    made: (count) => many(count, h(2, "")),
    typed: (hand) => enter(hand.types("## ")),
  },
];

const lists: readonly Construct[] = [
  {
    name: "list item",
    most: 1.06,
    made: (count) => [ul(...many(count, words))],
    begun: begins("- "),
    typed: line,
  },
  { name: "list item, empty", most: 1.3, made: (count) => [ul(...many(count, li("")))], typed: null },
  {
    name: "list item of two paragraphs",
    most: 1.06,
    made: (count) => [ul(...many(count, li(words, words)))],
    typed: null,
  },
  {
    name: "list item with a list of one item",
    most: 1.06,
    made: (count) => [ul(...many(count, li(words, ul(words))))],
    begun: begins("- "),
    typed: (hand) => line(line(hand).presses("Tab")).presses("Shift-Tab"),
  },
  {
    name: "bullet list of one item, and a paragraph",
    most: 1,
    made: (count) => many(count, ul(words), p("and")),
    typed: alone("- "),
  },
  {
    name: "ordered list item",
    most: 1.06,
    made: (count) => [ol(...many(count, words))],
    begun: begins("1. "),
    typed: line,
  },
  {
    name: "ordered list of one item, from 3, and a paragraph",
    most: 1,
    made: (count) => many(count, { ...ol(words), attrs: { start: 3 } }, p("and")),
    typed: alone("3. "),
  },
  {
    name: "task",
    most: 1,
    made: (count) => [tl(...many(count, words))],
    begun: begins("[ ] "),
    typed: line,
  },
  {
    name: "task, done",
    most: 1,
    made: (count) => [tl(...many(count, done(words)))],
    begun: begins("[ ] "),
    typed: (hand) =>
      enter(hand.inputs(words).runs((chain) => chain.updateAttributes("taskItem", { checked: true }))),
  },
  { name: "task, empty", most: 1, made: (count) => [tl(...many(count, ""))], typed: null },
  {
    name: "quote of one paragraph, and a paragraph",
    most: 1,
    made: (count) => many(count, quote(words), p("and")),
    typed: alone("> "),
  },
  {
    name: "paragraph in a quote",
    most: 1.05,
    made: (count) => [quote(...many(count, words))],
    begun: begins("> "),
    typed: line,
  },
];

const others: readonly Construct[] = [
  { name: "code block", most: 1.1, made: (count) => many(count, code(words)), typed: lines("``` ") },
  {
    name: "code block in a language",
    most: 1.1,
    made: (count) => many(count, { ...code(words), attrs: { language: "js" } }),
    typed: lines("```js "),
  },
  { name: "rule", most: 1.1, made: (count) => many(count, rule), typed: (hand) => hand.types("---") },
  {
    name: "image",
    most: 1.25,
    made: (count) => many(count, image("bed.png")),
    typed: (hand) => hand.runs((chain) => chain.insertContent([image("bed.png"), p("")])),
  },
  {
    name: "image with alt, title and link",
    most: 1.15,
    made: (count) =>
      many(count, {
        type: "image",
        attrs: { src: "/files/bed.png", alt: words, title: words, href: address },
      }),
    typed: null,
  },
  {
    name: "line break and a word",
    most: 1.05,
    ...inline("word", br),
    typed: (hand) => hand.inputs("word").presses("Shift-Enter"),
  },
];

const marks: readonly Construct[] = [
  ...Object.entries({
    bold: "Mod-b",
    italic: "Mod-i",
    strike: "Mod-Shift-s",
    underline: "Mod-u",
    highlight: "Mod-Shift-h",
    code: "Mod-e",
  }).map(([name, key]) => ({
    name: `${name} word`,
    most: 1.2,
    ...inline(marked("word", name), " "),
    typed: (hand: Hand) => hand.presses(key).inputs("word").presses(key).inputs(" "),
  })),
  {
    name: "link",
    most: 1,
    ...inline(link("word", address), " "),
    typed: (hand) =>
      hand.runs((chain) => chain.insertContent([link("word", address), { type: "text", text: " " }])),
  },
  {
    name: "link with a title",
    most: 1.1,
    ...inline(
      { type: "text", text: "word", marks: [{ type: "link", attrs: { href: address, title: words } }] },
      " ",
    ),
    typed: null,
  },
];

const tables: readonly Construct[] = [
  {
    name: "row of four cells",
    most: 1,
    made: (count) => [table(...many(count, many(4, td("word"))))],
    begun: row,
    typed: (hand) => [1, 2, 3, 4].reduce((before) => before.inputs("word").presses("Tab"), hand),
  },
  {
    name: "row of four empty cells",
    most: 1,
    made: (count) => [table(...many(count, many(4, td(""))))],
    begun: row,
    typed: (hand) => hand.runs((chain) => chain.addRowAfter()),
  },
  {
    name: "row of four header cells",
    most: 1,
    made: (count) => [table(...many(count, many(4, th("word"))))],
    typed: null,
  },
  {
    name: "row of one cell over two columns, aligned, with widths",
    most: 1,
    made: (count) => [
      table(
        many(2, td("")),
        ...many(count, [{ ...td("word"), attrs: { colspan: 2, align: "right", colwidth: [80, 90] } }]),
      ),
    ],
    typed: null,
  },
  {
    name: "table of 2 × 2 empty cells, and a paragraph",
    most: 1,
    made: (count) => many(count, table([th(""), th("")], [td(""), td("")]), p("")),
    typed: null,
  },
];

/** What one more of them takes. */
export const constructs = [...paragraphs, ...lists, ...others, ...marks, ...tables].map((one) => ({
  ...one,
  most: Math.min(one.most, limit),
}));

const long = `${"Every sentence of this page is as long as sentences are. ".repeat(3)}`;

/** What the whole page takes that is so many times as long. */
export const pages: readonly Construct[] = [
  {
    name: "plain page: paragraphs of 171 letters",
    most: 0.95,
    made: (count) => many(count, p(long)),
    typed: (hand) => enter(hand.inputs(long)),
  },
  {
    name: "rich page: everything there is",
    most: 1,
    made: (count) => many(count / 20, ...(richBody.content ?? [])),
    typed: null,
  },
];
