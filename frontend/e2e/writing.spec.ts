/** Writing alone: what one types, chooses and presses becomes the right blocks. */

import type { TestServer } from "./kit/server.js";
import { expect, type People, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

async function atAnEmptyPage(people: People, server: TestServer): Promise<{ imani: Writer; path: string }> {
  const path = await server.page({ title: "Page" });
  const imani = await people.join("Imani", path);
  await imani.isConnected();
  await imani.text.click();
  return { imani, path };
}

test("Markdown shortcuts make headings, lists, tasks, quotes, code and dividers", async ({
  people,
  server,
}) => {
  const { imani, path } = await atAnEmptyPage(people, server);
  await imani.types("## Two\n- point\n\n1. first\n\n[] task\n\n> quoted\n\n---**bold** and `code`\n");
  await imani.types("```js\nlet x = 1;");
  const { text } = imani;
  await expect(text.locator("h2, h3").filter({ hasText: "Two" })).toBeVisible();
  await expect(text.locator("ul li").filter({ hasText: "point" })).toBeVisible();
  await expect(text.locator("ol li")).toHaveText("first");
  await expect(text.getByRole("checkbox")).not.toBeChecked();
  await expect(text.locator("blockquote")).toHaveText("quoted");
  await expect(text.locator("hr")).toBeVisible();
  await expect(text.locator("strong")).toHaveText("bold");
  await expect(text.locator("p code")).toHaveText("code");
  await expect(text.locator("pre")).toContainText("let x = 1;");
  await text.getByRole("checkbox").check();
  await expect
    .poll(() => server.read(path, "markdown"))
    .toMatch(
      /^# Page\n\n## Two\n\n- point\n\n1[.)] first\n\n- \[x\] task\n\n> quoted\n\n---\n\n\*\*bold\*\* and `code`\n\n```js\nlet x = 1;\n```\n$/,
    );
});

test("the slash menu finds a block by name and makes it, with the keyboard alone", async ({
  people,
  server,
}) => {
  const { imani } = await atAnEmptyPage(people, server);
  await imani.types("/");
  const menu = imani.page.getByRole("listbox", { name: "Blocks" });
  await expect(menu.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await imani.page.keyboard.type("tab");
  await expect(menu.getByRole("option")).toHaveText(["Table"]);
  await imani.presses("Tab");
  await expect(imani.text.locator("table tr")).toHaveCount(3);
  await imani.page.keyboard.type("Time");
  await imani.presses("Tab");
  await imani.page.keyboard.type("Job");
  await expect(imani.text.locator("th").nth(1)).toHaveText("Job");
  await imani.page.getByRole("button", { name: "More formatting" }).click();
  await imani.page.getByRole("menuitem", { name: "Insert row below" }).click();
  await expect(imani.text.locator("table tr")).toHaveCount(4);
  await imani.presses("Escape");
});

test("the bubble menu marks and links what is selected", async ({ people, server }) => {
  const { imani, path } = await atAnEmptyPage(people, server);
  await imani.types("never held a spade");
  await imani.presses("Control+Shift+ArrowLeft");
  const bubble = imani.page.getByRole("toolbar", { name: "Selection" });
  await bubble.getByRole("button", { name: "Bold" }).click();
  await expect(imani.text.locator("strong")).toHaveText("spade");
  await bubble.getByRole("button", { name: "Link" }).click();
  await imani.page.getByRole("textbox", { name: "Address" }).fill("example.com/spade");
  await imani.presses("Enter");
  await expect(imani.text.getByRole("link", { name: "spade" })).toHaveAttribute(
    "href",
    "https://example.com/spade",
  );
  await imani.page.keyboard.type(" here");
  await expect.poll(() => server.read(path, "markdown")).toContain("[spade](https://example.com/spade)");
});

test("a picture is shown by its address", async ({ people, server }) => {
  const { imani } = await atAnEmptyPage(people, server);
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await imani.page.route("https://images.example/*", (route) =>
    route.fulfill({ contentType: "image/png", body: Buffer.from(dot, "base64") }),
  );
  await imani.toolbar.getByRole("button", { name: "Image" }).click();
  await imani.page.getByRole("textbox", { name: "Address" }).fill("https://images.example/map.png");
  await imani.page.getByRole("textbox", { name: "Description" }).fill("The plot map");
  await imani.page.getByRole("button", { name: "Insert" }).click();
  const picture = imani.text.getByRole("img", { name: "The plot map" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
});

test("everything is reached with the keyboard alone", async ({ people, server }) => {
  const path = await server.page({ title: "Keys" });
  const imani = await people.join("Imani", path);
  await imani.isConnected();
  await imani.title.focus();
  await imani.presses("End", "Enter");
  await expect(imani.text).toBeFocused();
  await imani.page.keyboard.type("one two");
  await imani.presses("Control+Shift+ArrowLeft", "Alt+F10");
  await expect(imani.toolbar.locator(":focus")).toHaveCount(1);
  while ((await imani.toolbar.locator(":focus").getAttribute("aria-label")) !== "Italic") {
    await imani.presses("ArrowRight");
  }
  await imani.presses("Enter");
  await expect(imani.text.locator("em")).toHaveText("two");
  await imani.presses("Escape");
  await expect(imani.text).toBeFocused();
  // The stock caret binding dispatches when the text gets the focus, and may put a caret back that a key just moved.
  await expect(async () => {
    await imani.presses("Control+Home", "ArrowUp");
    await expect(imani.title).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await imani.presses("ArrowDown");
  await expect(imani.text).toBeFocused();
  await imani.presses("Escape", "Tab");
  await expect(imani.text).not.toBeFocused();
});

test("a click on the paper below the last block continues the text", async ({ people, server }) => {
  const path = await server.page({ markdown: "# T\n\n```\ncode\n```\n" });
  const imani = await people.join("Imani", path);
  await imani.sees("code");
  const box = await imani.text.boundingBox();
  if (box === null) throw new Error("the text has no box");
  await imani.page.mouse.click(box.x + 40, box.y + box.height + 60);
  await imani.page.keyboard.type("after the code");
  await expect.poll(() => server.read(path, "markdown")).toMatch(/```\ncode\n```\n\nafter the code/);
});

test("Tab in a paragraph, and a picture put in, leave the caret where one goes on writing", async ({
  people,
  server,
}) => {
  const { imani, path } = await atAnEmptyPage(people, server);
  await imani.page.route("https://example.org/**", (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  );
  await imani.types("words");
  await imani.presses("Tab");
  await imani.page.keyboard.type(" and more");
  await imani.page.getByRole("button", { name: "Image" }).click();
  await imani.page.getByRole("textbox", { name: "Address" }).fill("https://example.org/bed.png");
  await imani.presses("Enter");
  await imani.page.keyboard.type("below");
  await expect
    .poll(() => server.read(path, "markdown"))
    .toBe("# Page\n\nwords and more\n\n![](https://example.org/bed.png)\n\nbelow\n");
});

test("[P10] what one types draws the text, and no more than the status of the page around it", async ({
  people,
  server,
}) => {
  const imani = await people.join("Imani", await server.page({ title: "Page" }));
  await imani.page.addInitScript(() => {
    const counts = { commits: 0 };
    // What React tells its developer tools of every tree that it has put into the page.
    const hook = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => counts.commits++,
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
    };
    Object.assign(window, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook, counts });
  });
  await imani.page.reload();
  await imani.isConnected();
  const commits = () =>
    imani.page.evaluate(() => Reflect.get(Reflect.get(window, "counts"), "commits") as number);
  await imani.types("Begun. ");
  await imani.isConnected();
  const before = await commits();
  expect(before).toBeGreaterThan(0);
  await imani.page.keyboard.type("Every letter is saved before the next one is typed.", { delay: 40 });
  const during = (await commits()) - before;
  expect(during).toBeLessThan(15);
});
