/** Two structural edits at once, and undo of one while the other stays. */
import type { MergeCase } from "./merge-case.js";
import { p, quote, table, td, tl, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];
const items = [ul("alpha", "middle", "omega")];

export const bothCases: readonly MergeCase[] = [
  {
    name: "both wrap overlapping ranges in different lists",
    start: three,
    a: (a) => a.selects("alpha", "middle").runs((c) => c.toggleBulletList()),
    b: (b) =>
      b
        .selects("middle", "omega")
        .runs((c) => c.toggleOrderedList())
        .at("mid")
        .types("†"),
    right: {
      "†": ["ul>li>p: mid†dle", "ol>li>p: mid†dle"],
      alpha: "ul>li>p: alpha",
      omega: "ol>li>p: omega",
    },
  },
  {
    name: "A quotes, B lists the same block",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.setBlockquote()),
    b: (b) =>
      b
        .at("middle")
        .runs((c) => c.toggleBulletList())
        .types("†"),
    right: { "†": ["quote>p: middle†", "ul>li>p: middle†"] },
  },
  {
    name: "both turn the block into something else",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 2 })),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.setCodeBlock()),
    right: { "†": ["h2: mid†dle", "code: mid†dle"] },
  },
  {
    name: "Enter at start of block, which becomes a heading",
    start: three,
    a: (a) => a.at("middle", 0).presses("Enter"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.setHeading({ level: 2 })),
    right: { "†": "h2: mid†dle" },
  },
  {
    name: "Enter at start of the task, which is ticked",
    start: [tl("alpha", "middle")],
    a: (a) => a.at("middle", 0).presses("Enter"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": "tl>done>p: mid†dle" },
  },
  {
    name: "A moves the table's row, B adds a column",
    start: [table([td("one"), td("two")], [td("three"), td("four")], [td("five"), td("six")])],
    a: (a) => a.drags("three", { after: "five" }, "tableRow"),
    b: (b) =>
      b
        .at("one")
        .runs((c) => c.addColumnAfter())
        .at("fo")
        .types("†"),
    right: { "†": "table>r2c2>p: fo†ur", six: "table>r1c2>p: six" },
  },
  {
    name: "A deletes the block, B's text brings it back, B empties it and goes on",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("mid").types("†"),
    later: { b: (b) => b.at("†").types("!").presses("Backspace").presses("Backspace").types("‡") },
    right: { "‡": "p: ‡" },
    order: ["alpha", "‡", "omega"],
  },
  {
    name: "A quotes all, B adds a block, A takes the next one out of the quote",
    start: [p("alpha"), p("middle"), p("omega")],
    a: (a) => a.selects("alpha", "omega").runs((c) => c.setBlockquote()),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    later: { a: (a) => a.at("omega").runs((c) => c.lift("paragraph")) },
    right: { "†": "quote>p: †", omega: "p: omega" },
    order: ["middle", "†", "omega"],
  },
  {
    name: "both split the block at different places",
    start: three,
    a: (a) => a.at("mi").presses("Enter"),
    b: (b) => b.at("midd").presses("Enter").types("†"),
    right: { "†": "p: †le", mi: "p: mi", dd: "p: dd" },
  },
  {
    name: "both join the same blocks",
    start: three,
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("middle", 0).presses("Backspace").types("†"),
    right: { "†": "p: alpha†middle" },
  },
  {
    name: "A splits, B joins it with the block before",
    start: three,
    a: (a) => a.at("mid").presses("Enter"),
    b: (b) => b.at("middle", 0).presses("Backspace").at("middl").types("†"),
    right: { "†": "p: dl†e", mid: "p: alphamid" },
  },
  {
    name: "A joins backward, B the next one forward",
    start: three,
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("middle").presses("Delete").at("mid").types("†"),
    right: { "†": "p: alphamid†dleomega" },
  },
  {
    name: "A wraps in a list, B deletes the block and types in the next",
    start: three,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.deletesNode("middle").at("ome").types("†"),
    right: { "†": "ul>li>p: ome†ga", alpha: "ul>li>p: alpha" },
  },
  {
    name: "A heading, B list: the list wins",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 1 })),
    b: (b) =>
      b
        .at("middle")
        .runs((c) => c.toggleBulletList())
        .types("†"),
    right: { "†": "ul>li>p: middle†" },
  },
  {
    name: "A heading, B list: edited there, it is a heading when it leaves the list",
    start: [p("alpha"), p("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 2 })),
    b: (b) => b.at("middle").runs((c) => c.toggleBulletList()),
    later: {
      a: (a) =>
        a
          .selects("mid")
          .runs((c) => c.toggleBold())
          .runs((c) => c.toggleBulletList()),
    },
    right: { mid: "h2: [bold:mid]dle" },
  },
  {
    name: "both tick different tasks",
    start: [tl("alpha", "middle", "omega")],
    a: (a) => a.at("alpha").runs((c) => c.updateAttributes("taskItem", { checked: true })),
    b: (b) =>
      b
        .at("middle")
        .runs((c) => c.updateAttributes("taskItem", { checked: true }))
        .types("†"),
    right: { "†": "tl>done>p: middle†", alpha: "tl>done>p: alpha", omega: "tl>ti>p: omega" },
  },
  {
    name: "both indent different items",
    start: items,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("omega").presses("Tab").types("†"),
    right: { "†": "ul>li>ul>li>ul>li>p: omega†", middle: "ul>li>ul>li>p: middle" },
  },
  {
    name: "A bullet → ordered, B indents an item",
    start: items,
    a: (a) => a.at("alpha").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("omega").presses("Tab").types("†"),
    right: { "†": ["ol>li>ul>li>p: omega†", "ol>li>ol>li>p: omega†"], alpha: "ol>li>p: alpha" },
  },
  {
    name: "A takes the middle out of a list, B makes the list ordered",
    start: [ul("alpha", "middle", "omega")],
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.selects("alpha", "omega").runs((c) => c.toggleOrderedList()),
    right: { alpha: "ol>li>p: alpha", middle: "p: middle", omega: "ol>li>p: omega" },
  },
  {
    name: "A lifts an item out, B indents the next one under it",
    start: items,
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("omega").presses("Tab").types("†"),
    right: { "†": ["ul>li>ul>li>p: omega†", "ul>li>p: omega†"], middle: ["p: middle", "ul>li>p: middle"] },
  },
  {
    name: "A deletes one block, B the next; both type between",
    start: [p("alpha"), p("middle"), p("omega"), p("ending")],
    a: (a) => a.deletesNode("middle").at("omega").types("§"),
    b: (b) => b.deletesNode("omega").at("mid").types("†"),
    right: { "†": "p: †", "§": "p: §" },
    order: ["alpha", "†", "§", "ending"],
  },
  {
    name: "A puts the block into a table cell by paste, B types in the old one",
    start: [p("middle"), table([td("one"), td("two")])],
    a: (a) => a.at("tw").types("§"),
    b: (b) =>
      b
        .at("one")
        .runs((c) => c.addColumnAfter())
        .at("mid")
        .types("†"),
    right: { "†": "p: mid†dle", "§": "table>r0c2>p: tw§o" },
  },
  {
    name: "undo of turn-into keeps what others typed",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 2 })),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: mid†dle" },
  },
  {
    name: "undo of wrap keeps what others typed",
    start: three,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: mid†dle" },
  },
  {
    name: "undo of Enter keeps what others typed",
    start: three,
    a: (a) => a.at("mi").presses("Enter"),
    b: (b) => b.at("midd").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: midd†le" },
  },
  {
    name: "undo of a join keeps what others typed",
    start: three,
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: mid†dle", alpha: "p: alpha" },
  },
  {
    name: "undo of delete keeps what others typed",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: mid†dle" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "undo and redo of delete keep what others typed",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes().redoes() },
    right: { "†": "p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "undo of a move keeps what others typed",
    start: three,
    a: (a) => a.drags("alpha", {}),
    b: (b) => b.at("al").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: al†pha" },
    order: ["†", "middle", "omega"],
  },
  {
    name: "undo of typing takes one's own text only",
    start: three,
    a: (a) => a.at("mid").types("§"),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "p: mid†dle" },
  },
  {
    name: "undo of a deleted column keeps what others typed",
    start: [table([td("one"), td("two")], [td("three"), td("four")])],
    a: (a) => a.at("two").runs((c) => c.deleteColumn()),
    b: (b) => b.at("fou").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "table>r1c1>p: fou†r", two: "table>r0c1>p: two" },
  },
  {
    name: "undo of an added row leaves the others' row",
    start: [table([td("one"), td("two")])],
    a: (a) => a.at("one").runs((c) => c.addRowAfter()),
    b: (b) => b.at("two").presses("Tab").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "table>r1c0>p: †", one: "table>r0c0>p: one" },
  },
  {
    name: "undo of quote, while another quotes more",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.setBlockquote()),
    b: (b) =>
      b
        .at("ome")
        .types("†")
        .runs((c) => c.setBlockquote()),
    later: { a: (a) => a.undoes() },
    right: { "†": "quote>p: ome†ga", middle: "p: middle" },
  },
  {
    name: "undo of an ordered list, while another adds an item to it",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.toggleOrderedList()),
    b: () => {},
    later: { a: (a) => a.undoes(), b: (b) => b.at("middle").presses("Enter").types("†") },
    right: { "†": "ol>li>p: †", middle: "p: middle" },
  },
  {
    name: "undo of indent keeps the item",
    start: items,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.undoes() },
    right: { "†": "ul>li>p: mid†dle" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "quote inside a quote, unwrapped by one and typed in by the other",
    start: [quote("alpha", quote("middle")), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.lift("paragraph")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "quote>p: mid†dle" },
  },
];
