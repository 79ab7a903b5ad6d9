/** Links, pictures and code, copies and cuts, and edits of the page as a whole. */
import type { MergeCase } from "./merge-case.js";
import { br, code, h, image, link, p, quote, table, td, th, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];
const linked = [p("alpha ", link("middle", "https://example.org/a"), " omega")];

export const pageCases: readonly MergeCase[] = [
  {
    name: "link taken off, typed inside it",
    start: linked,
    a: (a) => a.selects("middle").runs((c) => c.unsetLink()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: alpha mid†dle omega" },
  },
  {
    name: "link changed by A, made bold by B",
    start: linked,
    a: (a) => a.selects("middle").runs((c) => c.setLink({ href: "https://example.org/b" })),
    b: (b) => b.selects("middle").runs((c) => c.toggleBold()),
    right: { middle: ["p: alpha [https://example.org/b+bold:middle] omega"] },
  },
  {
    name: "link set over two blocks, of which one is split",
    start: three,
    a: (a) => a.selects("alpha", "middle").runs((c) => c.setLink({ href: "https://example.org/" })),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": "p: †dle", alpha: "p: [https://example.org/:alpha]" },
    order: ["mid", "†", "omega"],
  },
  {
    name: "the linked word is replaced, typed inside it",
    start: linked,
    a: (a) => a.selects("middle").types("§"),
    b: (b) => b.at("mid").types("†"),
    right: {
      "†": ["p: alpha §† omega", "p: alpha †§ omega"],
      "§": ["p: alpha §† omega", "p: alpha †§ omega"],
    },
  },
  {
    name: "picture: A writes its text, B types around it",
    start: [p("alpha"), image("a.png"), p("omega")],
    a: (a) => a.selectsAtom("image").runs((c) => c.updateAttributes("image", { alt: "harbour" })),
    b: (b) => b.at("alpha").types("†").at("omega", 0).types("‡"),
    right: { harbour: "image: harbour", "†": "p: alpha†", "‡": "p: ‡omega" },
  },
  {
    name: "picture: A writes its text, B changes its address",
    start: [p("alpha"), image("a.png"), p("omega")],
    a: (a) => a.selectsAtom("image").runs((c) => c.updateAttributes("image", { alt: "harbour" })),
    b: (b) =>
      b.selectsAtom("image").runs((c) => c.updateAttributes("image", { src: "https://example.org/b.png" })),
    right: { harbour: "image: harbour" },
  },
  {
    name: "picture: A writes its text, B moves it to the end",
    start: [p("alpha"), image("a.png"), p("omega")],
    a: (a) => a.selectsAtom("image").runs((c) => c.updateAttributes("image", { alt: "harbour" })),
    b: (b) => b.dragsAtom("image", {}),
    right: { harbour: "image: harbour" },
    order: ["alpha", "omega", "harbour"],
  },
  {
    name: "code block: another language, typed in",
    start: [code("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.updateAttributes("codeBlock", { language: "js" })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "code: mid†dle" },
  },
  {
    name: "code block: another language, split by leaving it",
    start: [code("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.updateAttributes("codeBlock", { language: "js" })),
    b: (b) =>
      b
        .at("middle")
        .runs((c) => c.exitCode())
        .types("†"),
    right: { "†": "p: †", middle: "code: middle" },
  },
  {
    name: "code block → paragraph, a line added in it",
    start: [code("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.toggleCodeBlock()),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": ["p: mid\n†dle", "p: mid↵†dle"] },
  },
  {
    name: "bold text → code block → paragraph is bold no more",
    start: three,
    a: (a) =>
      a
        .selects("middle")
        .runs((c) => c.toggleBold())
        .at("middle")
        .runs((c) => c.setCodeBlock())
        .runs((c) => c.toggleCodeBlock()),
    b: (b) => b.at("al").types("†"),
    right: { middle: "p: middle", "†": "p: al†pha" },
    whole: ["p: al†pha", "p: middle", "p: omega"],
  },
  {
    name: "bold text → code block, joined to a paragraph, is bold no more",
    start: three,
    a: (a) =>
      a
        .selects("middle")
        .runs((c) => c.toggleBold())
        .at("middle")
        .runs((c) => c.setCodeBlock())
        .at("alpha")
        .presses("Delete"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: alphamid†dle" },
    whole: ["p: alphamid†dle", "p: omega"],
  },
  {
    name: "h2 → h1, split by the other",
    start: [h(2, "middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 1 })),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { mid: "h1: mid", "†": ["h1: †dle", "h2: †dle", "p: †dle"] },
  },
  {
    name: "A splits, B turns it into a heading and types behind",
    start: three,
    a: (a) => a.at("mid").presses("Enter"),
    b: (b) =>
      b
        .at("middle")
        .types("†")
        .runs((c) => c.setHeading({ level: 2 })),
    right: { mid: "h2: mid", "†": ["p: dle†", "h2: dle†"] },
  },
  {
    name: "A joins the middle backward, B the last one backward",
    start: three,
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("omega", 0).presses("Backspace").types("†"),
    right: { "†": "p: alphamiddle†omega" },
  },
  {
    name: "A deletes the block, B splits it",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": "p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "A deletes the block, B turns it into a list and types",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.toggleBulletList()),
    right: { "†": "ul>li>p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "A deletes the block, B joins it to the one before",
    start: three,
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("middle", 0).presses("Backspace").at("mid").types("†"),
    right: { "†": "p: alpha†" },
  },
  {
    name: "A doubles the block, B types in it",
    again: "middle",
    start: three,
    a: (a) => a.inserts(p("middle"), "omega"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "A cuts the block and pastes it at the end, B types in it",
    start: three,
    a: (a) => a.deletesNode("middle").at("omega").presses("Enter").pastes(p("middle")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: †", middle: "p: middle" },
    order: ["alpha", "†", "omega", "middle"],
  },
  {
    name: "select all and paste, typed in",
    start: [h(1, "alpha"), p("middle"), ul("omega")],
    a: (a) => a.runs((c) => c.selectAll()).pastes(p("fresh §"), p("words")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: †", "p: words†", "p: fresh §†"], "§": ["h1: fresh §", "p: fresh §", "p: fresh §†"] },
  },
  {
    name: "select all and type, typed in",
    start: [h(1, "alpha"), p("middle"), ul("omega")],
    a: (a) => a.runs((c) => c.selectAll()).types("§"),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "p: †", "‡": ["ul>li>p: ‡", "p: ‡"] },
    order: ["§", "†", "‡"],
  },
  {
    name: "paste over from inside one block to inside another",
    start: [h(1, "alpha"), p("middle"), quote("omega")],
    a: (a) => a.selects("pha", "ome").pastes(p("fresh §")),
    b: (b) => b.at("mid").types("†").at("omeg").types("‡"),
    right: { "‡": ["h1: alfresh §g‡a", "quote>p: g‡a", "h1: alfresh §†g‡a", "h1: al†fresh §g‡a"] },
    order: ["al", "†", "‡"],
  },
  {
    name: "another page by setContent, typed in",
    start: [h(1, "alpha"), p("middle"), ul("omega")],
    a: (a) => a.setsPage(h(2, "fresh §"), p("words")),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: {
      "†": ["p: †", "h2: fresh §†", "p: words†"],
      "‡": ["ul>li>p: ‡", "p: ‡", "p: words‡"],
      "§": ["h2: fresh §", "h2: fresh §†"],
    },
  },
  {
    name: "another page by setContent, a block added",
    start: three,
    a: (a) => a.setsPage(p("fresh §")),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "p: †", "§": "p: fresh §" },
  },
  {
    name: "setContent with the same list, its items in another order",
    start: [ul("alpha", "middle", "omega")],
    a: (a) => a.setsPage(ul("omega", "alpha", "middle")),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "ul>li>p: mid†dle", "‡": "ul>li>p: ome‡ga" },
  },
  {
    name: "line break → two blocks, typed behind it",
    start: [p("mid", br, "dle"), p("omega")],
    a: (a) => a.at("dle", 0).presses("Backspace").presses("Enter"),
    b: (b) => b.at("dl").types("†"),
    right: { "†": "p: dl†e" },
  },
  {
    name: "emoji of several code points typed on both sides of a split",
    start: three,
    a: (a) => a.at("mid").presses("Enter"),
    b: (b) => b.at("mi").inputs("👩‍👩‍👧‍👦").at("dl").inputs("🏳️‍🌈"),
    right: { "👩‍👩‍👧‍👦": "p: mi👩‍👩‍👧‍👦d", "🏳️‍🌈": "p: dl🏳️‍🌈e" },
  },
  {
    name: "table: A deletes a row, B a column, both type elsewhere",
    start: [
      table(
        [th("one"), th("two"), th("three")],
        [td("four"), td("five"), td("six")],
        [td("seven"), td("eight"), td("nine")],
      ),
    ],
    a: (a) =>
      a
        .at("five")
        .runs((c) => c.deleteRow())
        .at("ni")
        .types("§"),
    b: (b) =>
      b
        .at("five")
        .runs((c) => c.deleteColumn())
        .at("si")
        .types("†"),
    right: { "†": "table>r1c1>p: †", "§": "table>r2c1>p: ni§ne" },
  },
  {
    name: "table: A toggles the header column, B adds a row with text",
    start: [table([td("one"), td("two")], [td("three"), td("four")])],
    a: (a) => a.at("one").runs((c) => c.toggleHeaderColumn()),
    b: (b) => b.at("four").presses("Tab").types("†"),
    right: { "†": ["table>r2c0h>p: †", "table>r2c0>p: †"], three: "table>r1c0h>p: three" },
  },
  {
    name: "table: A deletes the row, B adds one behind it",
    start: [table([td("one"), td("two")], [td("three"), td("four")], [td("five"), td("six")])],
    a: (a) => a.at("three").runs((c) => c.deleteRow()),
    b: (b) =>
      b
        .at("three")
        .runs((c) => c.addRowAfter())
        .at("four")
        .presses("Tab")
        .types("†"),
    right: { "†": "table>r1c0>p: †", six: "table>r2c1>p: six" },
  },
  {
    name: "table: both delete the same column, one types elsewhere",
    start: [table([td("one"), td("two")], [td("three"), td("four")])],
    a: (a) => a.at("two").runs((c) => c.deleteColumn()),
    b: (b) =>
      b
        .at("two")
        .runs((c) => c.deleteColumn())
        .at("thr")
        .types("†"),
    right: { "†": "table>r1c0>p: thr†ee", one: "table>r0c0>p: one" },
  },
  {
    name: "table: both merge cells that overlap",
    start: [table([td("one"), td("two"), td("three")], [td("four"), td("five"), td("six")])],
    a: (a) => a.selectsCells("one", "two").runs((c) => c.mergeCells()),
    b: (b) =>
      b
        .selectsCells("two", "three")
        .runs((c) => c.mergeCells())
        .at("thr")
        .types("†"),
    right: {
      "†": [
        "table>r0c0(3x1)>p: thr†ee",
        "table>r0c0>p: thr†ee",
        "table>r0c1(2x1)>p: thr†ee",
        "table>r0c1>p: thr†ee",
      ],
      five: "table>r1c1>p: five",
    },
  },
  {
    name: "table: A merges two cells, B splits a block in the second",
    start: [table([td("one"), td("middle")], [td("four"), td("five")])],
    a: (a) => a.selectsCells("one", "middle").runs((c) => c.mergeCells()),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: {
      "†": ["table>r0c0(2x1)>p: †dle", "table>r0c1>p: †dle"],
      five: "table>r1c1>p: five",
    },
    order: ["mid", "†"],
  },
  {
    name: "table: a merged cell is split, typed in it and in its row",
    start: [table([td("one"), td("two")], [td("four"), td("five")])],
    a: (a) =>
      a
        .selectsCells("one", "two")
        .runs((c) => c.mergeCells())
        .at("one")
        .runs((c) => c.splitCell()),
    b: (b) => b.at("tw").types("†").at("fo").types("‡"),
    right: { "†": ["table>r0c0>p: tw†o", "table>r0c1>p: tw†o"], "‡": "table>r1c0>p: fo‡ur" },
  },
  {
    name: "table: heading in a cell, typed in it",
    start: [table([td("one"), td("middle")])],
    a: (a) => a.at("middle").runs((c) => c.setHeading({ level: 3 })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "table>r0c1>h3: mid†dle" },
  },
  {
    name: "table: item in a cell indented, typed in it",
    start: [table([td("one"), td(ul("middle", "ending"))])],
    a: (a) => a.at("ending").runs((c) => c.sinkListItem("listItem")),
    b: (b) => b.at("end").types("†"),
    right: { "†": "table>r0c1>ul>li>ul>li>p: end†ing" },
  },
  {
    name: "table: A drags it into a quote, B adds a row",
    start: [table([td("one"), td("two")]), quote("alpha"), p("omega")],
    a: (a) => a.drags("one", { after: "alpha", of: "paragraph" }, "table"),
    b: (b) => b.at("two").presses("Tab").types("†"),
    right: {
      "†": ["quote>table>r1c0>p: †", "table>r1c0>p: †"],
      two: ["quote>table>r0c1>p: two", "table>r0c1>p: two"],
    },
  },
];
