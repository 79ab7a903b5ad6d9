/**
 * Characters of two code units and of several characters: one person writes, pastes and deletes them while another
 * writes right beside. Nobody ever sees half of one, on the page or in what the server exports.
 */
import { expect, type Pair, test } from "./kit/pair.js";
import type { Writer } from "./kit/writer.js";

interface Sign {
  readonly what: string;
  readonly sign: string;
  /** What Backspace leaves of it. */
  readonly left?: string;
}

const signs: readonly Sign[] = [
  { what: "an emoji", sign: "😀" },
  { what: "a family", sign: "👩‍👩‍👧‍👦" },
  { what: "a flag", sign: "🇯🇵" },
  { what: "a tone of skin", sign: "👍🏽" },
  { what: "a combining mark", sign: "e\u0301", left: "e" },
  { what: "a rare letter", sign: "𠮷" },
  { what: "letters from right to left", sign: "שלום", left: "שלו" },
];

/** Another sign, which begins as this one does for as long as it can. */
function alike(sign: string): string {
  const last = [...sign].at(-1) ?? "";
  return sign.slice(0, -last.length) + String.fromCodePoint((last.codePointAt(0) ?? 0) + 1);
}

/** From now on, whatever the page shows has to be whole characters. */
async function watches({ page }: Writer): Promise<void> {
  await page.evaluate(() => {
    const broken = (text: string) => /[\ud800-\udfff\ufffd]/u.test(text);
    const seen: string[] = [];
    (globalThis as { broken?: string[] }).broken = seen;
    const look = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        if (broken(node.textContent ?? "")) seen.push(node.textContent ?? "");
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

async function sawWholeCharacters({ imani, wren }: Pair): Promise<void> {
  for (const { page } of [imani, wren])
    expect(await page.evaluate(() => (globalThis as { broken?: string[] }).broken)).toEqual([]);
}

async function pastes({ page }: Writer, text: string): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+v");
}

/** The caret goes between the two signs of block `name`. */
async function goesBetween(writer: Writer, name: string, { sign }: Sign): Promise<void> {
  await writer.clicks(name);
  await writer.presses("Home");
  const characters = [...new Intl.Segmenter().segment(`${name} ${sign}`)].length;
  for (let i = 0; i < characters; i++) await writer.presses("ArrowRight");
}

interface Act {
  /** Stands at the start of a block of its own. */
  readonly name: string;
  readonly act: (imani: Writer, sign: Sign) => Promise<unknown>;
  /** What becomes of the two signs, as lines; Wren's word is put behind the second one. */
  readonly merged: (sign: Sign) => readonly string[];
}

const acts: readonly Act[] = [
  {
    name: "typed",
    act: (imani, { sign }) => imani.page.keyboard.insertText(sign),
    merged: ({ sign }) => [`${sign}${sign}${sign}`],
  },
  {
    name: "pasted",
    act: (imani, { sign }) => pastes(imani, `${sign}x${sign}`),
    merged: ({ sign }) => [`${sign}${sign}x${sign}${sign}`],
  },
  {
    name: "erased",
    act: (imani) => imani.presses("Backspace"),
    merged: ({ sign, left = "" }) => [`${left}${sign}`],
  },
  {
    name: "deleted",
    act: async (imani, { sign }) => {
      for (const _ of new Intl.Segmenter().segment(sign)) await imani.presses("Delete");
    },
    merged: ({ sign }) => [sign],
  },
  {
    name: "parted",
    act: (imani) => imani.presses("Enter"),
    merged: ({ sign }) => [sign, sign],
  },
  {
    name: "joined",
    act: (imani) => imani.presses("Enter", "Backspace"),
    merged: ({ sign }) => [`${sign}${sign}`],
  },
  {
    name: "replaced",
    act: async (imani, { sign }) => {
      for (const _ of new Intl.Segmenter().segment(sign)) await imani.presses("Shift+ArrowLeft");
      await imani.page.keyboard.insertText("😃");
    },
    merged: ({ sign }) => [`😃${sign}`],
  },
  {
    name: "overwritten",
    act: async (imani, { sign }) => {
      await imani.presses("Shift+Home");
      await pastes(imani, `overwritten ${alike(sign)}\n${sign}`);
    },
    merged: ({ sign }) => [alike(sign), sign + sign],
  },
];

const linesOf = (word: string, middle: (act: Act) => readonly string[]): string[] =>
  acts.flatMap((act) => `${act.name} ${middle(act).join("\n")}${word} after`.split("\n"));

for (const sign of signs) {
  test(`[P2] ${sign.what}: written, deleted and parted beside Wren's word, online and offline, and taken back`, async ({
    meet,
  }) => {
    const start = (word: string) => linesOf(word, () => [sign.sign + sign.sign]);
    const merged = linesOf("wren", ({ merged }) => merged(sign));
    const pair = await meet(start("").join("\n\n"));
    const agreeOn = (lines: readonly string[]) => pair.agreeOn(lines.map((line) => `p: ${line}`));
    const { imani, wren } = pair;
    for (const writer of [imani, wren]) await watches(writer);
    const bothWrite = async () => {
      for (const { name, act } of acts) {
        await goesBetween(imani, name, sign);
        await wren.clicks(`${sign.sign} after`, sign.sign.length);
        await Promise.all([act(imani, sign), wren.page.keyboard.type("wren")]);
      }
    };
    await bothWrite();
    await agreeOn(merged);
    await imani.undoesAll();
    await agreeOn(start("wren"));
    await wren.undoesAll();
    await agreeOn(start(""));
    await pair.cut();
    await bothWrite();
    await pair.heal();
    await agreeOn(merged);
    await imani.undoesAll();
    await agreeOn(start("wren"));
    await sawWholeCharacters(pair);
  });
}
