/** Tables: rows, columns and cells come, go, change and move while somebody types in them. */
import type { MergeCase } from "./merge-case.js";
import { p, table, td, th, ul, wide } from "./page-words.js";

const square = [
  p("before"),
  table(
    [td("one"), td("two"), td("three")],
    [td("four"), td("five"), td("six")],
    [td("seven"), td("eight"), td("nine")],
  ),
  p("after"),
];

export const tableCases: readonly MergeCase[] = [
  {
    name: "table: type in same cell",
    start: square,
    a: (a) => a.at("fi").types("§"),
    b: (b) => b.at("fiv").types("†"),
    right: { "†": "table>r1c1>p: fi§v†e" },
  },
  {
    name: "table: add row",
    start: square,
    a: (a) => a.at("five").runs((c) => c.addRowBefore()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r2c1>p: fi†ve", one: "table>r0c0>p: one" },
  },
  {
    name: "table: add row at the end (Tab)",
    start: square,
    a: (a) => a.at("nine").presses("Tab").types("§"),
    b: (b) => b.at("ni").types("†"),
    right: { "†": "table>r2c2>p: ni†ne", "§": "table>r3c0>p: §" },
  },
  {
    name: "table: add column before",
    start: square,
    a: (a) => a.at("five").runs((c) => c.addColumnBefore()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c2>p: fi†ve", four: "table>r1c0>p: four" },
  },
  {
    name: "table: add column after",
    start: square,
    a: (a) => a.at("five").runs((c) => c.addColumnAfter()),
    b: (b) => b.at("si").types("†"),
    right: { "†": "table>r1c3>p: si†x" },
  },
  {
    name: "table: delete the row",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteRow()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: †", eight: "table>r2c1>p: eight" },
  },
  {
    name: "table: delete the row, typed in another",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteRow()),
    b: (b) => b.at("eig").types("†"),
    right: { "†": "table>r1c1>p: eig†ht" },
  },
  {
    name: "table: delete the column",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteColumn()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: †", six: "table>r1c2>p: six" },
  },
  {
    name: "table: delete the column, typed in another",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteColumn()),
    b: (b) => b.at("si").types("†"),
    right: { "†": "table>r1c1>p: si†x" },
  },
  {
    name: "table: delete the table",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteTable()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r0c0>p: †" },
    order: ["before", "†", "after"],
  },
  {
    name: "table: header row toggle",
    start: square,
    a: (a) => a.at("one").runs((c) => c.toggleHeaderRow()),
    b: (b) => b.at("tw").types("†"),
    right: { "†": "table>r0c1h>p: tw†o" },
  },
  {
    name: "table: header column toggle",
    start: square,
    a: (a) => a.at("one").runs((c) => c.toggleHeaderColumn()),
    b: (b) => b.at("fou").types("†"),
    right: { "†": "table>r1c0h>p: fou†r" },
  },
  {
    name: "table: header row toggled off",
    start: [table([th("one"), th("two")], [td("three"), td("four")])],
    a: (a) => a.at("one").runs((c) => c.toggleHeaderRow()),
    b: (b) => b.at("tw").types("†"),
    right: { "†": "table>r0c1>p: tw†o" },
  },
  {
    name: "table: header cell toggle",
    start: square,
    a: (a) => a.at("five").runs((c) => c.toggleHeaderCell()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1h>p: fi†ve" },
  },
  {
    name: "table: merge cells, typed in the first",
    start: square,
    a: (a) => a.selectsCells("one", "two").runs((c) => c.mergeCells()),
    b: (b) => b.at("on").types("†"),
    right: { "†": "table>r0c0(2x1)>p: on†e", two: "table>r0c0(2x1)>p: two" },
  },
  {
    name: "table: merge cells, typed in the second",
    start: square,
    a: (a) => a.selectsCells("one", "two").runs((c) => c.mergeCells()),
    b: (b) => b.at("tw").types("†"),
    right: { "†": "table>r0c0(2x1)>p: tw†o" },
  },
  {
    name: "table: merge four cells",
    start: square,
    a: (a) => a.selectsCells("one", "five").runs((c) => c.mergeCells()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r0c0(2x2)>p: fi†ve", six: "table>r1c2>p: six" },
  },
  {
    name: "table: split a merged cell",
    start: [table([wide(2, "one"), td("two")], [td("three"), td("four"), td("five")])],
    a: (a) => a.at("one").runs((c) => c.splitCell()),
    b: (b) => b.at("on").types("†").at("fou").types("‡"),
    right: { "†": "table>r0c0>p: on†e", "‡": "table>r1c1>p: fou‡r" },
  },
  {
    name: "table: clear the selected cells",
    start: square,
    a: (a) => a.selectsCells("one", "five").presses("Backspace"),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: †" },
  },
  {
    name: "table: align a cell",
    start: square,
    a: (a) => a.at("five").runs((c) => c.setCellAttribute("align", "center")),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: fi†ve" },
  },
  {
    name: "table: move a row down",
    start: square,
    a: (a) => a.drags("four", { after: "seven" }, "tableRow"),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r2c1>p: fi†ve", eight: "table>r1c1>p: eight" },
  },
  {
    name: "table: Enter in a cell",
    start: square,
    a: (a) => a.at("fi").presses("Enter"),
    b: (b) => b.at("fiv").types("†"),
    right: { "†": "table>r1c1>p: v†e" },
  },
  {
    name: "table: list in a cell",
    start: square,
    a: (a) => a.at("five").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>ul>li>p: fi†ve" },
  },
  {
    name: "table: paste rows over cells",
    start: square,
    a: (a) => a.selectsCells("one", "one").pastes(p("pasted")),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: fi†ve" },
  },
  {
    name: "both add a row at one place",
    start: square,
    a: (a) =>
      a
        .at("five")
        .runs((c) => c.addRowAfter())
        .at("five")
        .presses("Tab")
        .presses("Tab")
        .types("§"),
    b: (b) =>
      b
        .at("five")
        .runs((c) => c.addRowAfter())
        .at("five")
        .presses("Tab")
        .presses("Tab")
        .types("†"),
    right: {
      "†": ["table>r2c0>p: †", "table>r3c0>p: †"],
      "§": ["table>r2c0>p: §", "table>r3c0>p: §"],
      eight: "table>r4c1>p: eight",
    },
  },
  {
    name: "both add a column at one place",
    start: square,
    a: (a) =>
      a
        .at("two")
        .runs((c) => c.addColumnAfter())
        .at("two")
        .presses("Tab")
        .types("§"),
    b: (b) =>
      b
        .at("two")
        .runs((c) => c.addColumnAfter())
        .at("two")
        .presses("Tab")
        .types("†"),
    right: {
      "†": ["table>r0c2>p: †", "table>r0c3>p: †"],
      "§": ["table>r0c2>p: §", "table>r0c3>p: §"],
      six: "table>r1c4>p: six",
    },
  },
  {
    name: "A adds a row, B adds a column",
    start: square,
    a: (a) => a.at("five").runs((c) => c.addRowAfter()),
    b: (b) =>
      b
        .at("five")
        .runs((c) => c.addColumnAfter())
        .at("five")
        .presses("Tab")
        .types("†"),
    right: { "†": "table>r1c2>p: †", nine: "table>r3c3>p: nine" },
  },
  {
    name: "A deletes a row, B adds a column",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteRow()),
    b: (b) =>
      b
        .at("two")
        .runs((c) => c.addColumnAfter())
        .at("two")
        .presses("Tab")
        .types("†"),
    right: { "†": "table>r0c2>p: †" },
  },
  {
    name: "A toggles the header row, B adds a column",
    start: square,
    a: (a) => a.at("one").runs((c) => c.toggleHeaderRow()),
    b: (b) =>
      b
        .at("two")
        .runs((c) => c.addColumnAfter())
        .at("two")
        .presses("Tab")
        .types("†"),
    right: { "†": ["table>r0c2>p: †", "table>r0c2h>p: †"], one: "table>r0c0h>p: one" },
  },
  {
    name: "A moves the table, B types in it",
    start: [...square, p("end")],
    a: (a) => a.drags("five", { after: "after", of: "paragraph" }, "table"),
    b: (b) => b.at("fi").types("†"),
    right: { "†": "table>r1c1>p: fi†ve" },
    order: ["before", "after", "†", "end"],
  },
  {
    name: "A moves the row, B types in its empty cell",
    start: [table([td("one"), td("")], [td("three"), td("four")], [td("five"), td("six")])],
    a: (a) => a.drags("one", { after: "three" }, "tableRow"),
    b: (b) => b.atEmpty().types("†"),
    right: { "†": "table>r1c1>p: †", one: "table>r1c0>p: one" },
    order: ["three", "four", "one", "†", "five"],
  },
  {
    name: "A deletes the table, B adds a row with text",
    start: square,
    a: (a) => a.at("five").runs((c) => c.deleteTable()),
    b: (b) => b.at("nine").presses("Tab").types("†"),
    right: { "†": "table>r0c0>p: †" },
    order: ["before", "†", "after"],
  },
  {
    name: "paragraph after the table joins nothing of it",
    start: square,
    a: (a) => a.at("after", 0).presses("Enter"),
    b: (b) => b.at("ni").types("†").at("aft").types("‡"),
    right: { "†": "table>r2c2>p: ni†ne", "‡": "p: aft‡er" },
  },
  {
    name: "list in a cell turned off",
    start: [table([td(ul("one", "two")), td("three")])],
    a: (a) => a.selects("one", "two").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("tw").types("†"),
    right: { "†": "table>r0c0>p: tw†o" },
  },
];
