/** Blocks, items and whole lists change their place. */
import type { MergeCase } from "./merge-case.js";
import { h, image, li, p, quote, tl, ul } from "./page-words.js";

const four = [p("alpha"), p("middle"), p("omega"), p("ending")];
const items = [ul("alpha", "middle", "omega")];

export const moveCases: readonly MergeCase[] = [
  {
    name: "drag the block to the end",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
    order: ["alpha", "omega", "ending", "†"],
  },
  {
    name: "move the block up one",
    start: four,
    a: (a) => a.drags("middle", { before: "alpha" }),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
    order: ["†", "alpha", "omega", "ending"],
  },
  {
    name: "move the block down one",
    start: four,
    a: (a) => a.drags("middle", { after: "omega" }),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
    order: ["alpha", "omega", "†", "ending"],
  },
  {
    name: "drag the block right behind a list, which gets an item at its end",
    start: [ul("alpha", "omega"), p("between"), p("middle")],
    a: (a) => a.drags("middle", { before: "between" }),
    b: (b) => b.at("omega").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †", middle: "p: middle" },
  },
  {
    name: "drag the heading right above a list, which gets an item at its top",
    start: [h(1, "middle"), p("between"), ul("alpha", "omega")],
    a: (a) => a.drags("middle", { after: "between" }),
    b: (b) => b.at("alpha", 0).presses("Enter").atEmpty().types("†"),
    right: { "†": "ul>li>p: †", middle: "h1: middle" },
  },
  {
    name: "a join where a block was moved away from",
    start: [p("alpha"), p("beta"), h(2, "head"), p("omega")],
    a: (a) => a.drags("head", {}).at("omega", 0).presses("Backspace"),
    b: (b) => b.at("head").types("†"),
    right: { "†": "h2: head†" },
    whole: ["p: alpha", "p: betaomega", "h2: head†"],
  },
  {
    name: "a join where a picture was moved away from",
    start: [p("alpha"), p("beta"), image("a.png"), p("omega")],
    a: (a) => a.dragsAtom("image", {}).at("omega", 0).presses("Backspace"),
    b: (b) => b.at("be").types("†"),
    right: { "†": "p: be†taomega" },
    whole: ["p: alpha", "p: be†taomega", "image: "],
  },
  {
    name: "A moves an empty block, B types in it",
    start: [p(""), ...four],
    a: (a) => a.dragsAtom("paragraph", { after: "omega" }),
    b: (b) => b.atEmpty().types("†"),
    right: { "†": "p: †" },
    whole: ["p: alpha", "p: middle", "p: omega", "p: †", "p: ending"],
  },
  {
    name: "A moves an empty block, B makes it a heading",
    start: [p(""), ...four],
    a: (a) => a.dragsAtom("paragraph", { after: "omega" }),
    b: (b) => b.atEmpty().runs((c) => c.setHeading({ level: 2 })),
    right: { omega: "p: omega" },
    whole: ["p: alpha", "p: middle", "p: omega", "h2: ", "p: ending"],
  },
  {
    name: "the block's neighbours, typed in while it moves",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("alpha").types("†").at("omega", 0).types("‡"),
    right: { "†": "p: alpha†", "‡": "p: ‡omega" },
    order: ["†", "‡", "ending", "middle"],
  },
  {
    name: "the block is moved twice",
    start: four,
    a: (a) => a.drags("middle", {}).drags("middle", { before: "alpha" }),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "p: mid†dle" },
    order: ["†", "alpha", "omega", "ending"],
  },
  {
    name: "the block is moved and becomes a heading",
    start: four,
    a: (a) =>
      a
        .drags("middle", {})
        .at("middle")
        .runs((c) => c.setHeading({ level: 2 })),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "h2: mid†dle" },
    order: ["ending", "†"],
  },
  {
    name: "both move the same block",
    start: four,
    a: (a) => a.drags("middle", {}).at("middle").types("§"),
    b: (b) => b.drags("middle", { before: "alpha" }).at("mid").types("†"),
    right: { "†": "p: mid†dle§", "§": "p: mid†dle§" },
  },
  {
    name: "both move different blocks to one place",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.drags("omega", {}).at("ome").types("†"),
    right: { "†": "p: ome†ga", middle: "p: middle" },
    order: ["alpha", "ending", "†"],
  },
  {
    name: "A moves one behind the other, B the other behind the one",
    start: four,
    a: (a) => a.drags("middle", { after: "omega" }).at("mid").types("§"),
    b: (b) => b.drags("omega", { before: "middle" }).at("ome").types("†"),
    right: { "†": "p: ome†ga", "§": "p: mid§dle" },
    order: ["alpha", "ending"],
  },
  {
    name: "A moves the block, B turns it into a heading",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.setHeading({ level: 1 })),
    right: { "†": "h1: mid†dle" },
    order: ["ending", "†"],
  },
  {
    name: "A moves the block, B makes part of it bold",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) =>
      b
        .selects("iddl")
        .runs((c) => c.toggleBold())
        .at("mid")
        .types("†"),
    right: { "†": "p: m[bold:id†dl]e" },
    order: ["ending", "†"],
  },
  {
    name: "A moves the block, B splits it",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("mid").presses("Enter").types("†"),
    right: { "†": "p: †dle", mid: "p: mid" },
    order: ["omega", "ending", "mid", "†"],
  },
  {
    name: "A moves the block, B deletes it and types elsewhere",
    start: four,
    a: (a) => a.drags("middle", {}).at("middle").types("§"),
    b: (b) => b.deletesNode("middle").at("ome").types("†"),
    right: { "†": "p: ome†ga", "§": "p: §" },
  },
  {
    name: "A moves the block, B puts a block behind it",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "p: †", middle: "p: middle" },
    order: ["omega", "ending", "middle", "†"],
  },
  {
    name: "A moves the block into a list, B types in it",
    start: [ul("alpha", "beta"), p("middle"), p("omega")],
    a: (a) => a.drags("middle", { after: "alpha", of: "paragraph" }, "paragraph"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": ["ul>li>p: mid†dle", "p: mid†dle"] },
    order: ["alpha", "†", "beta", "omega"],
  },
  {
    name: "A moves a list item up",
    start: items,
    a: (a) => a.drags("middle", { before: "alpha" }, "listItem"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "ul>li>p: mid†dle" },
    order: ["†", "alpha", "omega"],
  },
  {
    name: "A moves an item that has items",
    start: [ul("alpha", li("middle", ul("deeper")), "omega")],
    a: (a) => a.drags("middle", { after: "omega" }, "listItem"),
    b: (b) => b.at("deep").types("†").at("mid").types("‡"),
    right: { "†": "ul>li>ul>li>p: deep†er", "‡": "ul>li>p: mid‡dle" },
    order: ["alpha", "omega", "‡", "†"],
  },
  {
    name: "A moves a task, B ticks it",
    start: [tl("alpha", "middle", "omega")],
    a: (a) => a.drags("middle", { after: "omega" }, "taskItem"),
    b: (b) =>
      b
        .at("mid")
        .types("†")
        .runs((c) => c.updateAttributes("taskItem", { checked: true })),
    right: { "†": "tl>done>p: mid†dle" },
    order: ["alpha", "omega", "†"],
  },
  {
    name: "A moves a whole list, B adds an item",
    start: [p("first"), ul("alpha", "middle"), p("last"), p("end")],
    a: (a) => a.drags("alpha", { after: "last", of: "paragraph" }, "bulletList"),
    b: (b) => b.at("middle").presses("Enter").types("†"),
    right: { "†": "ul>li>p: †", alpha: "ul>li>p: alpha" },
    order: ["first", "last", "alpha", "middle", "†", "end"],
  },
  {
    name: "A moves a quote, B types in its second block",
    start: [quote("alpha", "middle"), p("omega"), p("ending")],
    a: (a) => a.drags("alpha", { after: "omega", of: "paragraph" }, "blockquote"),
    b: (b) => b.at("mid").types("†"),
    right: { "†": "quote>p: mid†dle" },
    order: ["omega", "alpha", "†", "ending"],
  },
  {
    name: "A moves an image, B types around it",
    start: [p("alpha"), image("a.png"), p("middle"), p("omega")],
    a: (a) => a.drags("middle", { before: "alpha" }),
    b: (b) => b.at("alpha").types("†").at("mid").types("‡"),
    right: { "†": "p: alpha†", "‡": "p: mid‡dle" },
    order: ["‡", "†", "omega"],
  },
  {
    name: "A moves a heading under another, B types in both",
    start: [h(1, "alpha"), p("middle"), h(2, "omega"), p("ending")],
    a: (a) => a.drags("omega", { after: "alpha" }),
    b: (b) => b.at("al").types("†").at("ome").types("‡"),
    right: { "†": "h1: al†pha", "‡": "h2: ome‡ga" },
    order: ["†", "‡", "middle", "ending"],
  },
  {
    name: "A moves the block away, B joins the next one into it",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("omega", 0).presses("Backspace").at("mid").types("†"),
    right: { "†": "p: mid†dleomega" },
    order: ["alpha", "ending", "†"],
  },
  {
    name: "A moves the block, then both type in it",
    start: four,
    a: (a) => a.drags("middle", {}),
    b: (b) => b.at("mid").types("†"),
    later: { a: (a) => a.at("mid").types("§"), b: (b) => b.at("dle").types("‡") },
    right: { "†": "p: mid§†dle‡", "§": "p: mid§†dle‡", "‡": "p: mid§†dle‡" },
    order: ["ending", "†"],
  },
];
