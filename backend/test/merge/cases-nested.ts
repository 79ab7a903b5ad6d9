/** Lists in lists, quotes in items, and selections over blocks of several kinds. */
import type { MergeCase } from "./merge-case.js";
import { code, done, h, li, ol, p, quote, ti, tl, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];
const deep = [ul(li("alpha", ul(li("middle", ul("deeper", "deepest")), "between")), "omega")];

export const nestedCases: readonly MergeCase[] = [
  {
    name: "A indents an item that has items, B adds one to them",
    start: [ul("alpha", li("middle", ul("deeper")), "omega")],
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("deeper").presses("Enter").types("†"),
    right: { "†": "ul>li>ul>li>ul>li>p: †" },
    order: ["deeper", "†", "omega"],
  },
  {
    name: "A drags an item to the top of another list, B adds an item there",
    start: [ul("alpha", "middle"), p("between"), ol("omega", "ending")],
    a: (a) => a.drags("middle", { before: "omega" }, "listItem"),
    b: (b) => b.at("omega").presses("Enter").types("†").at("alpha").presses("Enter").types("‡"),
    right: { "†": "ol>li>p: †", "‡": "ul>li>p: ‡", middle: "ol>li>p: middle" },
    order: ["alpha", "‡", "between", "middle", "omega", "†", "ending"],
  },
  {
    name: "A quotes a quote, B adds a block to it",
    start: [quote("alpha", "middle"), p("omega")],
    a: (a) => a.selects("alpha", "middle").runs((c) => c.selectParentNode().setBlockquote()),
    b: (b) => b.at("alpha").presses("Enter").types("†"),
    right: { "†": ["quote>quote>p: †", "quote>p: †"] },
    order: ["alpha", "†", "middle"],
  },
  {
    name: "three levels: outdent the second, typed in the third",
    start: deep,
    a: (a) => a.at("middle").presses("Shift-Tab"),
    b: (b) => b.at("deepe").types("†"),
    right: { "†": "ul>li>ul>li>p: deepe†r", middle: "ul>li>p: middle" },
  },
  {
    name: "three levels: outdent the third, typed in it",
    start: deep,
    a: (a) => a.at("deepest").presses("Shift-Tab"),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ul>li>ul>li>p: deepes†t", deeper: "ul>li>ul>li>ul>li>p: deeper" },
  },
  {
    name: "three levels: indent in the third, typed in it",
    start: deep,
    a: (a) => a.at("deepest").presses("Tab"),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ul>li>ul>li>ul>li>ul>li>p: deepes†t" },
  },
  {
    name: "three levels: the outermost list becomes ordered",
    start: deep,
    a: (a) => a.at("omega").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ol>li>ul>li>ul>li>p: deepes†t", omega: "ol>li>p: omega" },
  },
  {
    name: "three levels: A moves the second with all under it, B types in the third",
    start: deep,
    a: (a) => a.drags("middle", { after: "between" }, "listItem"),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ul>li>ul>li>ul>li>p: deepes†t" },
    order: ["between", "middle", "deeper", "†", "omega"],
  },
  {
    name: "three levels: A deletes the second with all under it, B types in the third",
    start: deep,
    a: (a) => a.deletesNode("middle", "listItem"),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ul>li>ul>li>p: †" },
    order: ["alpha", "†", "between", "omega"],
  },
  {
    name: "A indents an item, B deletes the item above it",
    start: [ul("alpha", "middle", "omega")],
    a: (a) => a.at("middle").presses("Tab").types("†"),
    b: (b) => b.deletesNode("alpha", "listItem"),
    right: { "†": "ul>li>p: middle†" },
    whole: ["ul>li>p: middle†", "ul>li>p: omega"],
  },
  {
    name: "A writes in a task below an item that B deletes",
    start: [ul("alpha", li("middle", tl("deeper")), "omega")],
    a: (a) => a.at("deeper").types("†"),
    b: (b) => b.deletesNode("middle", "listItem"),
    right: { "†": "tl>ti>p: †" },
    whole: ["ul>li>p: alpha", "tl>ti>p: †", "ul>li>p: omega"],
  },
  {
    name: "A deletes an item with items and takes it back, B types in one of them",
    start: [ul("alpha", li("middle", ul("deeper")), "omega")],
    a: (a) => a.deletesNode("middle", "listItem"),
    b: (b) => b.at("dee").types("†"),
    later: { a: (a) => a.at("†").types("§").undoes().undoes() },
    right: { "†": "ul>li>ul>li>p: dee†per", middle: "ul>li>p: middle" },
  },
  {
    name: "A deletes an item with items, B types in one, then both go on in it",
    start: [ul("alpha", li("middle", ul("deeper")), "omega")],
    a: (a) => a.deletesNode("middle", "listItem"),
    b: (b) => b.at("dee").types("†"),
    later: { a: (a) => a.at("†").presses("Enter").types("§"), b: (b) => b.at("†", 0).types("‡") },
    right: { "†": "ul>li>p: ‡†", "§": "ul>li>p: §" },
    order: ["alpha", "†", "§", "omega"],
  },
  {
    name: "A indents the parent, B its child",
    start: [ul("alpha", li("middle", ul("deeper", "deepest")), "omega")],
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("deepest").presses("Tab").types("†"),
    right: { "†": "ul>li>ul>li>ul>li>ul>li>p: deepest†", middle: "ul>li>ul>li>p: middle" },
  },
  {
    name: "A outdents the parent, B adds a child",
    start: deep,
    a: (a) => a.at("middle").presses("Shift-Tab"),
    b: (b) => b.at("deepest").presses("Enter").types("†"),
    right: { "†": "ul>li>ul>li>p: †" },
    order: ["deepest", "†", "between"],
  },
  {
    name: "A indents a task, B ticks it and types in it",
    start: [tl("alpha", "middle", "omega")],
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": "tl>ti>tl>done>p: mid†dle" },
  },
  {
    name: "A joins two tasks, B ticks the second",
    start: [tl("alpha", "middle")],
    a: (a) => a.at("middle", 0).presses("Backspace").presses("Backspace"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": ["tl>ti>p: mid†dle", "tl>ti>p: alphamid†dle", "p: mid†dle"] },
  },
  {
    name: "A deletes a task that is done, B unticks it and types in it",
    start: [tl("alpha", done("middle"), "omega")],
    a: (a) => a.deletesNode("middle", "taskItem"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: false })),
    right: { "†": "tl>ti>p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "quote in an item: taken out of the quote",
    start: [ul(li("alpha", quote("middle")), "omega")],
    a: (a) => a.at("middle").runs((c) => c.unsetBlockquote()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "quote in an item: the item is indented",
    start: [ul("alpha", li("omega", quote("middle")))],
    a: (a) => a.at("omega").presses("Tab"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>ul>li>quote>p: mid†dle" },
  },
  {
    name: "quote in an item: the list becomes ordered",
    start: [ul(li("alpha", quote("middle")), "omega")],
    a: (a) => a.at("alpha").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "ol>li>quote>p: mid†dle", "‡": "ol>li>p: ome‡ga" },
  },
  {
    name: "list in a quote in a list: the inner list becomes ordered",
    start: [ul(li("alpha", quote(ul("middle", "ending"))), "omega")],
    a: (a) => a.at("ending").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>quote>ol>li>p: mid†dle", omega: "ul>li>p: omega" },
  },
  {
    name: "second paragraph of an item: deleted, typed in",
    start: [ul(li("alpha", p("middle")), "omega")],
    a: (a) => a.deletesNode("middle"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "first paragraph of an item joins the item before, typed in the second",
    start: [ul("alpha", li("middle", p("ending")), "omega")],
    a: (a) => a.at("alpha").presses("Delete"),
    b: (b) => b.at("end").types("†").at("mid").types("‡"),
    right: {
      "†": ["ul>li>p: end†ing"],
      "‡": ["ul>li>p: alphamid‡dle", "ul>li>p: mid‡dle"],
    },
  },
  {
    name: "heading → list item",
    start: [p("alpha"), h(2, "middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "heading, “- ” typed at its start",
    start: [p("alpha"), h(2, "middle"), p("omega")],
    a: (a) => a.at("middle", 0).types("- "),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["ul>li>p: mid†dle", "h2: - mid†dle"] },
  },
  {
    name: "code block → list",
    start: [p("alpha"), code("middle"), p("omega")],
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "list item → code block",
    start: [ul("alpha", "middle", "omega")],
    a: (a) => a.at("middle").runs((c) => c.clearNodes().setCodeBlock()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "code: mid†dle", omega: "ul>li>p: omega" },
  },
  {
    name: "mixed page → bullet list",
    start: [h(1, "alpha"), p("middle"), code("ending"), p("omega")],
    a: (a) => a.runs((c) => c.selectAll().toggleBulletList()),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "ul>li>p: mid†dle", "‡": "ul>li>p: ome‡ga" },
    order: ["alpha", "†", "ending", "‡"],
  },
  {
    name: "mixed page → code blocks",
    start: [h(1, "alpha"), quote("middle"), ul("ending"), p("omega")],
    a: (a) => a.runs((c) => c.selectAll().clearNodes().setCodeBlock()),
    b: (b) => b.at("mid").types("†").at("endi").types("‡"),
    right: { "†": "code: mid†dle", "‡": "code: endi‡ng" },
  },
  {
    name: "mixed page → quote",
    start: [h(1, "alpha"), ul("middle"), tl("ending"), p("omega")],
    a: (a) => a.runs((c) => c.selectAll().setBlockquote()),
    b: (b) => b.at("mid").types("†").at("endi").types("‡"),
    right: { "†": "quote>ul>li>p: mid†dle", "‡": "quote>tl>ti>p: endi‡ng" },
  },
  {
    name: "A lists all, B quotes the one in the middle",
    start: three,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) =>
      b
        .at("middle")
        .runs((c) => c.setBlockquote())
        .types("†"),
    right: { "†": ["ul>li>p: middle†", "quote>p: middle†"], omega: "ul>li>p: omega" },
  },
  {
    name: "A lists all, B joins the last two",
    start: three,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("omega", 0).presses("Backspace").types("†"),
    right: { "†": "ul>li>p: middle†omega", alpha: "ul>li>p: alpha" },
  },
  {
    name: "A joins an item to the one before, B indents it",
    start: [ul("alpha", "middle", "omega")],
    a: (a) => a.at("alpha").presses("Delete"),
    b: (b) => b.at("middle").presses("Tab").types("†"),
    right: { "†": ["ul>li>p: alphamiddle†", "ul>li>ul>li>p: middle†"] },
  },
  {
    name: "A takes the middle out of a quote, B puts a block behind it",
    start: [quote("alpha", "middle", "omega")],
    a: (a) => a.at("middle").runs((c) => c.lift("paragraph")),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": ["p: †", "quote>p: †"], omega: "quote>p: omega" },
    order: ["middle", "†", "omega"],
  },
  {
    name: "A turns the first item off, B ticks and types in the second",
    start: [tl("alpha", ti("middle"), "omega")],
    a: (a) => a.at("alpha").runs((c) => c.toggleTaskList()),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": "tl>done>p: mid†dle", alpha: "p: alpha" },
  },
  {
    name: "ordered list in a task, which is lifted out of its list, typed in",
    start: [tl(ti("alpha", ol("middle", "ending")), "omega")],
    a: (a) => a.at("ending").presses("Shift-Tab"),
    b: (b) => b.at("endi").types("†").at("mid").types("‡"),
    right: { "†": "ol>li>p: endi†ng", "‡": "ol>li>p: mid‡dle", omega: "tl>ti>p: omega" },
  },
];
