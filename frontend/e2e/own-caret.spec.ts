/** One's own caret and what one looks at stay where they are, whatever others do; undo leads back to where it was. */
import { expect, type Pair, test } from "./kit/pair.js";
import type { Writer } from "./kit/writer.js";

const start = "alpha\n\nbefore after\n\nomega";

/** Imani at work: her caret is shown to her, and she types nothing for a while. */
async function resting({ imani }: Pair): Promise<void> {
  await imani.clicks("after");
}

/** A letter typed here and now shows where the caret is. */
async function typesHere(writer: Writer): Promise<void> {
  await writer.page.keyboard.type("|");
}

const others: readonly {
  readonly what: string;
  readonly act: (wren: Writer) => Promise<unknown>;
  readonly shows: readonly string[];
}[] = [
  {
    what: "types on both sides of it, and comes back with both at once",
    act: async (wren) => {
      await wren.clicks("before");
      await wren.page.keyboard.type("<1>");
      await wren.presses("End");
      await wren.page.keyboard.type("<2>");
    },
    shows: ["p: alpha", "p: <1>before |after<2>", "p: omega"],
  },
  {
    what: "types exactly there",
    act: async (wren) => {
      await wren.clicks("after");
      await wren.page.keyboard.type("<1>");
    },
    shows: ["p: alpha", "p: before |<1>after", "p: omega"],
  },
  {
    what: "puts blocks above and letters into it",
    act: async (wren) => {
      await wren.clicks("alpha", 5);
      await wren.page.keyboard.type("\n<1>\n<2>");
      await wren.clicks("before", 3);
      await wren.page.keyboard.type("<3>");
    },
    shows: ["p: alpha", "p: <1>", "p: <2>", "p: bef<3>ore |after", "p: omega"],
  },
  {
    what: "makes a list of it",
    act: async (wren) => {
      await wren.clicks("before");
      await wren.presses("Control+Shift+8");
    },
    shows: ["p: alpha", "ul>li>p: before |after", "p: omega"],
  },
  {
    what: "splits it before the caret",
    act: async (wren) => {
      await wren.clicks("before", 3);
      await wren.presses("Enter");
    },
    shows: ["p: alpha", "p: bef", "p: ore |after", "p: omega"],
  },
  {
    what: "splits it behind the caret",
    act: async (wren) => {
      await wren.clicks("after", 2);
      await wren.presses("Enter");
    },
    shows: ["p: alpha", "p: before |af", "p: ter", "p: omega"],
  },
  {
    what: "joins it to the block above",
    act: async (wren) => {
      await wren.clicks("before");
      await wren.presses("Backspace");
    },
    shows: ["p: alphabefore |after", "p: omega"],
  },
  {
    what: "moves it to the end",
    act: async (wren) => {
      await wren.clicks("before", 3);
      await wren.presses("Alt+Shift+ArrowDown");
    },
    shows: ["p: alpha", "p: omega", "p: before |after"],
  },
  {
    what: "deletes what is around it",
    act: async (wren) => {
      await wren.clicks("before", 4);
      await wren.clicks("after", 3, { shift: true });
      await wren.presses("Delete");
    },
    shows: ["p: alpha", "p: befo|er", "p: omega"],
  },
];

for (const { what, act, shows } of others) {
  test(`one's caret stays between its letters when another person ${what}`, async ({ meet }) => {
    const pair = await meet(start);
    await resting(pair);
    await pair.cut();
    await act(pair.wren);
    await pair.heal();
    const without = shows.map((line) => line.replace("|", ""));
    await pair.agreeOn(without);
    await typesHere(pair.imani);
    await pair.agreeOn(shows);
    // Undo takes the letter away again, and the caret is where it was.
    await pair.imani.presses("Control+z");
    await pair.agreeOn(without);
    await typesHere(pair.imani);
    await pair.agreeOn(shows);
  });
}

/** Where a line is on the screen. */
async function topOf(writer: Writer, words: string): Promise<number> {
  return await writer.text
    .getByText(words, { exact: true })
    .evaluate((block) => Math.round(block.getBoundingClientRect().top));
}

const lines = Array.from({ length: 60 }, (_, i) => `line ${i + 1}`).join("\n\n");

for (const [where, line] of [
  ["far down the page", "line 40"],
  ["at the top of the page, before anything was scrolled", "line 6"],
] as const) {
  test(`the line with one's caret stays on its place of the screen: ${where}`, async ({ meet }) => {
    const { imani, wren } = await meet(lines);
    await imani.clicks(line, 2);
    const before = await topOf(imani, line);
    await wren.clicks("line 1", 6);
    await wren.page.keyboard.insertText(" and more");
    for (let i = 1; i <= 20; i++) {
      await wren.presses("Enter");
      await wren.page.keyboard.insertText(`above ${i}`);
    }
    await imani.sees("above 20");
    await expect.poll(() => topOf(imani, line)).toBe(before);
    // And back, when they are deleted.
    await wren.presses("Shift+Control+Home", "Delete");
    await expect.poll(async () => (await imani.blocks()).length).toBe(60);
    await expect.poll(() => topOf(imani, line)).toBe(before);
    await imani.page.keyboard.type("|");
    await wren.sees(`li|${line.slice(2)}`);
  });
}

test("undo on a new page leaves one empty paragraph, and redo the text, without one above", async ({
  meet,
}) => {
  const pair = await meet("");
  const { imani } = pair;
  await imani.text.click();
  await imani.page.keyboard.type("first\nsecond");
  await pair.agreeOn(["p: first", "p: second"]);
  await imani.undoesAll();
  await pair.agreeOn(["p:"]);
  await imani.redoesAll();
  await pair.agreeOn(["p: first", "p: second"]);
  await imani.undoesAll();
  await pair.agreeOn(["p:"]);
});

test("with nothing left to undo, the key and the browser's own undo change nothing", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  await imani.clicks("before", 3);
  await imani.page.keyboard.insertText("mine");
  await wren.clicks("alpha", 5);
  await wren.page.keyboard.type("yours");
  await pair.agreeOn(["p: alphayours", "p: befmineore after", "p: omega"]);
  await imani.presses("Control+z", "Control+z", "Control+z", "Control+z");
  await pair.agreeOn(["p: alphayours", "p: before after", "p: omega"]);
  await imani.presses("Control+Shift+z", "Control+y", "Control+y");
  await pair.agreeOn(["p: alphayours", "p: befmineore after", "p: omega"]);
  await imani.page.evaluate(() => document.execCommand("undo"));
  await pair.agreeOn(["p: alphayours", "p: before after", "p: omega"]);
  await imani.page.evaluate(() => document.execCommand("undo"));
  await imani.page.keyboard.type("|");
  await pair.agreeOn(["p: alphayours", "p: bef|ore after", "p: omega"]);
});

test("undo takes back one act at a time, however fast they came", async ({ meet }) => {
  const pair = await meet(start);
  const { imani } = pair;
  await imani.clicks("before", 3);
  // In one turn of the page: no time between them.
  await imani.page.evaluate(() => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key, altKey: true, shiftKey: true, bubbles: true, cancelable: true }),
      );
    press("ArrowUp");
    press("ArrowDown");
    press("ArrowDown");
  });
  await pair.agreeOn(["p: alpha", "p: omega", "p: before after"]);
  await imani.presses("Control+z");
  await pair.agreeOn(["p: alpha", "p: before after", "p: omega"]);
  await imani.presses("Control+z");
  await pair.agreeOn(["p: before after", "p: alpha", "p: omega"]);
  await imani.presses("Control+z");
  await pair.agreeOn(["p: alpha", "p: before after", "p: omega"]);
});
