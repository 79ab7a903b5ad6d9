/** Both pages as people with different eyes, hands and screens meet them. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./kit/test.js";

const markdown = [
  "# Spring opening day",
  "The gate opens at nine on **Saturday**. [The plan](https://example.com).",
  "## Before the day",
  "- [x] Collect the water key\n- [ ] Order compost",
  "| Time | Job |\n| --- | --- |\n| 9:00 | Open the gate |",
  "> A garden is a document.",
  "```ts\nconst beds = 14;\n```",
  "Soup and bread.",
].join("\n\n");

async function seriousProblems(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" · ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious, ${colorScheme}`, async ({ people, server }) => {
    const path = await server.page({ markdown });
    const options = { colorScheme, reducedMotion: "reduce" } as const;
    const wren = await people.join("Wren", path, options);
    await wren.isConnected();
    await wren.types(" ");
    const imani = await people.join("Imani", path, options);
    await expect(imani.person("Wren")).toBeVisible();
    expect(await seriousProblems(imani.page)).toEqual([]);

    await imani.page.getByRole("button", { name: "Download" }).click();
    await expect(imani.page.getByRole("menu")).toBeVisible();
    expect(await seriousProblems(imani.page)).toEqual([]);
    await imani.presses("Escape");

    await imani.types("\n/");
    await expect(imani.page.getByRole("listbox", { name: "Blocks" })).toBeVisible();
    expect(await seriousProblems(imani.page)).toEqual([]);

    const list = await people.join("Kit", "/", options);
    await expect(list.page.getByRole("link", { name: "Spring opening day" }).first()).toBeVisible();
    expect(await seriousProblems(list.page)).toEqual([]);
  });
}

test("on a phone one reads to its end what is wrong with the connection", async ({ people, server }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const path = await server.page({ markdown });
  const [wren, kit] = [await people.join("Wren", path), await people.join("Kit", path)];
  await Promise.all([wren.isConnected(), kit.isConnected()]);
  const imani = await people.join("Imani", path, phone);
  await expect(imani.person("Wren")).toBeVisible();
  await server.kill();
  await imani.isOffline();
  const words = imani.status.locator("span");
  expect(await words.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0);
  const [bar, status] = [await imani.page.locator(".bar").boundingBox(), await words.boundingBox()];
  expect((status?.y ?? 0) + (status?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
});

test("on a phone everything fits, and one can write, format and see the state", async ({
  people,
  server,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const path = await server.page({ markdown });
  const wren = await people.join("Wren", path);
  const imani = await people.join("Imani", path, phone);
  await imani.isConnected();
  await expect(imani.status).toBeInViewport();
  await expect(imani.person("Wren")).toBeInViewport();
  const overflow = () =>
    imani.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await imani.types("\nfrom a ");
  await imani.toolbar.getByRole("button", { name: "Bold" }).tap();
  await imani.page.keyboard.type("phone");
  await expect(imani.text.locator("strong").last()).toHaveText("phone");
  await wren.sees("from a phone");
  await imani.page.getByRole("button", { name: "Add a block" }).tap();
  await expect(imani.page.getByRole("listbox", { name: "Blocks" })).toBeVisible();
  await imani.presses("Escape");
  expect((await imani.blocks()).at(-1)).toBe("from a phone");
  await imani.page.getByRole("button", { name: "More", exact: true }).tap();
  await expect(imani.page.getByRole("menuitem", { name: "Copy link" })).toBeInViewport();
  await expect(imani.page.getByRole("menuitem", { name: "Markdown" })).toBeInViewport();
  await imani.page.getByRole("menuitem", { name: "Copy link" }).tap();
  await expect(imani.page.locator(".toast")).toBeInViewport({ ratio: 1 });
  const toast = await imani.page.locator(".toast").boundingBox();
  expect(2 * (toast?.x ?? 0) + (toast?.width ?? 0)).toBeCloseTo(390, 0);
  await server.kill();
  await imani.isOffline();
  await expect(imani.status).toBeInViewport();
  expect(await overflow()).toBe(0);
  await server.start();
  await imani.isConnected();

  const list = await people.join("Kit", "/", phone);
  await expect(list.page.getByRole("link", { name: "Spring opening day" }).first()).toBeVisible();
  expect(await list.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("on a wide screen a message stands on one line, and only the text scrolls", async ({
  people,
  server,
}) => {
  const lines = Array.from({ length: 60 }, (_, i) => `Line ${i + 1}.`).join("\n\n");
  const imani = await people.join("Imani", await server.page({ markdown: lines }));
  await imani.sees("Line 60.");
  await imani.page.getByRole("button", { name: "Copy link" }).click();
  const toast = imani.page.locator(".toast");
  await expect(toast).toBeInViewport({ ratio: 1 });
  expect((await toast.boundingBox())?.height).toBeLessThan(60);
  // Nothing reaches out of the window, so nothing can scroll it away.
  const reach = () => imani.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(await reach()).toBe(0);
  await imani.page.getByText("Line 60.").evaluate((line) => line.scrollIntoView({ block: "center" }));
  await expect(imani.status).toBeInViewport();
  expect(await reach()).toBe(0);
});

test("[P10] every block is a layer of its own, so that a letter draws its block and not the page", async ({
  people,
  server,
}) => {
  const markdown =
    "## head\n\ntext\n\n- item\n\n1. first\n\n- [ ] task\n\n> quote\n\n---\n\n```\ncode\n```\n\n| a |\n|---|\n| b |\n";
  const imani = await people.join("Imani", await server.page({ title: "Page", markdown }));
  await imani.isConnected();
  const blocks = imani.text.locator("> *");
  await expect(blocks).toHaveCount(9);
  const layers = await blocks.evaluateAll((all) => all.map((block) => getComputedStyle(block).isolation));
  expect(layers).toEqual(Array(9).fill("isolate"));
});
