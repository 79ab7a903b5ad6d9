/** The block handle: dragging blocks and the menu of a block, alone and with somebody writing in the block meanwhile. */
import AxeBuilder from "@axe-core/playwright";
import {
  blockWith,
  chooses,
  drags,
  gripIsBeside,
  gripOf,
  holds,
  opensMenuOf,
  pointsAt,
} from "./kit/blocks.js";
import type { TestServer } from "./kit/server.js";
import { expect, type People, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

const markdown = [
  "# Page",
  "one",
  "two",
  "- apple\n- pear\n  - seed\n- plum",
  "- [x] done\n- [ ] open",
  "> said",
  "last",
].join("\n\n");

async function at(people: People, path: string, name = "Imani"): Promise<Writer> {
  const writer = await people.join(name, path);
  await writer.isConnected();
  await writer.sees("last");
  return writer;
}

async function alone(people: People, server: TestServer): Promise<{ imani: Writer; path: string }> {
  const path = await server.page({ markdown });
  return { imani: await at(people, path), path };
}

/** Neighbouring lists alternate their bullets in Markdown, and some letters are escaped: neither matters here. */
const plain = (read: string) => read.replace(/^( *)\*(?= )/gm, "$1-").replaceAll("\\", "");

const becomes = async (server: TestServer, path: string, part: RegExp) =>
  await expect.poll(async () => plain(await server.read(path, "markdown"))).toMatch(part);

test.describe("the menu of a block", () => {
  test("adds a block below, in a list an item", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await chooses(imani, "one", "Add below");
    await expect(imani.text).toBeFocused();
    await imani.page.keyboard.type("between");
    await chooses(imani, "pear", "Add below");
    await imani.page.keyboard.type("fig");
    await becomes(server, path, /one\n\nbetween\n\ntwo\n\n- apple\n- pear\n {2}- seed\n- fig\n- plum\n/);
  });

  test("goes with the block that somebody deletes, and the next block has its own", async ({
    people,
    server,
  }) => {
    const { imani, path } = await alone(people, server);
    const bo = await at(people, path, "Bo");
    const menu = await opensMenuOf(imani, "one");
    await chooses(bo, "one", "Delete");
    await expect(menu).toHaveCount(0);
    await chooses(imani, "two", "Turn into", "Heading 2");
    await becomes(server, path, /## two\n/);
  });

  test("turns the block into another kind, wherever the caret is", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await blockWith(imani, "last").click();
    for (const [words, kind] of [
      ["one", "Heading 2"],
      ["two", "Task list"],
      ["apple", "Numbered list"],
      ["said", "Text"],
      ["open", "Code block"],
    ] as const) {
      await chooses(imani, words, "Turn into", kind);
      await expect(imani.text).toBeFocused();
    }
    await imani.page.keyboard.type("!");
    await chooses(imani, "last", "Turn into", "Quote");
    await becomes(
      server,
      path,
      /## one\n\n- \[ \] two\n\n1[.)] apple\n\n- pear\n {2}- seed\n- plum\n\n- \[x\] done\n\n```\nopen!\n```\n\nsaid\n\n> last\n/,
    );
  });

  test("duplicates, moves and deletes the block", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await chooses(imani, "two", "Duplicate");
    await imani.page.keyboard.type("-b");
    await becomes(server, path, /one\n\ntwo\n\ntwo-b\n\n- apple/);
    await chooses(imani, "one", "Move down");
    await chooses(imani, "plum", "Move up");
    await becomes(server, path, /two\n\none\n\ntwo-b\n\n- apple\n- plum\n- pear\n {2}- seed\n/);
    await chooses(imani, "pear", "Delete");
    await chooses(imani, "said", "Delete");
    await expect(imani.text).toBeFocused();
    await becomes(server, path, /- apple\n- plum\n\n- \[x\] done\n- \[ \] open\n\nlast\n$/);
    const menu = await opensMenuOf(imani, "two");
    const up = menu.getByRole("menuitem", { name: "Move up" });
    await expect(up).toHaveAttribute("aria-disabled", "true");
  });

  test("copies a link that opens at the block and marks it for a moment", async ({ people, server }) => {
    const filler = Array.from({ length: 60 }, (_, i) => `paragraph ${i}`).join("\n\n");
    const path = await server.page({ markdown: `${markdown}\n\n${filler}\n` });
    const imani = await people.join("Imani", path, { permissions: ["clipboard-read", "clipboard-write"] });
    await imani.isConnected();
    await chooses(imani, "paragraph 50", "Copy link");
    const link = await imani.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(new RegExp(`${path}#block-\\d+\\.\\d+$`));
    // It stays the same when the block changes its place and its kind.
    await chooses(imani, "paragraph 50", "Turn into", "Heading 1");
    await chooses(imani, "paragraph 50", "Move up");
    const wren = await people.join("Wren", link);
    await expect(blockWith(wren, "paragraph 50")).toBeInViewport();
    const mark = await wren.page.locator(".linked-block").boundingBox();
    const block = await blockWith(wren, "paragraph 50").boundingBox();
    expect(Math.abs((mark?.y ?? 0) - (block?.y ?? 1_000))).toBeLessThan(3);
    await expect(wren.page.locator(".linked-block")).toHaveCount(0);
    await wren.page.evaluate(() => location.assign("#block-1.1"));
    await expect(wren.page.getByText("no longer here")).toBeVisible();
  });

  test("moves the last item of a list out of it, by key and by menu, and back", async ({
    people,
    server,
  }) => {
    const { imani, path } = await alone(people, server);
    await imani.clicks("open", 2);
    await imani.presses("Alt+Shift+ArrowDown");
    await becomes(server, path, /- \[x\] done\n\n> said\n\n- \[ \] open\n\nlast/);
    await imani.page.keyboard.type("|");
    await becomes(server, path, /- \[ \] op\|en/);
    await chooses(imani, "op\\|en", "Move up");
    await becomes(server, path, /- \[x\] done\n- \[ \] op\|en\n\n> said\n\nlast/);
  });

  test("is opened by a key for the block with the caret, and gives the focus back", async ({
    people,
    server,
  }) => {
    const { imani, path } = await alone(people, server);
    // The handle is loaded after the text, and sees only a mouse that moves.
    await pointsAt(imani, "plum");
    await blockWith(imani, "plum").click();
    await gripIsBeside(imani, "plum");
    await imani.presses("Alt+Shift+Enter");
    const menu = imani.page.getByRole("menu");
    await expect(menu.getByRole("menuitem", { name: "Add below" })).toBeFocused();
    await imani.presses("Escape");
    await expect(imani.text).toBeFocused();
    await imani.page.keyboard.type("s");
    await expect(gripOf(imani)).toHaveCount(0);
    await imani.presses("ArrowUp");
    await expect(gripOf(imani)).toBeVisible();
    const isAt = (name: string) => expect(menu.getByRole("menuitem", { name }).first()).toBeFocused();
    await imani.presses("ArrowDown");
    // The editor hears of an arrow key after the browser has moved the caret.
    await gripIsBeside(imani, "plums");
    await imani.presses("Alt+Shift+Enter");
    await isAt("Add below");
    await imani.presses("t");
    await isAt("Turn into");
    await imani.presses("ArrowRight");
    await isAt("Text");
    await imani.presses("ArrowDown");
    await isAt("Heading 1");
    await imani.presses("Enter");
    await expect(menu).toHaveCount(0);
    await imani.page.keyboard.type("!");
    await becomes(server, path, /- pear\n {2}- seed\n\n# plums!\n/);
  });

  for (const goesOn of [false, true])
    test(`its key before it is loaded ${goesOn ? "is forgotten by whoever goes on writing" : "opens it once it is"}`, async ({
      people,
      server,
    }) => {
      let load = () => {};
      const gate = new Promise<void>((resolve) => {
        load = resolve;
      });
      const path = await server.page({ markdown });
      const browser = await people.browser("Imani");
      await browser.route("**/assets/block-handle-*.js", async (route) => {
        await gate;
        await route.continue();
      });
      const imani = await people.tab(browser, path);
      await imani.sees("last");
      await blockWith(imani, "two").click();
      await imani.presses("Alt+Shift+Enter");
      if (goesOn) await imani.page.keyboard.type("s");
      load();
      const menu = imani.page.getByRole("menu");
      if (goesOn) {
        await pointsAt(imani, "last");
        await expect(menu).toHaveCount(0);
      } else {
        await expect(menu).toHaveAccessibleName("Block menu");
        await gripIsBeside(imani, "two");
        await expect(menu.getByRole("menuitem", { name: "Add below" })).toBeFocused();
      }
    });

  test("acts on its block though others write above it, and goes when they delete it", async ({
    people,
    server,
  }) => {
    const { imani, path } = await alone(people, server);
    const wren = await at(people, path, "Wren");
    await opensMenuOf(imani, "two");
    await wren.text.focus();
    await wren.presses("Control+Home");
    await wren.page.keyboard.type("zero\nhalf\n");
    await imani.sees("half");
    await imani.page.getByRole("menuitem", { name: "Duplicate" }).click();
    await becomes(server, path, /half\n\none\n\ntwo\n\ntwo\n\n- apple/);
    const menu = await opensMenuOf(imani, "said");
    await chooses(wren, "said", "Delete");
    await expect(menu).toHaveCount(0);
    await becomes(server, path, /- \[ \] open\n\nlast\n$/);
  });
});

test.describe("several blocks", () => {
  test("that are selected are dragged together by the grip of one of them", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await imani.clicks("pear");
    await imani.clicks("plum", 2, { shift: true });
    await drags(imani, "pear", "above", "one");
    await becomes(server, path, /# Page\n\n- pear\n {2}- seed\n- plum\n\none\n\ntwo\n\n- apple\n\n/);
    await imani.clicks("one");
    await imani.clicks("two", 2, { shift: true });
    await drags(imani, "one", "below", "last");
    await becomes(server, path, /last\n\none\n\ntwo\n$/);
  });

  test("of a list or a quote are selected by the menu, and dragged as a whole", async ({
    people,
    server,
  }) => {
    const { imani, path } = await alone(people, server);
    await chooses(imani, "said", "Select the quote");
    await expect(imani.text).toBeFocused();
    await drags(imani, "said", "above", "one");
    await becomes(server, path, /# Page\n\n> said\n\none\n/);
    await chooses(imani, "apple", "Select the list");
    await drags(imani, "plum", "above", "last");
    await becomes(server, path, /- \[ \] open\n\n- apple\n- pear\n {2}- seed\n- plum\n\nlast\n$/);
    await imani.undoesAll();
    await becomes(
      server,
      path,
      /two\n\n- apple\n- pear\n {2}- seed\n- plum\n\n- \[x\] done\n- \[ \] open\n\n> said\n\nlast\n$/,
    );
    const menu = await opensMenuOf(imani, "one");
    await expect(menu.getByRole("menuitem", { name: "Select the" })).toHaveCount(0);
  });
});

test.describe("dragging a block", () => {
  test("without the grip's tooltip, also where it was about to be shown", async ({ people, server }) => {
    const { imani } = await alone(people, server);
    const { x, y } = await pointsAt(imani, "one");
    const { page } = imani;
    await page.mouse.move(x, y);
    await page.mouse.down();
    const pressed = await page.evaluate(() => performance.now());
    // It comes half a second after the mouse.
    for (let moves = 0; (await page.evaluate(() => performance.now())) < pressed + 800; moves++) {
      await page.mouse.move(x, y + 40 + (moves % 2));
      await expect(page.locator(".drop-line")).toBeAttached();
      await expect(page.getByRole("tooltip")).toHaveCount(0);
    }
    await page.mouse.up();
    await expect(page.locator(".dropping")).toHaveCount(0);
  });

  test("up and down, and no letter moves before it is dropped", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await drags(imani, "last", "above", "one");
    await becomes(server, path, /^# Page\n\nlast\n\none\n\ntwo\n/);
    const before = await imani.text.boundingBox();
    await holds(imani, "last", "below", "two");
    expect(await imani.text.boundingBox()).toEqual(before);
    expect(await imani.blocks()).toEqual([
      "last",
      "one",
      "two",
      "applepearseedplum",
      expect.any(String),
      "said",
    ]);
    await imani.page.mouse.up();
    await becomes(server, path, /^# Page\n\none\n\ntwo\n\nlast\n\n- apple/);
    await expect(imani.page.getByRole("menu")).toHaveCount(0);
    await imani.presses("Control+z");
    await becomes(server, path, /^# Page\n\nlast\n\none\n\ntwo\n/);
  });

  test("into a list, out of it, and from one list into another", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    await drags(imani, "two", "below", "apple");
    await becomes(server, path, /one\n\n- apple\n- two\n- pear\n {2}- seed\n- plum\n/);
    await drags(imani, "pear", "above", "one");
    await becomes(server, path, /^# Page\n\n- pear\n {2}- seed\n\none\n\n- apple\n- two\n- plum\n/);
    await drags(imani, "done", "below", "two");
    await drags(imani, "plum", "below", "open");
    await becomes(server, path, /- apple\n- two\n- done\n\n- \[ \] open\n- \[ \] plum\n\n> said/);
    await drags(imani, "said", "below", "pear");
    await becomes(server, path, /- pear\n {2}- said\n {2}- seed\n\none\n[^>]*\n\nlast\n$/);
  });

  test("onto itself or with Escape changes nothing", async ({ people, server }) => {
    const { imani, path } = await alone(people, server);
    const before = await server.read(path, "markdown");
    await holds(imani, "one", "above", "two");
    await expect(imani.page.locator(".drop-line")).toBeHidden();
    await imani.page.mouse.up();
    await holds(imani, "one", "above", "last");
    await expect(imani.page.locator(".drop-line")).toBeVisible();
    await imani.presses("Escape");
    await expect(imani.page.locator(".dropping")).toHaveCount(0);
    await imani.page.mouse.up();
    await imani.types("");
    expect(await imani.toolbar.getByRole("button", { name: "Undo" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    expect(await server.read(path, "markdown")).toBe(before);
  });

  test("to a place that has to be scrolled to", async ({ people, server }) => {
    const filler = Array.from({ length: 60 }, (_, i) => `paragraph ${i}`).join("\n\n");
    const path = await server.page({ markdown: `# Page\n\none\n\n${filler}\n\nlast\n` });
    const imani = await at(people, path);
    const { x, y } = await pointsAt(imani, "one");
    await imani.page.mouse.move(x, y);
    await imani.page.mouse.down();
    await imani.page.mouse.move(x, y + 20, { steps: 2 });
    await imani.page.mouse.move(x, 795);
    await expect(blockWith(imani, "last")).toBeInViewport();
    const last = await blockWith(imani, "last").boundingBox();
    await imani.page.mouse.move(x, (last?.y ?? 0) + (last?.height ?? 0) + 10);
    await imani.page.mouse.up();
    await becomes(server, path, /paragraph 59\n\nlast\n\none\n$/);
  });
});

test.describe("two people", () => {
  async function both(people: People, server: TestServer) {
    const path = await server.page({ markdown });
    const imani = await at(people, path);
    const wren = await at(people, path, "Wren");
    const cut = async () => {
      for (const { page } of [imani, wren]) await page.context().setOffline(true);
      await server.kill();
      for (const writer of [imani, wren]) await writer.isOffline();
    };
    const heal = async () => {
      for (const { page } of [imani, wren]) await page.context().setOffline(false);
      await server.start();
      for (const writer of [imani, wren]) await writer.isConnected();
    };
    const typesIn = async (writer: Writer, words: string, more: string) => {
      await blockWith(writer, words).click();
      await writer.presses("End");
      await writer.page.keyboard.type(more);
    };
    return { path, imani, wren, cut, heal, typesIn };
  }

  test("one drags a block offline while the other writes in it: it is there once, with the words", async ({
    people,
    server,
  }) => {
    const { path, imani, wren, cut, heal, typesIn } = await both(people, server);
    await cut();
    await drags(imani, "two", "above", "one");
    await drags(imani, "pear", "below", "done");
    await typesIn(wren, "two", " and more");
    await typesIn(wren, "pear", " tree");
    await typesIn(wren, "seed", "ling");
    await heal();
    await becomes(
      server,
      path,
      /^# Page\n\ntwo and more\n\none\n\n- apple\n- plum\n\n- \[x\] done\n- \[ \] pear tree\n\s+- seedling\n- \[ \] open/,
    );
    for (const writer of [imani, wren]) await writer.sees("two and more\none\nappleplum\ndone");
  });

  test("both drag the same block offline: it is there once", async ({ people, server }) => {
    const { path, imani, wren, cut, heal, typesIn } = await both(people, server);
    await cut();
    await drags(imani, "two", "above", "one");
    await drags(wren, "two", "below", "last");
    await typesIn(wren, "two", " and more");
    await heal();
    await expect.poll(async () => (await server.read(path, "markdown")).match(/two/g)?.length).toBe(1);
    await becomes(server, path, /^two and more$/m);
    for (const writer of [imani, wren]) await writer.sees("two and more");
  });

  test("one turns a block into a heading by the handle while the other writes in it", async ({
    people,
    server,
  }) => {
    const { path, imani, wren, cut, heal, typesIn } = await both(people, server);
    await cut();
    await chooses(imani, "two", "Turn into", "Heading 1");
    await chooses(imani, "apple", "Turn into", "Heading 2");
    await typesIn(wren, "two", " and more");
    await typesIn(wren, "apple", " pie");
    await heal();
    await becomes(server, path, /one\n\n# two and more\n\n## apple pie\n\n- pear\n/);
    for (const writer of [imani, wren]) await writer.sees("apple pie");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in handle and menu, ${colorScheme}`, async ({ people, server }) => {
    const path = await server.page({ markdown });
    const imani = await people.join("Imani", path, { colorScheme, reducedMotion: "reduce" });
    await imani.isConnected();
    const problems = async () => {
      const { violations } = await new AxeBuilder({ page: imani.page }).analyze();
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    };
    await pointsAt(imani, "pear");
    expect(await problems()).toEqual([]);
    const menu = await opensMenuOf(imani, "two");
    await menu.getByRole("menuitem", { name: "Turn into" }).hover();
    await expect(imani.page.getByRole("menu")).toHaveCount(2);
    expect(await problems()).toEqual([]);
  });
}

test("the handle stands beside the block under a mouse that rested there before it was loaded", async ({
  people,
  server,
}) => {
  const path = await server.page({ markdown });
  const browser = await people.browser("Imani");
  let load = () => {};
  const gate = new Promise<void>((resolve) => {
    load = resolve;
  });
  await browser.route("**/assets/block-handle-*.js", async (route) => {
    await gate;
    await route.continue();
  });
  const imani = await people.tab(browser, path);
  await imani.sees("last");
  await blockWith(imani, "two").hover();
  load();
  await gripIsBeside(imani, "two");
});

test("there is no handle for fingers", async ({ people, server }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const path = await server.page({ markdown });
  const imani = await people.join("Imani", path, phone);
  await imani.isConnected();
  await blockWith(imani, "two").tap();
  await imani.presses("ArrowUp");
  await expect(gripOf(imani)).toHaveCount(0);
});
