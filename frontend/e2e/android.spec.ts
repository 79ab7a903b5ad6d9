/**
 * Imani writes on a phone, whose keyboard says of no key which it was: it composes every word, composes words again
 * that are there already, replaces them by better ones, and lets the browser delete and break blocks. Wren writes in
 * the same block, at the same time or while both are away.
 */
import { devices, expect } from "@playwright/test";
import { Ime } from "./kit/ime.js";
import { test } from "./kit/pair.js";
import type { Writer } from "./kit/writer.js";

test.use({ device: devices["Pixel 7"] });

const start = "alpha\n\nbefore after\n\nomega";
const undone = ["p: alpha", "p: before wren after", "p: omega"];

interface Act {
  readonly what: string;
  readonly act: (imani: Writer, ime: Ime) => Promise<unknown>;
  readonly merged: readonly string[];
}

/** Letter by letter, as a word that is not finished; then all of it as `committed`. */
async function composes(ime: Ime, word: string, committed = word): Promise<void> {
  for (let length = 1; length <= word.length; length++) {
    await ime.pressesUnidentified();
    await ime.shows(word.slice(0, length));
  }
  await ime.pressesUnidentified();
  await ime.commits(committed);
}

/** The button above the keyboard. */
async function takesAllBack({ page }: Writer): Promise<void> {
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(async () => {
    if ((await undo.getAttribute("aria-disabled")) !== "true") await undo.tap();
    await expect(undo).toHaveAttribute("aria-disabled", "true", { timeout: 200 });
  }).toPass({ intervals: [0] });
}

const acts: readonly Act[] = [
  {
    what: "two words at the end",
    act: async (imani, ime) => {
      await imani.clicks("after", 5);
      await ime.commits(" ");
      await composes(ime, "hello", "hello ");
      await composes(ime, "you");
    },
    merged: ["p: alpha", "p: before wren after hello you", "p: omega"],
  },
  {
    what: "a word that is corrected when it is done",
    act: async (imani, ime) => {
      await imani.clicks("after", 5);
      await composes(ime, " teh", " the ");
      await composes(ime, "end");
    },
    merged: ["p: alpha", "p: before wren after the end", "p: omega"],
  },
  {
    what: "letters at the end of a word, which is composed again",
    act: async (imani, ime) => {
      await imani.clicks("before", 6);
      await ime.recomposes("before", "befores");
      await ime.shows("beforest");
      await ime.commits("beforest");
    },
    merged: ["p: alpha", "p: beforest wren after", "p: omega"],
  },
  {
    what: "Backspace in a word that is composed again",
    act: async (imani, ime) => {
      await imani.clicks("before", 6);
      for (const [shown, next] of [
        ["before", "befor"],
        ["befor", "befo"],
      ] as const) {
        await ime.pressesUnidentified();
        await ime.recomposes(shown, next);
      }
      await ime.commits("befo");
    },
    merged: ["p: alpha", "p: befo wren after", "p: omega"],
  },
  {
    what: "a suggestion taken for a word of somebody",
    act: async (imani, ime) => {
      await imani.clicks("before", 3);
      await ime.recomposes("before", "between");
      await ime.commits("between");
    },
    merged: ["p: alpha", "p: between wren after", "p: omega"],
  },
  {
    what: "a word composed over a selection",
    act: async (imani, ime) => {
      await imani.clicks("before");
      await imani.clicks("before", 6, { shift: true });
      await composes(ime, "new");
    },
    merged: ["p: alpha", "p: new wren after", "p: omega"],
  },
  {
    what: "Backspace three times",
    act: async (imani, ime) => {
      await imani.clicks("before", 4);
      for (let i = 0; i < 3; i++) await ime.edits("DeleteBackward");
    },
    merged: ["p: alpha", "p: bre wren after", "p: omega"],
  },
  {
    what: "Backspace at the start, which joins two blocks",
    act: async (imani, ime) => {
      await imani.clicks("before");
      await ime.edits("DeleteBackward");
      await composes(ime, "x");
    },
    merged: ["p: alphaxbefore wren after", "p: omega"],
  },
  {
    what: "Enter in a word",
    act: async (imani, ime) => {
      await imani.clicks("before", 3);
      await ime.edits("InsertNewline");
      await composes(ime, "x");
    },
    merged: ["p: alpha", "p: bef", "p: xore wren after", "p: omega"],
  },
  {
    what: "Enter while a word is composed",
    act: async (imani, ime) => {
      await imani.clicks("before", 6);
      await ime.recomposes("before", "befores");
      await ime.commits("befores");
      await ime.edits("InsertNewline");
    },
    merged: ["p: alpha", "p: befores", "p: wren after", "p: omega"],
  },
  {
    what: "Enter and Backspace",
    act: async (imani, ime) => {
      await imani.clicks("before", 6);
      await ime.edits("InsertNewline");
      await ime.edits("DeleteBackward");
      await ime.edits("DeleteBackward");
      await composes(ime, "r");
    },
    merged: ["p: alpha", "p: beforr wren after", "p: omega"],
  },
  {
    what: "emoji, one of them deleted again",
    act: async (imani, ime) => {
      await imani.clicks("before", 6);
      await ime.commits("😀");
      await ime.commits("👩‍👩‍👧");
      await ime.edits("DeleteBackward");
      await ime.commits("😁");
    },
    merged: ["p: alpha", "p: before😀😁 wren after", "p: omega"],
  },
  {
    what: "a dash and a space, which make a list",
    act: async (imani, ime) => {
      await imani.clicks("before");
      await composes(ime, "-", "- ");
    },
    merged: ["p: alpha", "ul>li>p: before wren after", "p: omega"],
  },
];

async function typesBeforeAfter(wren: Writer): Promise<void> {
  await wren.clicks("after");
  await wren.page.keyboard.type("wren ");
}

for (const { what, act, merged } of acts) {
  for (const where of ["online", "offline"] as const) {
    test(`[P2] phone, ${where}: ${what}; Wren's word is kept, and undo leaves it alone`, async ({ meet }) => {
      const pair = await meet(start);
      const ime = await Ime.at(pair.imani.page);
      if (where === "offline") await pair.cut();
      await Promise.all([act(pair.imani, ime), typesBeforeAfter(pair.wren)]);
      if (where === "offline") await pair.heal();
      await pair.agreeOn(merged);
      await takesAllBack(pair.imani);
      await pair.agreeOn(undone);
    });
  }
}

test("phone: what others write around a word that is composed again is drawn meanwhile", async ({ meet }) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await Ime.at(imani.page);
  await wren.clicks("before", 3);
  await imani.clicks("after", 5);
  await ime.recomposes("after", "afters");
  await wren.sees("before afters");
  await wren.presses("End");
  await wren.page.keyboard.type("<1>");
  await wren.presses("Home");
  await wren.page.keyboard.type("<2>");
  await expect
    .poll(async () => {
      await ime.shows("afters");
      return await imani.outline();
    })
    .toEqual(["p: alpha", "p: <2>before afters<1>", "p: omega"]);
  await ime.shows("afterst");
  await ime.commits("afterst");
  await pair.agreeOn(["p: alpha", "p: <2>before afterst<1>", "p: omega"]);
  await ime.hasBegun(1);
  await takesAllBack(imani);
  await pair.agreeOn(["p: alpha", "p: <2>before after<1>", "p: omega"]);
});

test("phone: what others write into a word that is composed again, and right before it, is kept", async ({
  meet,
  server,
}) => {
  const pair = await meet(start);
  const { imani, wren } = pair;
  const ime = await Ime.at(imani.page);
  await wren.clicks("before", 3);
  await imani.clicks("before", 6);
  await ime.recomposes("before", "befores");
  await wren.page.keyboard.type("<1>");
  await wren.presses("Home");
  await wren.page.keyboard.type("<2>");
  // A keyboard says again and again what it composes; without, a phone's composition counts as done after a while.
  await expect
    .poll(async () => {
      await ime.shows("befores");
      return await server.read(pair.path, "text");
    })
    .toContain("<2>bef<1>ores after");
  await ime.shows("beforest");
  await ime.commits("beforest");
  await pair.agreeOn(["p: alpha", "p: <2>bef<1>orest after", "p: omega"]);
  await ime.hasBegun(1);
  await takesAllBack(imani);
  await pair.agreeOn(["p: alpha", "p: <2>bef<1>ore after", "p: omega"]);
});
