/** Takes the pictures in docs/images: a real server, and people who write in real browsers. `npm run pictures`. */
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";
import { pointsAt } from "./kit/blocks.js";
import { servePlayground, stock } from "./kit/playground.js";
import { expect, type People, type PersonOptions, test } from "./kit/test.js";

const image = (name: string) => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));

const page = `# Spring opening day

The gate opens at nine on Saturday 12 April. This page is the plan, the rota and the shopping list in one place: change it rather than asking, and somebody will see.

We expect about sixty neighbours, most of whom have never held a spade. Pair every newcomer with somebody who gardened here last year, and keep the first hour for walking round, not digging.

# Before the day

- [x] Collect the water key from the council
- [ ] Order 2 m³ of <mark>peat-free compost</mark>
- [ ] Mend the hinge on the east gate, Tomasz has the
  - [ ] Borrow a 10 mm drill bit
- [ ] Print the plot map, twice, and laminate one

# Who does what

| Time | Job | Hands | Lead |
| --- | --- | ---: | --- |
| 9:00 | Open the gate, welcome table, name badges | 2 | Odile |
| 9:30 | Walk round in fours, one old hand to each three new ones | 6 | Imani |
| 10:30 | Beds 1 to 6: compost, fork, rake | 12 | Kit |
| 12:30 | Soup and bread | 3 | Wren |
`;

/** What else there is, the latest last. */
const others = [
  "Welcome, new neighbours",
  "Budget and receipts",
  "Compost, explained",
  "What grows where: beds 1–14",
  "Letter to the council about the water key",
  "Watering rota, April to June",
  "Seed swap: who has what",
  "Minutes of the March meeting",
];

/** Somebody reads the page while Imani has words of it chosen and Wren has just written one. */
async function takePicture(people: People, path: string, name: string, options: PersonOptions) {
  const quiet = { ...options, color: "#c17d01", reducedMotion: "reduce" } as const;
  const reader = await people.join("Odile", path, quiet);
  await reader.isConnected();
  const [imani, wren] = [
    await people.join("Imani", path, { color: "#be4363" }),
    await people.join("Wren", path, { color: "#0376a9" }),
  ];
  await expect(reader.person("Wren")).toBeVisible();
  await reader.page.reload(); // The list beside the page tells who is where.
  await expect(reader.person("Imani")).toBeVisible();
  await expect(reader.page.locator(".bar").getByRole("status")).toHaveText("Saved");
  await reader.page.evaluate(() => document.fonts.ready);
  if (options.hasTouch !== true) await pointsAt(reader, "Before the day");
  await wren.clicks("Tomasz has the", "Tomasz has the".length);
  await wren.page.keyboard.type(" key");
  await imani.clicks("keep the first hour for walking round");
  await imani.clicks("walking round", "walking round".length, { shift: true });
  await expect(reader.page.locator(".tint").first()).toBeVisible();
  // A caret has its flag for two seconds after it has moved.
  await expect(async () => {
    await Promise.all([imani.presses("Shift+ArrowLeft", "Shift+ArrowRight"), wren.presses("Home", "End")]);
    await expect(reader.page.locator(".caret:not(.quiet)")).toHaveCount(2, { timeout: 500 });
    await reader.page.screenshot({ path: image(name) });
    await expect(reader.page.locator(".caret:not(.quiet)")).toHaveCount(2, { timeout: 1 });
  }).toPass({ timeout: 60_000 });
  await wren.undoesAll();
  for (const writer of [reader, imani, wren]) await writer.page.close();
}

test("the document", async ({ people, server }) => {
  for (const title of others) await server.page({ title });
  const path = await server.page({ markdown: page });
  for (const colorScheme of ["light", "dark"] as const)
    await takePicture(people, path, `document-${colorScheme}`, { colorScheme });
  const phone = {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  };
  await takePicture(people, path, "document-phone", phone);
});

base("the playground", async ({ page }) => {
  const server = await servePlayground();
  await page.setViewportSize({ width: 1280, height: 520 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(server.url);
  await page.getByRole("button", { name: "A list, while typing" }).click();
  await expect(stock(page).getByRole("status")).toContainText("Lost: “since winds blow”");
  await page.mouse.move(640, 480);
  await page.screenshot({ path: image("playground") });
  await server.close();
});
