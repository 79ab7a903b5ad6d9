/** Lists of all three kinds: made, unmade, turned into each other, indented, split, joined, ticked. */
import type { MergeCase } from "./merge-case.js";
import { code, done, li, ol, p, quote, ti, tl, ul } from "./page-words.js";

const three = [p("alpha"), p("middle"), p("omega")];
const items = [ul("alpha", "middle", "omega")];
const tasks = [tl("alpha", "middle", "omega")];
const tree = [ul("alpha", li("middle", ul("deeper", "deepest")), "omega")];

export const listCases: readonly MergeCase[] = [
  {
    name: "wrap in bullet list",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "wrap in bullet list by typing “- ”",
    start: three,
    a: (a) => a.at("middle", 0).types("- "),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "wrap in ordered list",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ol>li>p: mid†dle" },
  },
  {
    name: "wrap in task list",
    start: three,
    a: (a) => a.at("middle").runs((c) => c.toggleTaskList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "tl>ti>p: mid†dle" },
  },
  {
    name: "wrap 3 blocks in bullet list",
    start: three,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "list item → paragraph (toggle off)",
    start: items,
    a: (a) => a.at("middle").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "p: mid†dle", "‡": "ul>li>p: ome‡ga" },
  },
  {
    name: "whole list → paragraphs",
    start: items,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
  },
  {
    name: "list item → paragraph (Backspace at its start)",
    start: items,
    a: (a) => a.at("alpha", 0).presses("Backspace"),
    b: (b) => b.at("alp").types("†"),
    right: { "†": "p: alp†ha" },
  },
  {
    name: "indent list item (Tab)",
    start: items,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>ul>li>p: mid†dle" },
  },
  {
    name: "indent an item that has items",
    start: tree,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("mid").types("†").at("deep").types("‡"),
    right: { "†": "ul>li>ul>li>p: mid†dle", "‡": "ul>li>ul>li>ul>li>p: deep‡er" },
  },
  {
    name: "outdent list item (Shift-Tab)",
    start: tree,
    a: (a) => a.at("deeper").presses("Shift-Tab"),
    b: (b) => b.at("deep").types("†").at("deepes").types("‡"),
    right: { "†": "ul>li>p: deep†er", "‡": "ul>li>ul>li>p: deepes‡t" },
  },
  {
    name: "outdent the last nested item",
    start: tree,
    a: (a) => a.at("deepest").presses("Shift-Tab"),
    b: (b) => b.at("deepes").types("†"),
    right: { "†": "ul>li>p: deepes†t" },
  },
  {
    name: "indent two items at once",
    start: items,
    a: (a) => a.selects("middle", "omega").presses("Tab"),
    b: (b) => b.at("mid").types("†").at("ome").types("‡"),
    right: { "†": "ul>li>ul>li>p: mid†dle", "‡": "ul>li>ul>li>p: ome‡ga" },
  },
  {
    name: "bullet → ordered (whole list)",
    start: items,
    a: (a) => a.at("middle").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ol>li>p: mid†dle" },
  },
  {
    name: "bullet → task list",
    start: items,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleTaskList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "tl>ti>p: mid†dle" },
  },
  {
    name: "task → bullet list",
    start: tasks,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "nested list: the inner one becomes ordered",
    start: tree,
    a: (a) => a.at("deeper").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("deep").types("†"),
    right: { "†": "ul>li>ol>li>p: deep†er" },
  },
  {
    name: "tick the task",
    start: tasks,
    a: (a) => a.at("middle").runs((c) => c.updateAttributes("taskItem", { checked: true })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "tl>done>p: mid†dle" },
  },
  {
    name: "tick the task, which is split meanwhile",
    start: tasks,
    a: (a) => a.at("middle").runs((c) => c.updateAttributes("taskItem", { checked: true })),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": "tl>ti>p: †dle", mid: "tl>done>p: mid" },
  },
  {
    name: "indent a task",
    start: tasks,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "tl>ti>tl>ti>p: mid†dle" },
  },
  {
    name: "outdent a task",
    start: [tl(ti("alpha", tl("middle")), "omega")],
    a: (a) => a.at("middle").presses("Shift-Tab"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "tl>ti>p: mid†dle" },
  },
  {
    name: "A indents a task, B ticks it",
    start: tasks,
    a: (a) => a.at("middle").presses("Tab"),
    b: (b) =>
      b
        .at("mid")
        .runs((c) => c.updateAttributes("taskItem", { checked: true }))
        .types("†"),
    right: { "†": "tl>ti>tl>done>p: mid†dle" },
  },
  {
    name: "Enter in list item before the caret",
    start: items,
    a: (a) => a.at("mi").presses("Enter"),
    b: (b) => b.at("midd").types("†"),
    right: { "†": "ul>li>p: dd†le", mi: "ul>li>p: mi" },
  },
  {
    name: "Enter in list item after the caret",
    start: items,
    a: (a) => a.at("midd").presses("Enter"),
    b: (b) => b.at("mi").types("†"),
    right: { "†": "ul>li>p: mi†dd" },
  },
  {
    name: "Enter at the start of a list item",
    start: items,
    a: (a) => a.at("middle", 0).presses("Enter"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "Enter in a task before the caret",
    start: [tl(done("middle"), "omega")],
    a: (a) => a.at("mi").presses("Enter"),
    b: (b) => b.at("midd").types("†"),
    right: { "†": "tl>ti>p: dd†le", mi: "tl>done>p: mi" },
  },
  {
    name: "leave the list by Enter in its empty last item",
    start: [ul("alpha", ""), p("omega")],
    a: (a) => a.atEmpty().presses("Enter"),
    b: (b) => b.atEmpty().types("†"),
    right: { "†": "p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "delete the list item",
    start: items,
    a: (a) => a.deletesNode("middle", "listItem"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "delete the list",
    start: [p("first"), ...items, p("last")],
    a: (a) => a.deletesNode("middle", "bulletList"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: †" },
    order: ["first", "†", "last"],
  },
  {
    name: "delete the task, which has tasks",
    start: [tl("alpha", ti("middle", tl("deeper")), "omega")],
    a: (a) => a.deletesNode("middle", "taskItem"),
    b: (b) => b.at("deep").types("†"),
    right: { "†": ["tl>ti>tl>ti>p: †", "tl>ti>p: †"] },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "delete a range across items",
    start: items,
    a: (a) => a.selects("pha", "midd").presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: al†le" },
  },
  {
    name: "join two items (Backspace twice)",
    start: items,
    a: (a) => a.at("middle", 0).presses("Backspace").presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["ul>li>p: alphamid†dle", "p: mid†dle"] },
  },
  {
    name: "join forward from one item to the next",
    start: items,
    a: (a) => a.at("alpha").presses("Delete"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: alphamid†dle" },
  },
  {
    name: "take a paragraph into the list before it (Delete at its end)",
    start: [ul("alpha"), p("middle"), p("omega")],
    a: (a) => a.at("alpha").presses("Delete"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle", alpha: "ul>li>p: alpha" },
  },
  {
    name: "join a paragraph into the empty item before it",
    start: [ul("alpha", ""), p("middle"), p("omega")],
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "join code of two lines into the item before it",
    start: [ul("alpha"), code("middle\nomega")],
    a: (a) => a.at("middle", 0).presses("Backspace"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: alphamid†dle↵omega" },
  },
  {
    name: "join two lists",
    start: [ul("alpha"), p(""), ul("middle")],
    a: (a) => a.atEmpty().presses("Backspace").at("alpha").presses("Delete"),
    b: (b) => b.at("mid").types("†").at("al").types("‡"),
    right: {
      "†": ["ul>li>p: alphamid†dle", "ul>li>p: mid†dle"],
      "‡": ["ul>li>p: al‡phamiddle", "ul>li>p: al‡phamid†dle", "ul>li>p: al‡pha"],
    },
  },
  {
    name: "A changes list kind, B adds an item",
    start: items,
    a: (a) => a.at("middle").runs((c) => c.toggleOrderedList()),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ol>li>p: †" },
    order: ["middle", "†", "omega"],
  },
  {
    name: "A makes a list of tasks of the list, B an ordered one",
    start: items,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleTaskList()),
    b: (b) =>
      b
        .at("alpha")
        .runs((c) => c.toggleOrderedList())
        .at("mid")
        .types("†"),
    right: {
      "†": ["ol>li>p: mid†dle", "tl>ti>p: mid†dle"],
      alpha: ["ol>li>p: alpha", "tl>ti>p: alpha"],
      omega: ["ol>li>p: omega", "tl>ti>p: omega"],
    },
    blocks: 3,
  },
  {
    name: "A makes bullets of the tasks, B an ordered list, of which one is done",
    start: [tl("alpha", done("middle"), "omega")],
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) =>
      b
        .selects("alpha", "omega")
        .runs((c) => c.toggleOrderedList())
        .at("mid")
        .types("†"),
    right: {
      "†": ["ol>li>p: mid†dle", "ul>li>p: mid†dle"],
      alpha: ["ol>li>p: alpha", "ul>li>p: alpha"],
      omega: ["ol>li>p: omega", "ul>li>p: omega"],
    },
    blocks: 3,
  },
  {
    name: "A makes tasks of the list, B adds an item",
    start: items,
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleTaskList()),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "tl>ti>p: †", middle: "tl>ti>p: middle", omega: "tl>ti>p: omega" },
    order: ["middle", "†", "omega"],
    blocks: 4,
  },
  {
    name: "A makes bullets of the tasks, B adds one and ticks it",
    start: [tl("alpha", "middle", "omega")],
    a: (a) => a.selects("alpha", "omega").runs((c) => c.toggleBulletList()),
    b: (b) =>
      b
        .at("middle")
        .presses("Enter")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": "ul>li>p: †", middle: "ul>li>p: middle", omega: "ul>li>p: omega" },
    order: ["middle", "†", "omega"],
    blocks: 4,
  },
  {
    name: "A deletes an item, B adds one after it",
    start: items,
    a: (a) => a.deletesNode("middle", "listItem"),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †" },
    order: ["alpha", "†", "omega"],
  },
  {
    name: "A indents an item, B adds one before it",
    start: items,
    a: (a) => a.at("omega").presses("Tab"),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †", omega: "ul>li>ul>li>p: omega" },
    order: ["middle", "†", "omega"],
  },
  {
    name: "A splits the list by a paragraph, B types behind",
    start: items,
    a: (a) => a.at("middle").runs((c) => c.liftListItem("listItem")),
    b: (b) => b.at("ome").types("†"),
    right: { "†": "ul>li>p: ome†ga", middle: "p: middle" },
  },
  {
    name: "wrap the list in a quote, item added",
    start: items,
    a: (a) => a.runs((c) => c.selectAll().wrapIn("blockquote")),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "quote>ul>li>p: †" },
  },
  {
    name: "list inside a quote, lifted out of it",
    start: [quote(ul("alpha", "middle"))],
    a: (a) => a.selectsNode("middle", "bulletList").runs((c) => c.lift("bulletList")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
  },
  {
    name: "second paragraph of an item becomes an item",
    start: [ul(li("alpha", "middle"), "omega")],
    a: (a) => a.at("middle", 0).runs((c) => c.splitListItem("listItem")),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["ul>li>p: mid†dle"] },
  },
  {
    name: "ordered list starts elsewhere",
    start: [ol("alpha", "middle")],
    a: (a) => a.at("alpha").runs((c) => c.updateAttributes("orderedList", { start: 5 })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ol>li>p: mid†dle" },
  },
];
