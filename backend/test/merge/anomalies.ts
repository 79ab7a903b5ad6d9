/**
 * Where two intentions meet and nobody can know what both would have wanted: what comes out, tested as it stands
 * here, and why it stays so. No text is lost in any of them.
 */
import type { Anomaly } from "./merge-case.js";
import { code, image, p, table, td, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];
const items = [ul("alpha", "middle", "omega")];
const square = [p("before"), table([td("one"), td("two")], [td("three"), td("four")]), p("after")];

export const anomalies: readonly Anomaly[] = [
  {
    name: "A presses Enter at the end of a block, B types there",
    start: three,
    a: (a) => a.at("middle").presses("Enter").types("§"),
    b: (b) => b.at("middle").types("†"),
    results: [
      ["p: alpha", "p: middle†", "p: §", "p: omega"],
      ["p: alpha", "p: middle", "p: §†", "p: omega"],
    ],
    reason:
      "Both put something in behind the same letter, and Yjs orders it by client id. Half the time the text goes into the new block, behind what is typed there; it is never split.",
  },
  {
    name: "A presses Enter at the start of a block, B types at the end of the one before",
    start: three,
    a: (a) => a.at("omega", 0).presses("Enter").atEmpty().types("§"),
    b: (b) => b.at("middle").types("†"),
    results: [
      ["p: alpha", "p: middle†", "p: §", "p: omega"],
      ["p: alpha", "p: middle", "p: §†", "p: omega"],
    ],
    reason: "The same: the end of a block and the place right before the next one are one place in the text.",
  },
  {
    name: "A puts a picture below a block, B types at its end",
    start: three,
    a: (a) => a.inserts(image("https://example.org/a.png"), "omega"),
    b: (b) => b.at("middle").types("†"),
    results: [
      ["p: alpha", "p: middle†", "image:", "p: omega"],
      ["p: alpha", "p: middle", "image:", "p: †", "p: omega"],
    ],
    reason: "The same. What stands behind a picture is a paragraph of its own.",
  },
  {
    name: "A adds a column behind a cell, B types at its end",
    start: [table([td("one"), td("two")])],
    a: (a) => a.at("one").runs((c) => c.addColumnAfter()),
    b: (b) => b.at("one").types("†"),
    results: [
      ["table>r0c0>p: one†", "table>r0c1>p:", "table>r0c2>p: two"],
      ["table>r0c0>p: one", "table>r0c1>p: †", "table>r0c2>p: two"],
    ],
    reason: "The same; also with a row, where the last cell of the row before is the one.",
  },
  {
    name: "both press Enter at one place",
    start: three,
    a: (a) => a.at("mid").presses("Enter").types("§"),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    results: [
      ["p: alpha", "p: mid", "p: §", "p: †dle", "p: omega"],
      ["p: alpha", "p: mid", "p: †", "p: §dle", "p: omega"],
    ],
    reason: "Both asked for a new block, so there are two. The text stays in one of them.",
  },
  {
    name: "A wraps a block in a list, B presses Enter in it",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    results: [["p: alpha", "ul>li>p: mid", "p: †dle", "p: omega"]],
    reason: "The new block was made outside of any list, and nobody has said otherwise.",
  },
  {
    name: "A indents an item, B presses Enter in it",
    start: items,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    results: [["ul>li>p: alpha", "ul>li>ul>li>p: mid", "ul>li>p: †dle", "ul>li>p: omega"]],
    reason: "The new item was made in the outer list, and nobody has said otherwise.",
  },
  {
    name: "A drags a block away, B puts one in between it and the next",
    start: three,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.inserts(p("†"), "omega"),
    results: [["p: alpha", "p: omega", "p: middle", "p: †"]],
    reason:
      "Whether it was put behind the one or before the other is written where Enter at the start of the other made it, and not otherwise. Behind a block it is most often the rest of that block, so it goes along; an item or a cell stays with its list or table.",
  },
  {
    name: "A turns the list off, B adds an item",
    start: items,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    results: [["p: alpha", "p: middle", "ul>li>p: †", "p: omega"]],
    reason: "The new item was made as an item. Turning it into a paragraph would guess.",
  },
  {
    name: "A joins a block to the one before, B puts a block between",
    start: three,
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("alpha").presses("Enter").types("†"),
    results: [["p: alpha", "p: †middle", "p: omega"]],
    reason: "Joined text belongs to whatever block precedes it, and that is B's new one.",
  },
  {
    name: "A deletes the table, B adds an empty row",
    start: square,
    a: (a) => a.at("one").runs((c) => c.deleteTable()),
    b: (b) => b.at("four").presses("Tab"),
    results: [["p: before", "table>r0c0>p:", "table>r0c1>p:", "p: after"]],
    reason: "B's row is new to A, and what one has not seen one does not delete.",
  },
  {
    name: "A deletes a column, B adds a row",
    start: square,
    a: (a) => a.at("two").runs((c) => c.deleteColumn()),
    b: (b) => b.at("four").presses("Tab").types("†"),
    results: [
      [
        "p: before",
        "table>r0c0>p: one",
        "table>r0c1>p:",
        "table>r1c0>p: three",
        "table>r1c1>p:",
        "table>r2c0>p: †",
        "table>r2c1>p:",
        "p: after",
      ],
    ],
    reason: "The new row's cell in that column is new to A, and keeps the column.",
  },
  {
    name: "A merges two cells, B adds a column between them",
    start: square,
    a: (a) => a.selectsCells("one", "two").runs((c) => c.mergeCells()),
    b: (b) =>
      b
        .at("one")
        .runs((c) => c.addColumnAfter())
        .at("one")
        .presses("Tab")
        .types("†"),
    results: [
      [
        "p: before",
        "table>r0c0>p: one",
        "table>r0c0>p: two",
        "table>r0c1>p: †",
        "table>r0c2>p:",
        "table>r1c0>p: three",
        "table>r1c1>p:",
        "table>r1c2>p: four",
        "p: after",
      ],
    ],
    reason:
      "A span never covers a cell that holds something, so the merge is drawn as a single cell with both contents.",
  },
  {
    name: "A merges two cells, B deletes the row of one of them",
    start: square,
    a: (a) => a.selectsCells("one", "three").runs((c) => c.mergeCells()),
    b: (b) => b.at("three").runs((c) => c.deleteRow()),
    results: [["p: before", "table>r0c0>p: one", "table>r0c1>p: two", "p: after"]],
    reason:
      "B saw the words of that row and deleted them. That they stand in the cell above now makes no others of them.",
  },
  {
    name: "both join code of two lines into the item before it",
    start: [ul("alpha"), code("middle\nomega")],
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("middle", 0).presses("Backspace").at("mid").types("†"),
    results: [["ul>li>p: alphamid†dle↵↵omega"]],
    reason:
      "A line break of code is a letter of it, and elsewhere a thing of its own: both put one in. The words stand once.",
  },
  {
    name: "both delete the same word, and both undo",
    start: three,
    a: (a) => a.selects("iddl").presses("Backspace"),
    b: (b) => b.selects("iddl").presses("Backspace"),
    later: { a: (a) => a.undoes(), b: (b) => b.undoes() },
    results: [["p: alpha", "p: middliddle", "p: omega"]],
    reason:
      "Undo writes deleted text again, since Yjs never brings back the same letters. Both asked for it.",
  },
];
