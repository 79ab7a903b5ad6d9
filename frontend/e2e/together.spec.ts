/** People write together: text, titles, presence, undo. */
import { expect, test } from "./kit/test.js";

test("two people type at the same time, and both texts are there for both", async ({ people, server }) => {
  const path = await server.page({ title: "Spring opening day" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types("Start\n");
  await wren.sees("Start");
  const hers = "The gate opens at nine on Saturday.";
  const his = "Soup and bread at one o’clock, for sixty.";
  await imani.text.focus();
  await imani.presses("Control+Home");
  await wren.types("");
  // Both carets are where they should be, for both.
  await expect.poll(() => wren.caretBlocks()).toEqual([0]);
  await expect.poll(() => imani.caretBlocks()).toEqual([1]);
  await Promise.all([imani.page.keyboard.type(hers), wren.page.keyboard.type(his)]);
  for (const writer of [imani, wren]) {
    await writer.sees(hers);
    await writer.sees(his);
  }
  await expect.poll(() => imani.blocks()).toEqual([`${hers}Start`, his]);
  await expect.poll(() => wren.blocks()).toEqual([`${hers}Start`, his]);
  expect(await server.read(path, "text")).toContain(his);
});

test("somebody appears with name and colour, and vanishes when they leave", async ({ people, server }) => {
  const path = await server.page({ title: "Who is here" });
  const imani = await people.join("Imani", path);
  await expect(imani.page.getByRole("group", { name: /here/ })).toHaveCount(0);
  const wren = await people.join("Wren", path, { color: "#785cc8" });
  await expect(imani.person("Wren")).toHaveText("WR");
  await expect(imani.person("Wren")).toHaveCSS("background-color", "rgb(120, 92, 200)");
  await expect(imani.page.locator("[aria-live=polite]").getByText("Wren is here.")).toBeAttached();
  await wren.types("Hello");
  await expect(imani.page.locator(".caret .flag")).toHaveText("Wren");
  await imani.person("Wren").click();
  await wren.page.close();
  await expect(imani.person("Wren")).toHaveCount(0);
  await expect(imani.page.locator(".caret")).toHaveCount(0);
});

test("a person with two tabs counts once", async ({ people, server }) => {
  const path = await server.page();
  const imani = await people.join("Imani", path);
  const wrens = await people.browser("Wren");
  await people.tab(wrens, path);
  const second = await people.tab(wrens, path);
  await second.isConnected();
  await second.types("two tabs");
  await imani.sees("two tabs");
  await expect(imani.person("Wren")).toHaveCount(1);
  await expect(second.person("Wren")).toHaveCount(0);
  await expect(second.person("Imani")).toHaveCount(1);
});

test("a guest changes name and colour, and the others see it at once", async ({ people, server }) => {
  const path = await server.page();
  const imani = await people.join("Imani", path);
  const guest = await people.join("Guest Otter", path);
  await expect(imani.person("Guest Otter")).toBeVisible();
  await guest.page.getByRole("button", { name: "You are Guest Otter" }).click();
  await guest.page.getByRole("menuitem", { name: "Your name and colour" }).click();
  await guest.page.getByRole("textbox", { name: "Name" }).fill("Odile");
  await guest.page.getByRole("radio", { name: "Olive" }).check();
  await guest.page.getByRole("button", { name: "Save" }).click();
  await expect(imani.person("Odile")).toHaveCSS("background-color", "rgb(117, 114, 5)");
  await expect(imani.person("Guest Otter")).toHaveCount(0);
});

test("two people edit the title at the same time", async ({ people, server }) => {
  const path = await server.page({ title: "opening" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.title.focus();
  await imani.presses("Home");
  await wren.title.focus();
  await wren.presses("End");
  await Promise.all([imani.page.keyboard.type("Spring "), wren.page.keyboard.type(" day 👋")]);
  for (const writer of [imani, wren]) {
    await expect(writer.title).toHaveValue("Spring opening day 👋");
    await expect(writer.page.getByRole("textbox", { name: "Document title" })).toHaveValue(
      "Spring opening day 👋",
    );
    await expect(writer.page).toHaveTitle("Spring opening day 👋 — Manyhands");
  }
  // The carets stayed where they were: what is typed next goes on there.
  await imani.page.keyboard.type("early ");
  await expect(wren.title).toHaveValue("Spring early opening day 👋");
});

test("a title undoes only what was typed here, and a composing title waits for others", async ({
  people,
  server,
}) => {
  const path = await server.page({ title: "day" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.title.focus();
  await imani.presses("End");
  const ime = await imani.page.context().newCDPSession(imani.page);
  await ime.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  await wren.title.focus();
  await wren.presses("Home");
  await wren.page.keyboard.type("Open ");
  await expect(wren.title).toHaveValue("Open day");
  await ime.send("Input.imeSetComposition", { text: "日本", selectionStart: 2, selectionEnd: 2 });
  await ime.send("Input.insertText", { text: "日本" });
  for (const writer of [imani, wren]) await expect(writer.title).toHaveValue("Open day日本");
  await imani.presses("Control+z");
  for (const writer of [imani, wren]) await expect(writer.title).toHaveValue("Open day");
  await imani.presses("Control+Shift+z");
  for (const writer of [imani, wren]) await expect(writer.title).toHaveValue("Open day日本");
});

test("undo and redo touch only one’s own edits", async ({ people, server }) => {
  const path = await server.page({ markdown: "# Shared\n\nbefore anybody came\n" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types(" mine");
  await wren.sees("mine");
  await wren.types(" and yours");
  await imani.sees("before anybody came mine and yours");
  // Slow typing makes several steps.
  const undo = imani.toolbar.getByRole("button", { name: "Undo" });
  await expect(async () => {
    if ((await undo.getAttribute("aria-disabled")) !== "true") await undo.click();
    await expect(undo).toHaveAttribute("aria-disabled", "true", { timeout: 500 });
  }).toPass();
  for (const writer of [imani, wren]) {
    await expect.poll(() => writer.blocks()).toEqual(["before anybody came and yours"]);
  }
  const redo = imani.toolbar.getByRole("button", { name: "Redo" });
  await expect(async () => {
    if ((await redo.getAttribute("aria-disabled")) !== "true") await redo.click();
    await expect(redo).toHaveAttribute("aria-disabled", "true", { timeout: 500 });
  }).toPass();
  for (const writer of [imani, wren]) {
    await expect.poll(() => writer.blocks()).toEqual(["before anybody came mine and yours"]);
  }
});
