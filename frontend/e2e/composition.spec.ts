/**
 * Imani writes with an input method while Wren changes the same page: what others do waits for at most two seconds,
 * is drawn around what she composes, and neither ends it, nor doubles or loses a letter of it.
 */
import { Ime } from "./kit/ime.js";
import { expect, type Pair, test } from "./kit/pair.js";

const start = "alpha\n\nbefore after\n\nomega";

/** Both online, Imani composing “に” in front of “after”, and Wren sees it. */
async function composing({ imani, wren }: Pair): Promise<Ime> {
  const ime = await Ime.at(imani.page);
  await imani.clicks("after");
  await ime.shows("に");
  await wren.sees("before にafter");
  return ime;
}

test("others' words in the same text are drawn around a composition, which goes on", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await composing(pair);
  await wren.clicks("before", 3);
  await wren.page.keyboard.type("<1>");
  await ime.shows("にほ");
  await wren.presses("Home");
  await wren.page.keyboard.type("<2>");
  await wren.presses("End");
  await wren.page.keyboard.type("<3>");
  await wren.clicks("alpha", 5);
  await wren.page.keyboard.type("<4>");
  await wren.presses("Enter");
  await wren.page.keyboard.type("<5>");
  await ime.shows("にほん");
  // Still composing, and everything is there.
  const drawn = ["p: alpha<4>", "p: <5>", "p: <2>bef<1>ore にほんafter<3>", "p: omega"];
  await expect.poll(() => imani.outline()).toEqual(drawn);
  await ime.hasEnded(0);
  await ime.shows("日本");
  await wren.clicks("omega", 5);
  await wren.page.keyboard.type("<6>");
  await ime.commits("日本語");
  await ime.hasBegun(1);
  await ime.hasEnded(1);
  await pair.agreeOn(["p: alpha<4>", "p: <5>", "p: <2>bef<1>ore 日本語after<3>", "p: omega<6>"]);
  // The caret is behind what was composed, and undo takes back that alone.
  await imani.page.keyboard.type("!");
  await pair.agreeOn(["p: alpha<4>", "p: <5>", "p: <2>bef<1>ore 日本語!after<3>", "p: omega<6>"]);
  await imani.undoesAll();
  await pair.agreeOn(["p: alpha<4>", "p: <5>", "p: <2>bef<1>ore after<3>", "p: omega<6>"]);
});

test("letters deleted on both sides of a composition go, and it goes on", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await composing(pair);
  await wren.clicks("before", 6);
  await wren.presses("Backspace", "Backspace", "End", "Backspace");
  await expect.poll(() => imani.outline()).toEqual(["p: alpha", "p: befo にafte", "p: omega"]);
  await ime.shows("にほ");
  await ime.hasEnded(0);
  await ime.commits("日本");
  await pair.agreeOn(["p: alpha", "p: befo 日本afte", "p: omega"]);
  await ime.hasBegun(1);
});

test("a block that becomes a heading under a composition becomes one when it is done", async ({ meet }) => {
  const pair = await meet(start);
  const { wren } = pair;
  const ime = await composing(pair);
  await wren.clicks("before", 3);
  await wren.presses("Control+Alt+1");
  await expect.poll(() => wren.outline()).toEqual(["p: alpha", "h2: before にafter", "p: omega"]);
  await ime.shows("にほ");
  await wren.sees("before にほafter");
  await ime.shows("にほん");
  await ime.hasEnded(0);
  await ime.commits("日本");
  await pair.agreeOn(["p: alpha", "h2: before 日本after", "p: omega"]);
  await ime.hasBegun(1);
});

test("a block that is deleted under a composition keeps what is composed in it afterwards", async ({
  meet,
}) => {
  const pair = await meet(start);
  const { wren } = pair;
  const ime = await composing(pair);
  await wren.selectsBlock("before");
  await wren.presses("Delete", "Backspace");
  await expect.poll(() => wren.outline()).toEqual(["p: alpha", "p: omega"]);
  await ime.shows("にほ");
  await ime.commits("日本");
  await pair.agreeOn(["p: alpha", "p: 日本", "p: omega"]);
  await ime.hasBegun(1);
});

test("composing in an empty block, in which another person writes as well", async ({ meet, server }) => {
  const pair = await meet("alpha");
  const { imani, wren } = pair;
  await imani.types("\n");
  await pair.agreeOn(["p: alpha", "p:"]);
  const ime = await Ime.at(imani.page);
  await ime.shows("に");
  await wren.sees("に");
  await wren.types("<1>");
  // Of letters that both put in behind one, nobody can say which come first.
  await expect.poll(() => server.read(pair.path, "text")).toContain("に<1>");
  await wren.isConnected();
  await ime.shows("にほ");
  await ime.hasEnded(0);
  await ime.commits("日本");
  await pair.agreeOn(["p: alpha", "p: 日本<1>"]);
  await ime.hasBegun(1);
});

test("composing at the very start of a page, where another person puts a block above", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  await imani.clicks("alpha");
  const ime = await Ime.at(imani.page);
  await ime.shows("に");
  await wren.sees("にalpha");
  await wren.text.focus();
  await wren.presses("Control+Home", "Enter", "ArrowUp");
  await wren.page.keyboard.type("<1>");
  await expect.poll(() => imani.outline()).toEqual(["p: <1>", "p: にalpha", "p: before after", "p: omega"]);
  await ime.shows("にほ");
  await ime.commits("日本");
  await pair.agreeOn(["p: <1>", "p: 日本alpha", "p: before after", "p: omega"]);
  await ime.hasBegun(1);
});

test("composing over a selection, in which another person types", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await Ime.at(imani.page);
  await wren.clicks("before", 3);
  await imani.clicks("before");
  await imani.clicks("before", 6, { shift: true });
  await Promise.all([ime.shows("に"), wren.page.keyboard.type("<1>")]);
  await ime.shows("にほ");
  await ime.commits("日本");
  // Whose comes first is decided by who was first to reach the server.
  await expect
    .poll(() => imani.outline())
    .toContainEqual(expect.stringMatching(/^p: (日本<1>|<1>日本) after$/));
  await pair.agreeOn(await imani.outline());
});

test("a composition that is given up leaves nothing, and what others wrote meanwhile", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await composing(pair);
  await wren.clicks("before", 3);
  await wren.page.keyboard.type("<1>");
  await ime.shows("にほ");
  await expect.poll(() => imani.outline()).toContain("p: bef<1>ore にほafter");
  await ime.cancels();
  await pair.agreeOn(["p: alpha", "p: bef<1>ore after", "p: omega"]);
  await imani.page.keyboard.type("x");
  await pair.agreeOn(["p: alpha", "p: bef<1>ore xafter", "p: omega"]);
});

test("two people compose in one text at the same time", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const one = await composing(pair);
  const other = await Ime.at(wren.page);
  await wren.clicks("before", 3);
  await other.shows("か");
  await one.shows("にほ");
  await other.shows("かな");
  for (const writer of [imani, wren]) {
    await expect.poll(() => writer.outline()).toContain("p: befかなore にほafter");
  }
  await other.commits("仮名");
  await one.commits("日本");
  await pair.agreeOn(["p: alpha", "p: bef仮名ore 日本after", "p: omega"]);
  await one.hasBegun(1);
  await other.hasBegun(1);
});
