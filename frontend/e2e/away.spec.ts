/** The server goes away and comes back; what was written meanwhile is merged, and the words are true all the time. */
import { expect, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

test("what was typed while the server was killed is merged when it is back", async ({ people, server }) => {
  const path = await server.page({ title: "Plan" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types("before\n");
  await wren.sees("before");
  await server.kill();
  await Promise.all([imani.isOffline(), wren.isOffline()]);
  await expect(imani.status).toHaveText("Offline — kept in this tab");
  await imani.types("Imani, offline. ");
  await wren.types("Wren, offline. ");
  await imani.title.fill("The plan");
  await server.start();
  for (const writer of [imani, wren]) {
    await writer.isConnected();
    await writer.sees("Imani, offline.");
    await writer.sees("Wren, offline.");
    await expect(writer.title).toHaveValue("The plan");
  }
  await expect(imani.person("Wren")).toBeVisible();
  await imani.page.reload();
  await imani.sees("Wren, offline.");
  await expect.poll(() => server.read(path, "text")).toMatch(/The plan[\s\S]*before/);
});

test("an update that others have seen survives a kill, and a fresh browser finds it", async ({
  people,
  server,
}) => {
  const path = await server.page();
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types("seen by Wren");
  await wren.sees("seen by Wren");
  await server.kill();
  await imani.page.context().close();
  await wren.page.context().close();
  await server.start();
  const kit = await people.join("Kit", path);
  await kit.sees("seen by Wren");
});

test("with the network off one goes on writing, and it merges when the network is back", async ({
  people,
  server,
}) => {
  people.expectMessages(/ERR_INTERNET_DISCONNECTED|WebSocket connection to/);
  const path = await server.page();
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types("start. ");
  await wren.sees("start.");
  // Chromium leaves open sockets alone when it goes offline; the page drops its own at the `offline` event, and
  // new ones fail until the network is back.
  await imani.page.context().setOffline(true);
  await imani.isOffline();
  await imani.types("without a network. ");
  await wren.types("with one. ");
  await expect(wren.text).not.toContainText("without a network");
  await imani.page.context().setOffline(false);
  for (const writer of [imani, wren]) {
    await writer.isConnected();
    await writer.sees("without a network.");
    await writer.sees("with one.");
  }
  await expect(wren.person("Imani")).toBeVisible();
});

test("two tabs of one browser stay in step while the server is away", async ({ people, server }) => {
  const path = await server.page({ title: "Tabs" });
  const browser = await people.browser("Imani");
  const first = await people.tab(browser, path);
  const second = await people.tab(browser, path);
  await Promise.all([first.isConnected(), second.isConnected()]);
  await server.kill();
  await Promise.all([first.isOffline(), second.isOffline()]);
  await first.types("from the first. ");
  await second.sees("from the first.");
  await second.types("from the second. ");
  await first.sees("from the second.");
  await second.title.fill("Two tabs");
  await expect(first.title).toHaveValue("Two tabs");
  await server.start();
  await first.isConnected();
  await expect
    .poll(() => server.read(path, "text"))
    .toMatch(/Two tabs[\s\S]*from the first\. from the second\./);
});

test("a tab that arrives while the server is away gets the text from its sibling", async ({
  people,
  server,
}) => {
  const path = await server.page({ markdown: "# Handed over\n\nHeld by the first tab.\n" });
  const elsewhere = await server.page({ title: "Elsewhere" });
  const browser = await people.browser("Imani");
  const first = await people.tab(browser, path);
  const second = await people.tab(browser, elsewhere);
  await Promise.all([first.isConnected(), second.isConnected()]);
  await expect(second.page.getByRole("link", { name: "Handed over" })).toBeVisible();
  await server.kill();
  await second.isOffline();
  await second.page.getByRole("link", { name: "Handed over" }).click();
  await second.sees("Held by the first tab.");
  await second.isOffline();
  await second.types(" Typed in the second.");
  await first.sees("Typed in the second.");
  await server.start();
  await second.isConnected();
  await expect.poll(() => server.read(path, "text")).toContain("Typed in the second.");
});

test("the list tells which documents have words that are not saved, and who was where is grey", async ({
  people,
  server,
}) => {
  const rota = await server.page({ title: "Rota of the beds" });
  const elsewhere = await server.page({ title: "Somewhere else" });
  const wren = await people.join("Wren", rota);
  await wren.isConnected();
  const imani = await people.join("Imani", elsewhere);
  await imani.isConnected();
  const row = (name: string) => imani.page.getByRole("link", { name });
  await imani.page.reload();
  await imani.isConnected();
  await expect(row("Rota of the beds").getByRole("img", { name: "Here: Wren" })).toBeVisible();
  const unsaved = imani.page.getByRole("img", { name: "Not saved yet: kept in this tab" });
  await server.kill();
  await imani.isOffline();
  await expect(row("Rota of the beds").getByRole("img", { name: "Last seen here: Wren" })).toBeVisible();
  await expect(unsaved).toHaveCount(0);
  await imani.types("Only here.");
  await row("Rota of the beds").click();
  await expect(row("Somewhere else").locator(unsaved)).toBeVisible();
  await expect(unsaved).toHaveCount(1);
  await server.start();
  await expect(unsaved).toHaveCount(0);
  await expect.poll(() => server.read(elsewhere, "text")).toContain("Only here.");
});

test("a document that nobody holds says that the server is away, and opens when it is back", async ({
  people,
  server,
}) => {
  await server.page({ markdown: "# Not here\n\nOnly on the server.\n" });
  const elsewhere = await server.page({ title: "Elsewhere" });
  const imani = await people.join("Imani", elsewhere);
  await imani.isConnected();
  await expect(imani.page.getByRole("link", { name: "Not here" })).toBeVisible();
  await server.kill();
  await imani.page.getByRole("link", { name: "Not here" }).click();
  await expect(imani.page.getByRole("heading", { name: "The server can’t be reached" })).toBeVisible();
  await expect(imani.status).toHaveText("Offline — this page opens when the server is back");
  await server.start();
  await imani.sees("Only on the server.");
});

test("closing a tab with undelivered edits asks first, and only then", async ({ people, server }) => {
  const path = await server.page();
  const imani = await people.join("Imani", path);
  await imani.types("delivered");
  await imani.isConnected();
  const asks = () =>
    imani.page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  expect(await asks()).toBe(false);
  await server.kill();
  await imani.isOffline();
  expect(await asks()).toBe(false);
  await imani.types(" and not");
  expect(await asks()).toBe(true);
  await server.start();
  await imani.isConnected();
  await expect.poll(asks).toBe(false);
});

test("what was typed offline is delivered from the list, after its page was left", async ({
  people,
  server,
}) => {
  people.expectMessages(/ERR_INTERNET_DISCONNECTED|WebSocket connection to/);
  const path = await server.page({ title: "Left behind" });
  const imani = await people.join("Imani", path);
  await imani.isConnected();
  await imani.page.context().setOffline(true);
  await imani.isOffline();
  await imani.types("typed in a tunnel");
  await imani.page.getByRole("link", { name: "All documents" }).click();
  await expect(imani.page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
  const entry = imani.page.getByRole("main").getByRole("listitem").filter({ hasText: "Left behind" });
  const unsaved = entry.getByRole("img", { name: "Not saved yet: kept in this tab" });
  expect(await unsaved.count()).toBe(1);
  const asks = () =>
    imani.page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  expect(await asks()).toBe(true);
  await imani.page.context().setOffline(false);
  await expect.poll(() => server.read(path, "text")).toContain("typed in a tunnel");
  await expect.poll(asks).toBe(false);
  await expect(unsaved).toHaveCount(0);
});

test("what was typed while the server is away is there when one comes back to the page", async ({
  people,
  server,
}) => {
  const path = await server.page({ title: "Come back" });
  const imani = await people.join("Imani", path);
  await imani.isConnected();
  await server.kill();
  await imani.isOffline();
  await imani.types("typed without a server");
  await imani.page.getByRole("link", { name: "All documents" }).click();
  await expect(imani.page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
  await imani.page.getByRole("main").getByRole("link", { name: "Come back" }).click();
  await imani.sees("typed without a server");
  await imani.isOffline();
  await imani.types(", and more");
  await server.start();
  await imani.isConnected();
  await expect.poll(() => server.read(path, "text")).toContain("typed without a server, and more");
  const wren = await people.join("Wren", path);
  await expect(wren.person("Imani")).toBeVisible();
});

test("the note about the server comes and goes without moving or covering the line one writes in", async ({
  people,
  server,
}) => {
  const lines = Array.from({ length: 40 }, (_, i) => `Line ${i + 1}.`).join("\n\n");
  const screens = [
    { width: 1280, height: 800 },
    { width: 700, height: 800 },
    { width: 360, height: 500 },
  ];
  const writers = await Promise.all(
    [lines, "Short."].flatMap((markdown) =>
      screens.map(async (viewport) => {
        const writer = await people.join("Imani", await server.page({ markdown }), { viewport });
        await writer.isConnected();
        await writer.types(" And I write");
        return writer;
      }),
    ),
  );
  const lineOf = (writer: Writer) =>
    writer.page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().toJSON());
  const before = await Promise.all(writers.map(lineOf));
  await server.kill();
  await Promise.all(
    writers.map(async (writer, at) => {
      const note = writer.page.getByText("You can keep writing.");
      await expect(note).toBeVisible({ timeout: 30_000 });
      expect(await lineOf(writer)).toEqual(before[at]);
      const box = await writer.page.locator(".note").boundingBox();
      expect(box?.y).toBeGreaterThan(before[at].bottom);
    }),
  );
  await server.start();
  await Promise.all(
    writers.map(async (writer, at) => {
      await expect(writer.page.locator(".note")).toHaveCount(0);
      expect(await lineOf(writer)).toEqual(before[at]);
    }),
  );
});

test("the note about the server uncovers the line with the caret where that was left at the lower end", async ({
  people,
  server,
}) => {
  const lines = Array.from({ length: 40 }, (_, i) => `Line ${i + 1}.`).join("\n\n");
  const imani = await people.join("Imani", await server.page({ markdown: lines }));
  await imani.isConnected();
  await imani.page.mouse.click(500, 775);
  const caret = () =>
    imani.page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? Number.NaN);
  expect(await caret()).toBeGreaterThan(755);
  await server.kill();
  const note = imani.page.locator(".note");
  await expect(note).toBeVisible({ timeout: 30_000 });
  expect(await caret()).toBeLessThan((await note.boundingBox())?.y ?? 0);
});

test("a face of the type that is first needed while the server is away is there", async ({
  people,
  server,
}) => {
  const imani = await people.join("Imani", await server.page({ markdown: "Plain." }));
  await imani.isConnected();
  const faces = () => imani.page.evaluate(() => [...document.fonts].map(({ status }) => status));
  await expect.poll(faces).toEqual(["loaded", "loaded", "loaded", "loaded"]);
  await server.kill();
  await imani.isOffline();
  await imani.types(" *slanted* and `mono`");
  const wide = (selector: string) =>
    imani.text.locator(selector).evaluate((words) => {
      const before = words.getBoundingClientRect().width;
      words.style.fontFamily = getComputedStyle(words).fontFamily.split(",").slice(1).join(",");
      return before !== words.getBoundingClientRect().width;
    });
  expect([await wide("em"), await wide("code")]).toEqual([true, true]);
});
