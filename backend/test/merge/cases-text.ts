/** Text, marks, links, paste and replacement of what stays the same. */
import type { MergeCase } from "./merge-case.js";
import { br, code, h, link, marked, p, table, td, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];

export const textCases: readonly MergeCase[] = [
  {
    name: "both type at one place",
    start: three,
    a: (a) => a.at("mid").types("§"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: mid†§dle", "p: mid§†dle"], "§": ["p: mid†§dle", "p: mid§†dle"] },
  },
  {
    name: "both type words at one place",
    start: three,
    a: (a) => a.at("mid").types("§one"),
    b: (b) => b.at("mid").types("†two"),
    right: { "†two": ["p: mid†two§onedle", "p: mid§one†twodle"] },
  },
  {
    name: "A deletes the word B types in",
    start: [p("alpha middle omega")],
    a: (a) => a.selects("middle").presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: alpha † omega" },
  },
  {
    name: "emoji on both sides of the caret",
    start: [p("mid👩‍👩‍👧dle")],
    a: (a) => a.at("dle").types("🎉"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†👩‍👩‍👧dle🎉" },
  },
  {
    name: "bold overlapping the caret",
    start: three,
    a: (a) => a.selects("iddl").runs((c) => c.toggleBold()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: m[bold:id†dl]e" },
  },
  {
    name: "bold taken off around the caret",
    start: [p("al", marked("middle", "bold"))],
    a: (a) => a.selects("iddl").runs((c) => c.toggleBold()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: al[bold:m]id†dl[bold:e]", "p: al[bold:m]id[bold:†]dl[bold:e]"] },
  },
  {
    name: "A makes it bold, B makes it italic",
    start: three,
    a: (a) => a.selects("middle").runs((c) => c.toggleBold()),
    b: (b) =>
      b
        .selects("middle")
        .runs((c) => c.toggleItalic())
        .at("mid")
        .types("†"),
    right: { "†": "p: [bold+italic:mid†dle]" },
  },
  {
    name: "A takes all marks off, B types",
    start: [p(marked("middle", "bold", "italic"))],
    a: (a) => a.selects("middle").runs((c) => c.unsetAllMarks()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: mid†dle", "p: mid[bold+italic:†]dle"] },
  },
  {
    name: "set link around the caret",
    start: three,
    a: (a) => a.selects("iddl").runs((c) => c.setLink({ href: "https://a.example" })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: m[https://a.example:id†dl]e" },
  },
  {
    name: "link changed while its text is",
    start: [p("go ", link("middle", "https://a.example"))],
    a: (a) => a.selects("middle").runs((c) => c.setLink({ href: "https://b.example" })),
    b: (b) => b.at("mid").types("†"),
    right: {
      "†": [
        "p: go [https://b.example:mid†dle]",
        "p: go [https://b.example:mid][https://a.example:†][https://b.example:dle]",
      ],
    },
  },
  {
    name: "bold over two blocks, one of them joined",
    start: three,
    a: (a) => a.selects("alpha", "middle").runs((c) => c.toggleBold()),
    b: (b) => b.at("middle", 0).presses("Backspace").at("mid").types("†"),
    right: { "†": "p: [bold:alphamid†dle]" },
  },
  {
    name: "bold, then the block becomes a code block",
    start: three,
    a: (a) => a.selects("middle").runs((c) => c.toggleBold()),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.setCodeBlock()),
    right: { "†": "code: mid†dle" },
  },
  {
    name: "A makes it code, B a word of it bold: as text again it is plain",
    start: [p("alpha"), p("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.toggleCodeBlock()),
    b: (b) => b.selects("mid").runs((c) => c.toggleBold()),
    later: { a: (a) => a.at("middle").runs((c) => c.toggleCodeBlock()) },
    right: { middle: "p: middle" },
    whole: ["p: alpha", "p: middle", "p: omega"],
  },
  {
    name: "highlight and split",
    start: three,
    a: (a) => a.selects("iddl").runs((c) => c.toggleHighlight()),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": ["p: †[highlight:dl]e", "p: [highlight:†dl]e"] },
  },
  {
    name: "paste over the paragraph's text",
    start: three,
    a: (a) => a.selects("middle").pastes(p("pasted")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: pasted†", "p: †pasted"] },
  },
  {
    name: "writing over the paragraph's text",
    start: three,
    a: (a) => a.selects("middle").types("new words"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: new words†", "p: †new words"] },
  },
  {
    name: "both write over the same word",
    start: [p("one word two")],
    a: (a) => a.selects("word").types("abc"),
    b: (b) => b.selects("word").types("†‡§"),
    right: { abc: ["p: one abc†‡§ two", "p: one †‡§abc two"] },
  },
  {
    name: "writing over a selection across blocks, in which somebody writes",
    start: three,
    a: (a) => a.selects("pha", "midd").types("xyz"),
    b: (b) => b.at("mid").types("†"),
    right: { xyz: ["p: al†xyzle", "p: alxyz†le"], "†": ["p: al†xyzle", "p: alxyz†le"] },
    order: ["al", "le", "omega"],
  },
  {
    name: "paste two blocks over it",
    start: three,
    a: (a) => a.selects("middle").pastes(p("pasted"), p("again")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: pasted†", "p: †again", "p: again†"] },
    order: ["alpha", "pasted", "again", "omega"],
  },
  {
    name: "paste two blocks before the caret",
    start: three,
    a: (a) => a.at("mi").pastes(p("pasted"), p("again")),
    b: (b) => b.at("midd").types("†"),
    right: { "†": "p: againdd†le" },
  },
  {
    name: "paste a list into the block",
    start: three,
    a: (a) => a.at("middle").pastes(ul("pasted", "again")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["p: mid†dlepasted", "p: mid†dle", "ul>li>p: mid†dlepasted"] },
  },
  {
    name: "paste over a selection across blocks",
    start: three,
    a: (a) => a.selects("pha", "mid").pastes(p("pasted")),
    b: (b) => b.at("middl").types("†"),
    right: { "†": "p: alpasteddl†e" },
  },
  {
    name: "paste what was copied: twice the same block",
    start: three,
    a: (a) => a.at("omega").presses("Enter").pastes(p("copy")).presses("Enter").pastes(p("copies")),
    b: (b) => b.at("ome").types("†"),
    right: { "†": "p: ome†ga", copies: "p: copies" },
  },
  {
    name: "setContent with the same page",
    start: three,
    a: (a) => a.setsPage(...three),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
  },
  {
    name: "setContent with one block more",
    start: three,
    a: (a) => a.setsPage(p("alpha"), h(2, "new"), p("middle"), p("omega")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle", new: "h2: new" },
    order: ["alpha", "new", "†", "omega"],
  },
  {
    name: "setContent with one letter less",
    start: three,
    a: (a) => a.setsPage(p("alpha"), p("midle"), p("omega")),
    b: (b) => b.at("mi").types("†"),
    right: { "†": "p: mi†dle" },
  },
  {
    name: "setContent with one block less",
    start: three,
    a: (a) => a.setsPage(p("alpha"), p("omega")),
    b: (b) => b.at("ome").types("†"),
    right: { "†": "p: ome†ga", alpha: "p: alpha" },
  },
  {
    name: "setContent with a list instead",
    start: three,
    a: (a) => a.setsPage(p("alpha"), ul("middle"), p("omega")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "setContent with the same table, one cell changed",
    start: [table([td("one"), td("two")], [td("three"), td("four")])],
    a: (a) => a.setsPage(table([td("one"), td("two!")], [td("three"), td("four")])),
    b: (b) => b.at("thr").types("†").at("tw").types("‡"),
    right: { "†": "table>r1c0>p: thr†ee", "‡": "table>r0c1>p: tw‡o!" },
  },
  {
    name: "replace a letter in “aaa”",
    start: [p("aaa")],
    a: (a) => a.at("a", 1).presses("Delete"),
    b: (b) => b.at("aaa", 2).types("†"),
    right: { "†": "p: a†a" },
  },
  {
    name: "line break next to the caret on both sides",
    start: [p("mid", br, "dle")],
    a: (a) => a.at("mid").presses("Shift-Enter"),
    b: (b) => b.at("dle", 0).types("†"),
    right: { "†": "p: mid↵↵†dle" },
  },
  {
    name: "leave the code block by a new paragraph",
    start: [code("one"), p("omega")],
    a: (a) =>
      a
        .at("one")
        .runs((c) => c.exitCode())
        .types("§"),
    b: (b) => b.at("on").types("†"),
    right: { "†": "code: on†e", "§": "p: §" },
  },
  {
    name: "A cuts a part of the text and pastes it elsewhere",
    start: three,
    a: (a) => a.selects("iddl").presses("Backspace").at("omega").pastes(p("iddl")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: m†e", iddl: "p: omegaiddl" },
  },
];
