/** The server's disk fills up and is given room again: what the page says meanwhile, and that nothing is lost. */
import { join } from "node:path";
import { fullDisk, missing, type SmallDisk } from "../../scripts/small-disk.js";
import { TestServer } from "./kit/server.js";
import { test as base, expect } from "./kit/test.js";

const test = base.extend<object, { disk: SmallDisk | null }>({
  disk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const reason = missing(fullDisk);
      // There everything is tested; elsewhere the tests below are skipped by name.
      if (reason !== null && process.env.CI !== undefined) throw new Error(reason);
      const disk = reason === null ? fullDisk() : null;
      await use(disk);
      disk?.remove();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ disk }, use) => {
      const server = await TestServer.start(disk === null ? undefined : join(disk.path, "data"));
      await use(server);
      await server.end();
    },
    { scope: "worker" },
  ],
});

const cannotSave = "Can’t save right now — kept in this tab";

test("[S6] while the disk is full the page says so, and afterwards all of it is saved and seen", async ({
  people,
  server,
  disk,
}) => {
  test.skip(disk === null, "mounting a disk takes root");
  const path = await server.page({ title: "Full" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await imani.types("before. ");
  await imani.isConnected();
  await wren.sees("before.");

  disk?.breaks();
  await imani.types("Imani, kept. ");
  await expect(imani.status).toHaveText(cannotSave);
  await expect(wren.status).toHaveText(cannotSave);
  await wren.types("Wren, kept. ");
  await imani.presses("Control+s");
  await expect(imani.page.locator(".toast")).toHaveText(cannotSave);
  await expect(imani.page.getByText("Keep the tab open until then.")).toBeVisible();
  const kit = await people.join("Kit", path);
  await expect(kit.status).toHaveText(cannotSave);
  await kit.sees("before.");
  await expect(kit.text).not.toContainText("kept");
  await expect(wren.text).not.toContainText("Imani, kept.");
  const asks = await imani.page.evaluate(
    () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })),
  );
  expect(asks).toBe(true);
  if (process.env.SCREENSHOTS !== undefined)
    await imani.page.screenshot({ path: join(process.env.SCREENSHOTS, "cannot-save.png") });

  disk?.mends();
  for (const writer of [imani, wren, kit]) {
    await writer.isConnected();
    await writer.sees("Imani, kept.");
    await writer.sees("Wren, kept.");
  }
  await server.kill();
  await server.start();
  expect(await server.read(path, "text")).toMatch(/before\..*kept\..*kept\./s);
  await imani.isConnected();
});
