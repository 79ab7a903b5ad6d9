/** A page of ten thousand blocks: opened, written in at several places by two people, together and apart. */

import { exportedOutline } from "./kit/outline.js";
import { expect, type Pair, test } from "./kit/pair.js";
import type { TestServer } from "./kit/server.js";
import type { Writer } from "./kit/writer.js";

const count = 10_000;
const markdown = Array.from({ length: count }, (_, i) => `line ${i + 1}.`).join("\n\n");

/** The page as it was made, with what `change` does to its lines. */
function lines(change: (lines: Map<number, readonly string[]>) => void = () => undefined): string[] {
  const all = new Map(Array.from({ length: count }, (_, i) => [i + 1, [`p: line ${i + 1}.`]] as const));
  change(all as Map<number, readonly string[]>);
  return [...all.values()].flat();
}

/** Where two pages part; a list of all lines would say less, and be slow to print. */
function parting(is: readonly string[], wanted: readonly string[]): unknown {
  const length = Math.max(is.length, wanted.length);
  for (let i = 0; i < length; i++) {
    if (is[i] !== wanted[i])
      return { line: i + 1, is: is.slice(i - 1, i + 3), wanted: wanted.slice(i - 1, i + 3) };
  }
  return null;
}

async function agreeOn({ imani, wren, path }: Pair, server: TestServer, wanted: readonly string[]) {
  for (const writer of [imani, wren])
    await expect.poll(async () => parting(await writer.outline(), wanted)).toBeNull();
  await expect.poll(async () => parting(exportedOutline(await server.read(path, "json")), wanted)).toBeNull();
}

const types = async (writer: Writer, words: string, text: string) => {
  await writer.clicks(words, words.length);
  await writer.page.keyboard.type(text);
};

test("[P2] ten thousand blocks: two people write and restructure, together and apart, and undo", async ({
  meet,
  server,
}) => {
  const pair = await meet(markdown);
  const { imani, wren } = pair;
  await agreeOn(pair, server, lines());
  // Together: at the end, and in the middle.
  await Promise.all([types(imani, "line 10000.", "\nthe end"), types(wren, "line 5000.", " wren")]);
  const together = (all: Map<number, readonly string[]>) => {
    all.set(count, ["p: line 10000.", "p: the end"]);
    all.set(5_000, ["p: line 5000. wren"]);
  };
  await agreeOn(pair, server, lines(together));
  // Apart: Imani restructures the blocks that Wren writes in. It takes longer than a WebSocket that was about to be
  // opened is held back when a browser is set offline, and no longer than a server is away that has ended.
  await server.kill();
  await pair.cut();
  const restructures = async () => {
    await imani.clicks("line 2000.", 4);
    await imani.presses("Control+Alt+1");
    await imani.clicks("line 5000.", 4);
    await imani.presses("Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp");
    await imani.selectsBlock("line 7000.");
    await imani.presses("Delete", "Backspace");
    await imani.clicks("line 9000.", 4);
    await imani.presses("Enter");
  };
  const writes = async () => {
    for (const words of ["line 2000.", "line 5000.", "line 7000.", "line 9000."])
      await types(wren, words, " w");
  };
  await Promise.all([restructures(), writes()]);
  await server.start();
  await pair.heal();
  await agreeOn(
    pair,
    server,
    lines((all) => {
      together(all);
      all.set(2_000, ["h2: line 2000. w"]);
      all.set(4_998, ["p: line 5000. w wren", "p: line 4998."]);
      all.set(5_000, []);
      all.set(7_000, ["p: w"]);
      all.set(9_000, ["p: line", "p: 9000. w"]);
    }),
  );
  await imani.undoesAll();
  await agreeOn(
    pair,
    server,
    lines((all) => {
      for (const line of [2_000, 7_000, 9_000]) all.set(line, [`p: line ${line}. w`]);
      all.set(5_000, ["p: line 5000. w wren"]);
    }),
  );
});
