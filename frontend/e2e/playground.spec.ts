/** The playground: scenes and hands, and what stock Tiptap makes of the same. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type PlaygroundServer, servePlayground, sheet, stock } from "./kit/playground.js";

let server: PlaygroundServer;
let complaints: string[];

// One build for all of them.
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  server = await servePlayground();
});
test.afterAll(async () => {
  await server.close();
});
test.beforeEach(async ({ page }) => {
  complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(server.url);
  await expect(sheet(page, "Imani").getByText("Bring gloves")).toBeVisible();
  await expect(stock(page).getByText("Bring gloves")).toBeVisible();
});
test.afterEach(() => expect(complaints).toEqual([]));

const blocks = (page: Page, name: string) =>
  sheet(page, name).evaluate((body) =>
    [...body.children].map((block) => `${block.localName}: ${block.textContent}`),
  );

test("a scene is played: the two have everything, and it is said what stock lost", async ({ page }) => {
  await page.getByRole("button", { name: "A heading, while typing" }).click();
  await expect(stock(page).getByRole("status")).toContainText("Lost: “rain or shine”");
  for (const name of ["Imani", "Wren"])
    expect((await blocks(page, name))[0]).toBe("h3: The gate opens at nine on Saturday, rain or shine.");
  await page.getByRole("button", { name: "Both drag one block" }).click();
  await expect(stock(page).getByRole("status")).toContainText("Twice: ");
  expect(await blocks(page, "Imani")).toHaveLength(3);
  expect(await blocks(page, "Wren")).toEqual(await blocks(page, "Imani"));
});

for (const width of [1280, 1000, 800]) {
  test(`all three sheets are in sight in a window of ${width} by 800`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const text of [sheet(page, "Imani"), sheet(page, "Wren"), stock(page).getByText("Bring gloves")])
      await expect(text).toBeInViewport({ ratio: 1 });
  });
}

test("every scene ends with both at one page that has every word", async ({ page }) => {
  const scenes = page.getByRole("navigation", { name: "Scenes" }).getByRole("button");
  const count = await scenes.count();
  expect(count).toBeGreaterThan(5);
  for (let i = 0; i < count; i++) {
    await scenes.nth(i).click();
    await expect(scenes.nth(i)).toHaveAttribute("aria-current", "true");
    // Stock never shows the same: each scene is here because it goes wrong there.
    await expect(stock(page).getByRole("status")).toContainText(/Lost|Twice|Elsewhere/);
    await expect(stock(page).getByRole("status")).not.toContainText("parted");
    expect(await blocks(page, "Wren")).toEqual(await blocks(page, "Imani"));
  }
});

test("by hand: what was written while the network was cut meets when it is back", async ({ page }) => {
  await page.getByRole("button", { name: "Cut the network" }).click();
  await sheet(page, "Imani").getByText("Bring gloves").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Control+Alt+2");
  await sheet(page, "Wren").getByText("Bring gloves").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Please!");
  await expect(page.getByText(/The network is cut, \d+ edits wait/)).toBeVisible();
  expect((await blocks(page, "Imani"))[1]).toBe("h3: Bring gloves, a spade and something warm.");
  await page.getByRole("button", { name: "Let them meet" }).click();
  for (const name of ["Imani", "Wren"])
    await expect
      .poll(async () => (await blocks(page, name))[1])
      .toBe("h3: Bring gloves, a spade and something warm. Please!");
  await expect(stock(page).getByRole("status")).toContainText("Lost: “Please”");

  // One way only: Wren hears Imani, and Imani does not hear Wren.
  await page.getByRole("button", { name: "Wren to Imani" }).click();
  await sheet(page, "Wren").getByText("Soup").click();
  await page.keyboard.type("w");
  await sheet(page, "Imani").getByText("Soup").click();
  await page.keyboard.type("i");
  await expect.poll(async () => (await blocks(page, "Wren"))[2]).toMatch(/w.*i|i.*w/);
  expect((await blocks(page, "Imani"))[2]).not.toContain("w,");
  await page.getByRole("button", { name: "Let them meet" }).click();
  await expect.poll(() => blocks(page, "Imani")).toEqual(await blocks(page, "Wren"));
  await expect(page.getByText(/[1-9][\d,]* bytes/)).toBeVisible();
});

test("undo is taken back in both, and a slow network is waited for", async ({ page }) => {
  await page.getByRole("slider", { name: "Delay" }).fill("500");
  await sheet(page, "Imani").getByText("Soup").click();
  await page.keyboard.type("x");
  await expect(page.getByText("on the way")).toBeVisible();
  await expect.poll(async () => (await blocks(page, "Wren"))[2]).toContain("x");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await blocks(page, "Wren"))[2]).not.toContain("x");
  await expect(stock(page).getByRole("status")).toContainText("The same page");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.getByRole("button", { name: "A list, while typing" }).click();
    await expect(stock(page).getByRole("status")).toContainText("Lost");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" · ")}`),
    ).toEqual([]);
  });
}
