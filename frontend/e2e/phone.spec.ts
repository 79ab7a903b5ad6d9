/** What the toolbar of a phone does with a thumb: blocks are added, moved and made into others; nothing else is written. */
import { expect, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

const phone = (width: number) => ({ viewport: { width, height: 844 }, hasTouch: true, isMobile: true });
const markdown = ["Soup", "- one\n- two", "Bread"].join("\n\n");

const taps = async (writer: Writer, ...names: string[]) => {
  for (const name of names) await writer.toolbar.getByRole("button", { name, exact: true }).tap();
};

const goesTo = (writer: Writer, words: string) => writer.clicks(words, words.length);

test("phone: every button is 44 px and can be reached at 360 px, and the bar shows where it goes on", async ({
  people,
  server,
}) => {
  const imani = await people.join("Imani", await server.page({ markdown }), phone(360));
  await imani.isConnected();
  await goesTo(imani, "two");
  const strip = imani.toolbar.locator(".strip");
  const fades = () =>
    strip.evaluate((element) =>
      ["data-more-before", "data-more-behind"].map((at) => element.hasAttribute(at)),
    );
  await expect.poll(fades).toEqual([false, true]);
  for (const strips of [[], ["Text style"], ["Back to all formatting", "Block"]]) {
    await taps(imani, ...strips);
    for (const button of await imani.toolbar.getByRole("button").all()) {
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 1 });
      const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
  }
  await expect.poll(fades).toEqual([false, false]);
  await taps(imani, "Back to all formatting");
  await strip.evaluate((element) => element.scrollTo(element.scrollWidth, 0));
  await expect.poll(fades).toEqual([true, false]);
});

test("phone: somebody’s circle in the bar is reached within 40 px, also beside others, and the bar is no wider", async ({
  people,
  server,
}) => {
  const path = await server.page({ markdown });
  const imani = await people.join("Imani", path, phone(375));
  for (const name of ["Wren", "Ada", "Bo"]) await people.join(name, path);
  await expect(imani.page.getByRole("img", { name: /^and / })).toBeVisible();
  const circles = await imani.page.locator(".bar button.av").filter({ visible: true }).all();
  expect(circles).toHaveLength(3);
  for (const circle of circles) {
    const reach = await circle.evaluate((button) => {
      const { left, width, top, height } = button.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isHit = (dx: number, dy: number) => document.elementFromPoint(x + dx, y + dy) === button;
      const reachOf = (dx: number, dy: number) => {
        let steps = 0;
        while (steps < 30 && isHit(dx * steps, dy * steps)) steps += 1;
        return steps;
      };
      return [reachOf(-1, 0) + reachOf(1, 0), reachOf(0, -1) + reachOf(0, 1)];
    });
    expect(Math.min(...reach)).toBeGreaterThanOrEqual(40);
  }
  expect(await imani.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
});

test("phone: “+” writes nothing where nothing is chosen, and puts nothing into an item", async ({
  people,
  server,
}) => {
  const path = await server.page({ markdown });
  const imani = await people.join("Imani", path, phone(390));
  await imani.isConnected();
  const before = ["p: Soup", "ul>li>p: one", "ul>li>p: two", "p: Bread"];
  const list = imani.page.getByRole("listbox", { name: "Blocks" });
  const closings: (() => Promise<unknown>)[] = [
    () => imani.presses("Escape"),
    () => taps(imani, "Hide keyboard"),
    () => imani.clicks("Soup", 2),
    () => imani.presses("x", "Backspace"),
  ];
  for (const close of closings) {
    await goesTo(imani, "one");
    await taps(imani, "Add a block");
    await expect(list).toBeVisible();
    await close();
    await expect(list).toHaveCount(0);
    expect(await imani.outline()).toEqual(before);
  }
  await goesTo(imani, "one");
  await taps(imani, "Add a block");
  await list.getByRole("option", { name: "Heading 2" }).tap();
  await imani.page.keyboard.type("Menu");
  const withHeading = ["p: Soup", "ul>li>p: one", "ul>li>p: two", "h3: Menu", "p: Bread"];
  expect(await imani.outline()).toEqual(withHeading);
  await goesTo(imani, "one");
  await taps(imani, "Add a block");
  await list.getByRole("option", { name: "Bulleted list" }).tap();
  await imani.page.keyboard.type("and a half");
  expect(await imani.outline()).toEqual([
    "p: Soup",
    "ul>li>p: one",
    "ul>li>p: and a half",
    "ul>li>p: two",
    "h3: Menu",
    "p: Bread",
  ]);
  await expect(async () => {
    await taps(imani, "Undo");
    expect(await imani.outline()).toEqual(before);
  }).toPass();
});

test("phone: “+” gives text where text is chosen, and a picture only when it has an address", async ({
  people,
  server,
}) => {
  const imani = await people.join("Imani", await server.page({ markdown }), phone(390));
  await imani.isConnected();
  await imani.page.route("https://pictures.example/*", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  const asks = async (words: string, name: string) => {
    await goesTo(imani, words);
    await taps(imani, "Add a block");
    await imani.page.getByRole("option", { name, exact: true }).tap();
  };
  await asks("one", "Text");
  await imani.page.keyboard.type("Salt");
  await asks("Soup", "Text");
  await imani.page.keyboard.type("hot");
  const before = ["p: Soup", "p: hot", "ul>li>p: one", "ul>li>p: two", "p: Salt", "p: Bread"];
  expect(await imani.outline()).toEqual(before);
  const dialog = imani.page.getByRole("dialog", { name: "Insert a picture" });
  await asks("one", "Image");
  await dialog.getByRole("button", { name: "Cancel" }).tap();
  await expect(dialog).toHaveCount(0);
  expect(await imani.outline()).toEqual(before);
  await asks("one", "Image");
  await dialog.getByLabel("Address").fill("https://pictures.example/pot.png");
  await dialog.getByRole("button", { name: "Insert" }).tap();
  await imani.page.keyboard.type("A pot");
  await expect(imani.text.locator("ul + figure img")).toHaveCount(1);
  expect(await imani.outline()).toEqual(before.toSpliced(4, 0, "p: A pot"));
});

test("phone: items step in and out, blocks move on and on, turn into others, are doubled and deleted", async ({
  people,
  server,
}) => {
  const imani = await people.join("Imani", await server.page({ markdown }), phone(390));
  await imani.isConnected();
  await goesTo(imani, "two");
  await taps(imani, "Indent");
  expect(await imani.outline()).toEqual(["p: Soup", "ul>li>p: one", "ul>li>ul>li>p: two", "p: Bread"]);
  await expect(imani.toolbar.getByRole("button", { name: "Indent" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await taps(imani, "Outdent", "Undo", "Redo");
  expect(await imani.outline()).toEqual(["p: Soup", "ul>li>p: one", "ul>li>p: two", "p: Bread"]);

  await goesTo(imani, "Bread");
  await taps(imani, "Block", "Move up", "Move up");
  expect(await imani.outline()).toEqual(["p: Bread", "p: Soup", "ul>li>p: one", "ul>li>p: two"]);
  await expect(imani.toolbar.getByRole("button", { name: "Move up" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await taps(imani, "Duplicate", "Delete");
  expect(await imani.outline()).toEqual(["p: Bread", "p: Soup", "ul>li>p: one", "ul>li>p: two"]);

  await goesTo(imani, "two");
  await taps(imani, "Block", "Turn into", "Heading 1");
  expect(await imani.outline()).toEqual(["p: Bread", "p: Soup", "ul>li>p: one", "h2: two"]);
  await expect(imani.toolbar.getByRole("button", { name: "Heading 1" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await imani.page.keyboard.type(" more");
  await imani.sees("two more");
});
