/** Things two people do to one page at the same time, each in a few acts. */
import type { JSONContent } from "@tiptap/core";
import { type Act, caretAfter, caretBefore, drags, presses, runs, selects, types } from "./acts.js";

export interface Scene {
  readonly name: string;
  /** What happens, in one sentence. */
  readonly words: string;
  readonly page: JSONContent;
  readonly acts: readonly [readonly Act[], readonly Act[]];
}

const p = (text: string): JSONContent => ({
  type: "paragraph",
  content: text === "" ? [] : [{ type: "text", text }],
});
const doc = (...content: JSONContent[]): JSONContent => ({ type: "doc", content });
const holding = (type: string, ...content: JSONContent[]): JSONContent => ({ type, content });

export const firstPage = doc(
  p("The gate opens at nine on Saturday."),
  p("Bring gloves, a spade and something warm."),
  p("Soup and bread at noon, under the lime tree."),
);

export const scenes: readonly Scene[] = [
  {
    name: "A heading, while typing",
    words: "Imani turns the paragraph into a heading. Wren writes in it.",
    page: firstPage,
    acts: [
      [caretAfter("The gate"), runs((chain) => chain.toggleHeading({ level: 2 }))],
      [caretAfter("Saturday"), ...types(", rain or shine")],
    ],
  },
  {
    name: "Deleted, while typing",
    words: "Imani deletes the block. Wren writes in it.",
    page: firstPage,
    acts: [
      [caretAfter("Bring"), runs((chain) => chain.deleteNode("paragraph"))],
      [caretAfter("gloves"), ...types(" (two pairs!)")],
    ],
  },
  {
    name: "Both drag one block",
    words: "Imani drags the second block to the end, Wren to the beginning. Both write in it.",
    page: firstPage,
    acts: [
      [drags("Bring gloves", "Soup and bread"), caretAfter("Bring"), ...types(" sturdy")],
      [drags("Bring gloves", null), caretAfter("something warm"), ...types(" and dry")],
    ],
  },
  {
    name: "A list, while typing",
    words: "Imani makes a list of all three. Wren writes in the second and presses Enter.",
    page: firstPage,
    acts: [
      [selects("The gate", "lime tree."), runs((chain) => chain.toggleBulletList())],
      [caretAfter("warm"), ...types(" since winds blow"), presses("Enter"), ...types("Tea, too")],
    ],
  },
  {
    name: "Joined, while typing",
    words: "Imani joins the second block to the first with Backspace. Wren writes in the second.",
    page: firstPage,
    acts: [
      [caretBefore("Bring"), presses("Backspace"), ...types(" ")],
      [caretAfter("spade"), ...types(", a rake")],
    ],
  },
  {
    name: "Split, while typing",
    words: "Imani presses Enter in the middle. Wren writes before and behind it.",
    page: firstPage,
    acts: [
      [caretAfter("gloves,"), presses("Enter")],
      [caretAfter("spade"), ...types(", a rake"), caretAfter("Bring"), ...types(" your own")],
    ],
  },
  {
    name: "Indented, while ticking",
    words: "Imani indents a task with Tab. Wren ticks it and adds a word.",
    page: doc(
      holding(
        "taskList",
        ...["Collect the key", "Order compost", "Paint the sign"].map((text) => holding("taskItem", p(text))),
      ),
    ),
    acts: [
      [caretAfter("Order"), presses("Tab")],
      [
        caretAfter("compost"),
        runs((chain) => chain.updateAttributes("taskItem", { checked: true })),
        ...types(" (40 bags)"),
      ],
    ],
  },
  {
    name: "A column deleted",
    words: "Imani deletes the second column. Wren writes in a cell of it.",
    page: doc(
      holding(
        "table",
        ...[
          ["Time", "Who", "Job"],
          ["9:00", "Ada", "The gate"],
          ["12:00", "Kit", "Soup"],
        ].map((row, i) =>
          holding("tableRow", ...row.map((text) => holding(i === 0 ? "tableHeader" : "tableCell", p(text)))),
        ),
      ),
      p("Ask Ada where the key is."),
    ),
    acts: [
      [caretAfter("Who"), runs((chain) => chain.deleteColumn())],
      [caretAfter("Kit"), ...types(" and Noor")],
    ],
  },
  {
    name: "Moved, quoted, made bold",
    words: "Imani drags the third block up and quotes it. Wren makes a word of it bold and writes on.",
    page: firstPage,
    acts: [
      [drags("Soup and bread", null), caretAfter("Soup"), runs((chain) => chain.toggleBlockquote())],
      [
        selects("noon"),
        runs((chain) => chain.toggleBold()),
        caretAfter("lime tree"),
        ...types(", if it is dry"),
      ],
    ],
  },
];
