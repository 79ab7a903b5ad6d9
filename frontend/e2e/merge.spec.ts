/**
 * Two people lose the network. Imani restructures a block with mouse and keyboard, Wren types a word in that same
 * block, and then the network is back. Each line of the table is one way to restructure.
 */
import { expect, type Pair, test } from "./kit/pair.js";
import type { Writer } from "./kit/writer.js";

interface Act {
  readonly what: string;
  /** Text before the act; `start` where it is not said. */
  readonly markdown?: string;
  readonly act: (imani: Writer) => Promise<unknown>;
  /** Wren types here, before “after”, where nothing else is said. */
  readonly type?: (wren: Writer) => Promise<unknown>;
  readonly merged: readonly string[];
  /** When Imani has taken her act back: everything as it was, and Wren's word. */
  readonly undone?: readonly string[];
}

const start = "alpha\n\nbefore after\n\nomega";
const startUndone = ["p: alpha", "p: before wren after", "p: omega"];
const list = "- alpha\n- before after\n- omega";
const listUndone = ["ul>li>p: alpha", "ul>li>p: before wren after", "ul>li>p: omega"];
const table = "| one | two |\n| --- | --- |\n| three | before after |\n\nomega";
const tableUndone = [
  "table>tr>th>p: one",
  "table>tr>th>p: two",
  "table>tr>td>p: three",
  "table>tr>td>p: before wren after",
  "p: omega",
];

async function typesBeforeAfter(wren: Writer): Promise<void> {
  await wren.clicks("after");
  await wren.page.keyboard.type("wren ");
}

const inTheBlock = (imani: Writer) => imani.clicks("before", 3);

/** In the menu of text styles in the toolbar. */
const style = (name: string) => async (imani: Writer) => {
  await inTheBlock(imani);
  await imani.toolbar.getByRole("button", { name: /text style/ }).click();
  await imani.page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).click();
};
const button = (name: string) => async (imani: Writer) => {
  await inTheBlock(imani);
  await imani.toolbar.getByRole("button", { name, exact: true }).click();
};
/** In the menu at one of the two grips of the table. */
const grip = (which: "Row options" | "Column options", name: string) => async (imani: Writer) => {
  await inTheBlock(imani);
  await imani.page.getByRole("button", { name: which }).click();
  await imani.page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).click();
};
/** Typed at the start of the block. */
const shortcut = (text: string) => async (imani: Writer) => {
  await imani.clicks("before");
  await imani.presses("Home");
  await imani.page.keyboard.type(text);
};
const keyAt = (words: string, offset: number, ...keys: string[]) => {
  return async (imani: Writer) => {
    await imani.clicks(words, offset);
    await imani.presses(...keys);
  };
};
/** Puts HTML on the real clipboard and presses Mod-V. */
async function pastes(writer: Writer, html: string): Promise<void> {
  await writer.page.evaluate(
    (html) =>
      navigator.clipboard.write([
        new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }) }),
      ]),
    html,
  );
  await writer.presses("Control+v");
}

const acts: readonly Act[] = [
  {
    what: "Heading 1 in the toolbar's menu",
    act: style("Heading 1"),
    merged: ["p: alpha", "h2: before wren after", "p: omega"],
  },
  {
    what: "Quote in the toolbar's menu",
    act: style("Quote"),
    merged: ["p: alpha", "blockquote>p: before wren after", "p: omega"],
  },
  {
    what: "Text in the toolbar's menu, out of a quote",
    markdown: "alpha\n\n> before after\n\nomega",
    act: style("Text"),
    merged: startUndone,
    undone: ["p: alpha", "blockquote>p: before wren after", "p: omega"],
  },
  {
    what: "Bulleted list in the toolbar",
    act: button("Bulleted list"),
    merged: ["p: alpha", "ul>li>p: before wren after", "p: omega"],
  },
  {
    what: "Task list in the toolbar",
    act: button("Task list"),
    merged: ["p: alpha", "tasks>li>p: before wren after", "p: omega"],
  },
  {
    what: "Code block in the toolbar",
    act: button("Code block"),
    merged: ["p: alpha", "pre: before wren after", "p: omega"],
  },
  {
    what: "the list turned off in the toolbar",
    markdown: list,
    act: button("Bulleted list"),
    merged: ["ul>li>p: alpha", "p: before wren after", "ul>li>p: omega"],
    undone: listUndone,
  },
  {
    what: "bullets become numbers in the toolbar",
    markdown: list,
    act: button("Numbered list"),
    merged: ["ol>li>p: alpha", "ol>li>p: before wren after", "ol>li>p: omega"],
    undone: listUndone,
  },
  {
    what: "Heading 2 in the slash menu",
    act: async (imani) => {
      await keyAt("before", 0, "End")(imani);
      await imani.page.keyboard.type(" /h2");
      await expect(imani.page.getByRole("option", { name: /^Heading 2/ })).toBeVisible();
      await imani.presses("Enter");
    },
    merged: ["p: alpha", "h3: before wren after", "p: omega"],
  },
  {
    what: "Table in the slash menu, in a block of its own above",
    act: async (imani) => {
      await keyAt("alpha", 5, "Enter")(imani);
      await imani.page.keyboard.type("/table");
      await expect(imani.page.getByRole("option", { name: "Table" })).toBeVisible();
      await imani.presses("Enter");
      await imani.page.keyboard.type("imani");
    },
    merged: [
      "p: alpha",
      "table>tr>th>p: imani",
      ...Array.from({ length: 2 }, () => "table>tr>th>p:"),
      ...Array.from({ length: 6 }, () => "table>tr>td>p:"),
      "p: before wren after",
      "p: omega",
    ],
  },
  {
    what: "# typed before it",
    act: shortcut("# "),
    merged: ["p: alpha", "h2: before wren after", "p: omega"],
  },
  {
    what: "- typed before it",
    act: shortcut("- "),
    merged: ["p: alpha", "ul>li>p: before wren after", "p: omega"],
  },
  {
    what: "[] typed before it",
    act: shortcut("[] "),
    merged: ["p: alpha", "tasks>li>p: before wren after", "p: omega"],
  },
  {
    what: "> typed before it",
    act: shortcut("> "),
    merged: ["p: alpha", "blockquote>p: before wren after", "p: omega"],
  },
  {
    what: "Tab in a list",
    markdown: list,
    act: keyAt("before", 3, "Tab"),
    merged: ["ul>li>p: alpha", "ul>li>ul>li>p: before wren after", "ul>li>p: omega"],
    undone: listUndone,
  },
  {
    what: "Shift-Tab in a list",
    markdown: "- alpha\n  - before after\n- omega",
    act: keyAt("before", 3, "Shift+Tab"),
    merged: listUndone,
    undone: ["ul>li>p: alpha", "ul>li>ul>li>p: before wren after", "ul>li>p: omega"],
  },
  {
    what: "Enter before Wren's word",
    act: keyAt("before", 3, "Enter"),
    merged: ["p: alpha", "p: bef", "p: ore wren after", "p: omega"],
  },
  {
    what: "Enter behind Wren's word",
    act: keyAt("after", 2, "Enter"),
    merged: ["p: alpha", "p: before wren af", "p: ter", "p: omega"],
  },
  {
    what: "Enter at the start",
    act: keyAt("before", 0, "Enter"),
    merged: ["p: alpha", "p:", "p: before wren after", "p: omega"],
  },
  {
    what: "Enter in a task, which is ticked",
    markdown: "- [ ] alpha\n- [ ] before after",
    act: async (imani) => {
      await imani.text.getByRole("checkbox").last().check();
      await keyAt("before", 3, "Enter")(imani);
    },
    merged: ["tasks>li>p: alpha", "tasks>li✓>p: bef", "tasks>li>p: ore wren after"],
    undone: ["tasks>li>p: alpha", "tasks>li>p: before wren after"],
  },
  {
    what: "Backspace at its start",
    act: keyAt("before", 0, "Backspace"),
    merged: ["p: alphabefore wren after", "p: omega"],
  },
  {
    what: "Delete at the end of the block before",
    act: keyAt("alpha", 5, "Delete"),
    merged: ["p: alphabefore wren after", "p: omega"],
  },
  {
    what: "all of the block selected and deleted",
    act: async (imani) => {
      await imani.selectsBlock("before");
      await imani.presses("Delete");
    },
    merged: ["p: alpha", "p: wren", "p: omega"],
  },
  {
    what: "a selection over three blocks deleted",
    act: async (imani) => {
      await imani.clicks("alpha", 2);
      await imani.clicks("omega", 3, { shift: true });
      await imani.presses("Backspace");
    },
    // A join: what was in the middle stands between the two.
    merged: ["p: alwren ga"],
  },
  {
    what: "everything selected and written over",
    act: async (imani) => {
      await inTheBlock(imani);
      await imani.presses("Control+a");
      await imani.page.keyboard.type("imani");
    },
    merged: ["p: imani", "p: wren"],
  },
  {
    what: "two paragraphs pasted before Wren's word",
    act: async (imani) => {
      await imani.clicks("before", 3);
      await pastes(imani, "<p>imani one</p><p>imani two</p>");
    },
    merged: ["p: alpha", "p: befimani one", "p: imani twoore wren after", "p: omega"],
  },
  {
    what: "a list pasted over its first word",
    act: async (imani) => {
      await imani.clicks("before", 0);
      await imani.clicks("before", 6, { shift: true });
      await pastes(imani, "<ul><li>imani one</li><li>imani two</li></ul>");
    },
    merged: ["p: alpha", "ul>li>p: imani one", "ul>li>p: imani two wren after", "p: omega"],
  },
  {
    what: "other text pasted over the whole block",
    act: async (imani) => {
      await imani.selectsBlock("before");
      await pastes(imani, "<p>imani</p>");
    },
    merged: ["p: alpha", "p: wren imani", "p: omega"],
  },
  {
    what: "the block cut, and pasted at the end",
    act: async (imani) => {
      await imani.selectsBlock("before");
      await imani.presses("Control+x");
      await imani.clicks("omega", 5);
      await imani.presses("Enter", "Control+v");
    },
    merged: ["p: alpha", "p: wren", "p: omega", "p: before after"],
  },
  {
    what: "moved up by its key",
    act: keyAt("before", 3, "Alt+Shift+ArrowUp"),
    merged: ["p: before wren after", "p: alpha", "p: omega"],
  },
  {
    what: "duplicated by its key",
    act: keyAt("before", 3, "Control+d"),
    merged: ["p: alpha", "p: before wren after", "p: before after", "p: omega"],
  },
  {
    what: "a column before, at the grip",
    markdown: table,
    act: grip("Column options", "Insert column before"),
    merged: [
      "table>tr>th>p: one",
      "table>tr>th>p:",
      "table>tr>th>p: two",
      "table>tr>td>p: three",
      "table>tr>td>p:",
      "table>tr>td>p: before wren after",
      "p: omega",
    ],
    undone: tableUndone,
  },
  {
    what: "the column deleted, at the grip",
    markdown: table,
    act: grip("Column options", "Delete column"),
    merged: [
      "table>tr>th>p: one",
      "table>tr>th>p:",
      "table>tr>td>p: three",
      "table>tr>td>p: wren",
      "p: omega",
    ],
    undone: tableUndone,
  },
  {
    what: "the row deleted, at the grip",
    markdown: table,
    act: grip("Row options", "Delete row"),
    merged: ["table>tr>th>p: one", "table>tr>th>p: two", "table>tr>td>p:", "table>tr>td>p: wren", "p: omega"],
    undone: tableUndone,
  },
  {
    what: "a row by Tab in the last cell",
    markdown: table,
    act: async (imani) => {
      await keyAt("before", 3, "Tab")(imani);
      await imani.page.keyboard.type("imani");
    },
    merged: [...tableUndone.slice(0, 4), "table>tr>td>p: imani", "table>tr>td>p:", "p: omega"],
    undone: tableUndone,
  },
];

async function whileApart({ imani, wren, cut, heal }: Pair, { act, type = typesBeforeAfter }: Act) {
  await cut();
  await Promise.all([act(imani), type(wren)]);
  await heal();
}

for (const act of acts) {
  test(`[P2] offline: ${act.what}; Wren's word in it is kept, and undo leaves it alone`, async ({ meet }) => {
    const pair = await meet(act.markdown ?? start);
    await whileApart(pair, act);
    await pair.agreeOn(act.merged);
    await pair.imani.undoesAll();
    await pair.agreeOn(act.undone ?? startUndone);
    await pair.imani.redoesAll();
    await pair.agreeOn(act.merged);
  });
}
