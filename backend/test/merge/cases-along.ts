/** One moves something while the other changes the structure beside it, in it or around it. */
import type { MergeCase } from "./merge-case.js";
import { h, li, p, quote, table, td, ul } from "./page-words.js";

const list = ul("alpha", "middle", "omega");
const square = table([td("one"), td("two")], [td("three"), td("four")], [td("five"), td("six")]);

export const alongCases: readonly MergeCase[] = [
  {
    name: "A drags the second of two blocks down, B makes a list of both",
    start: [p("alpha"), p("beta"), p("between"), p("omega")],
    a: (a) => a.drags("beta", { after: "between" }),
    b: (b) => b.selects("alpha", "beta").runs((c) => c.toggleBulletList()),
    right: { alpha: "ul>li>p: alpha", between: "p: between", beta: ["ul>li>p: beta", "p: beta"] },
    order: ["alpha", "between", "beta", "omega"],
  },
  {
    name: "A drags the second of two blocks down, B quotes both",
    start: [p("alpha"), p("beta"), p("between"), p("omega")],
    a: (a) => a.drags("beta", { after: "between" }).at("betwe").types("§"),
    b: (b) => b.selects("alpha", "beta").runs((c) => c.toggleBlockquote()),
    right: { alpha: "quote>p: alpha", "§": "p: betwe§en", omega: "p: omega" },
    order: ["alpha", "§", "beta", "omega"],
  },
  {
    name: "A drags the block between a table and a list away, B adds a row",
    start: [square, p("beta"), p("between"), ul("alpha", "gamma"), p("omega")],
    a: (a) => a.drags("beta", { after: "omega" }),
    b: (b) => b.at("six").presses("Tab").types("†"),
    right: { "†": "table>r3c0>p: †", between: "p: between", beta: "p: beta" },
    order: ["six", "†", "between", "alpha", "omega", "beta"],
  },
  {
    name: "A drags the block above a list away, B adds an item at its top",
    start: [p("beta"), list, p("between"), p("ending")],
    a: (a) => a.drags("beta", { after: "between" }),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "ul>li>p: †", beta: "p: beta", between: "p: between", ending: "p: ending" },
    order: ["†", "alpha", "omega", "between", "beta", "ending"],
  },
  {
    name: "A drags the block above a table away, B adds a row at its top",
    start: [h(1, "beta"), square, p("between"), p("ending")],
    a: (a) => a.drags("beta", { after: "between" }),
    b: (b) =>
      b
        .at("one")
        .runs((c) => c.addRowBefore())
        .atEmpty()
        .types("†"),
    right: { "†": "table>r0c0>p: †", one: "table>r1c0>p: one", beta: "h1: beta", between: "p: between" },
    order: ["†", "one", "six", "between", "beta", "ending"],
  },
  {
    name: "A drags the block above a quote away, B puts a block at its top",
    start: [p("beta"), quote("alpha", "middle"), p("between"), p("ending")],
    a: (a) => a.drags("beta", { after: "between" }),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "quote>p: †", alpha: "quote>p: alpha", beta: "p: beta" },
    order: ["†", "alpha", "middle", "between", "beta", "ending"],
  },
  {
    name: "A drags a list, B adds an item at its top",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList"),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "ul>li>p: †", alpha: "ul>li>p: alpha" },
    order: ["first", "between", "†", "alpha", "middle", "omega", "ending"],
  },
  {
    name: "A drags the list at the top of the page, B adds an item at its top",
    start: [list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList"),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "ul>li>p: †", alpha: "ul>li>p: alpha" },
    order: ["between", "†", "alpha", "middle", "omega", "ending"],
  },
  {
    name: "A drags a list, B adds an item in its middle",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList"),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †", alpha: "ul>li>p: alpha" },
    order: ["first", "between", "alpha", "middle", "†", "omega", "ending"],
  },
  {
    name: "A drags a list up, B splits its first item and its last",
    start: [p("first"), p("between"), list, p("ending")],
    a: (a) => a.drags("alpha", { before: "first", of: "paragraph" }, "bulletList"),
    b: (b) => b.at("al").presses("Enter").types("†").at("ome").presses("Enter").types("‡"),
    right: { "†": "ul>li>p: †pha", "‡": "ul>li>p: ‡ga", ome: "ul>li>p: ome" },
    order: ["†", "middle", "ome", "‡", "first", "between", "ending"],
  },
  {
    name: "A drags a table, B adds rows at its top, in its middle and at its end",
    start: [p("first"), square, p("between"), p("ending")],
    a: (a) => a.drags("one", { after: "between", of: "paragraph" }, "table"),
    b: (b) =>
      b
        .at("one")
        .runs((c) => c.addRowBefore())
        .atEmpty()
        .types("†")
        .at("three")
        .runs((c) => c.addRowAfter())
        .atEmpty()
        .presses("Tab")
        .presses("Tab"),
    right: { "†": "table>r0c0>p: †", one: "table>r1c0>p: one", three: "table>r2c0>p: three" },
    order: ["first", "between", "†", "one", "three", "five", "ending"],
  },
  {
    name: "A drags a table, B adds a row in its middle",
    start: [p("first"), square, p("between"), p("ending")],
    a: (a) => a.drags("one", { after: "between", of: "paragraph" }, "table"),
    b: (b) =>
      b
        .at("three")
        .runs((c) => c.addRowAfter())
        .atEmpty()
        .types("†"),
    right: { "†": "table>r2c0>p: †", one: "table>r0c0>p: one", five: "table>r3c0>p: five" },
    order: ["between", "one", "three", "†", "five", "ending"],
  },
  {
    name: "A drags a quote, B puts a block at its top",
    start: [p("first"), quote("alpha", "middle"), p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "blockquote"),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "quote>p: †", alpha: "quote>p: alpha" },
    order: ["first", "between", "†", "alpha", "middle", "ending"],
  },
  {
    name: "A drags an item that has items, B adds one at the top of those",
    start: [ul("alpha", li("middle", ul("shallow", "deeper")), "omega", "ending")],
    a: (a) => a.drags("middle", { after: "omega" }, "listItem"),
    b: (b) => b.at("shallow", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "ul>li>ul>li>p: †", middle: "ul>li>p: middle" },
    order: ["alpha", "omega", "middle", "†", "deeper", "ending"],
  },
  {
    name: "A drags an item out of its list, B adds one behind it",
    start: [list, p("between"), p("ending")],
    a: (a) => a.drags("middle", { after: "ending" }),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †", between: "p: between" },
    order: ["alpha", "†", "omega", "between", "ending", "middle"],
  },
  {
    name: "A drags a list, B drags an item out of it",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList").at("omega").types("§"),
    b: (b) => b.drags("middle", { before: "first" }).at("mid").types("†"),
    right: { alpha: "ul>li>p: alpha", "§": "ul>li>p: omega§", "†": ["p: mid†dle", "ul>li>p: mid†dle"] },
    order: ["first", "between", "alpha", "§", "ending"],
  },
  {
    name: "A drags a list, B drags an item to its end",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList").at("omega").types("§"),
    b: (b) => b.drags("alpha", { after: "omega" }, "listItem").at("alp").types("†"),
    right: { middle: "ul>li>p: middle", "§": "ul>li>p: omega§", "†": "ul>li>p: alp†ha" },
    order: ["first", "between", "middle", "§", "ending"],
  },
  {
    name: "A drags a list below a block, B drags that block into the list",
    start: [list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList").at("omega").types("§"),
    b: (b) => b.drags("between", { after: "alpha", of: "paragraph" }).at("bet").types("†"),
    right: { middle: "ul>li>p: middle", "§": "ul>li>p: omega§", "†": ["ul>li>p: bet†ween", "p: bet†ween"] },
    order: ["alpha", "middle", "§", "ending"],
  },
  {
    name: "A drags a list above a block, B drags that block to the end of the list",
    start: [p("first"), p("between"), list, p("ending")],
    a: (a) => a.drags("alpha", { before: "between", of: "paragraph" }, "bulletList").at("omega").types("§"),
    b: (b) => b.drags("between", { after: "omega", of: "paragraph" }).at("bet").types("†"),
    right: { middle: "ul>li>p: middle", "§": "ul>li>p: omega§", "†": "ul>li>p: bet†ween" },
    order: ["first", "alpha", "middle", "§", "†", "ending"],
  },
  {
    name: "A drags a list, B drags its last item to its top",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList").at("alpha").types("§"),
    b: (b) => b.drags("omega", { before: "alpha" }, "listItem").at("ome").types("†"),
    right: { middle: "ul>li>p: middle", "§": "ul>li>p: alpha§", "†": "ul>li>p: ome†ga" },
    order: ["first", "between", "§", "middle", "ending"],
  },
  {
    name: "A drags a table, B drags its second row to the top",
    start: [p("first"), square, p("between"), p("ending")],
    a: (a) => a.drags("one", { after: "between", of: "paragraph" }, "table").at("six").types("§"),
    b: (b) => b.drags("three", { before: "one", of: "tableRow" }, "tableRow").at("thr").types("†"),
    right: { "†": ["table>r0c0>p: thr†ee", "table>r1c0>p: thr†ee"], "§": "table>r2c1>p: six§" },
    order: ["first", "between", "one", "§", "ending"],
  },
  {
    name: "both drag a list, to different places",
    start: [p("first"), list, p("between"), p("ending")],
    a: (a) => a.drags("alpha", { after: "between", of: "paragraph" }, "bulletList").at("omega").types("§"),
    b: (b) => b.drags("alpha", { before: "first", of: "paragraph" }, "bulletList").at("alp").types("†"),
    right: { "†": "ul>li>p: alp†ha", middle: "ul>li>p: middle", "§": "ul>li>p: omega§" },
    order: ["†", "middle", "§", "ending"],
  },
  {
    name: "A indents an item, B drags it up",
    start: [ul("alpha", "beta", "gamma")],
    a: (a) => a.at("beta").presses("Tab").types("§"),
    b: (b) => b.drags("beta", { before: "alpha" }, "listItem").at("bet").types("†"),
    right: {},
    whole: ["ul>li>p: bet†a§", "ul>li>p: alpha", "ul>li>p: gamma"],
  },
  {
    name: "A indents an item under the one before, B that one under this one",
    start: [ul("alpha", "beta", "gamma")],
    a: (a) => a.at("beta").presses("Tab").types("§"),
    b: (b) => b.drags("beta", { before: "alpha" }, "listItem").at("alpha").presses("Tab").types("†"),
    right: {},
    whole: ["ul>li>p: beta§", "ul>li>p: alpha†", "ul>li>p: gamma"],
  },
  {
    name: "A drags a list into an item of another, B that other into an item of the one",
    start: [ul("alpha", "beta"), p("between"), ul("gamma", "delta")],
    a: (a) => a.drags("alpha", { after: "gamma", of: "paragraph" }, "bulletList").at("beta").types("§"),
    b: (b) => b.drags("gamma", { after: "alpha", of: "paragraph" }, "bulletList").at("delta").types("†"),
    right: {},
    whole: [
      "ul>li>p: alpha",
      "ul>li>ul>li>p: gamma",
      "ul>li>p: beta§",
      "ul>li>ul>li>p: delta†",
      "p: between",
    ],
  },
  {
    name: "A drags a quote into another, B that other into the one",
    start: [quote("alpha", "beta"), p("between"), quote("gamma", "delta")],
    a: (a) => a.drags("alpha", { after: "gamma", of: "paragraph" }, "blockquote").at("beta").types("§"),
    b: (b) => b.drags("gamma", { after: "alpha", of: "paragraph" }, "blockquote").at("delta").types("†"),
    right: { "§": "quote>p: beta§", "†": "quote>quote>p: delta†" },
    blocks: 5,
  },
];
