/** Raw documents that stock Tiptap wrote become pages, by hand. */
import type { Page } from "@playwright/test";
import * as Y from "yjs";
import type { TestServer } from "./kit/server.js";
import { expect, test } from "./kit/test.js";
import { Writer } from "./kit/writer.js";

/** A raw document with a fragment for each name, each with these blocks of text. */
async function rawDocument(
  server: TestServer,
  texts: Record<string, [block: string, text: string][]>,
): Promise<string> {
  const doc = new Y.Doc();
  for (const [root, blocks] of Object.entries(texts)) {
    const made = blocks.map(([name, text]) => {
      const block = new Y.XmlElement(name);
      block.insert(0, [new Y.XmlText(text)]);
      return block;
    });
    doc.getXmlFragment(root).insert(0, made);
  }
  const id = `team/notes-${crypto.randomUUID().slice(0, 8)}`;
  const response = await fetch(`${server.url}/api/documents?${new URLSearchParams({ id, kind: "raw" })}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>,
  });
  expect(response.status).toBe(201);
  return id;
}

const pathTo = (id: string) => `/d/${encodeURIComponent(id)}`;

test("a raw document is converted from its own page, and can be written in at once", async ({
  people,
  server,
}) => {
  const id = await rawDocument(server, {
    default: [
      ["heading", "Beds"],
      ["paragraph", "Sow peas."],
    ],
  });
  const { page } = await people.join("Imani", pathTo(id));
  await page.getByRole("button", { name: "Convert to page" }).click();
  const imani = new Writer(page);
  await imani.isConnected();
  await expect(imani.title).toHaveValue("Beds");
  await imani.types(" And beans.");
  await imani.sees("Sow peas. And beans.");
  const path = new URL(page.url()).pathname;
  await expect.poll(() => server.read(path, "markdown")).toBe("# Beds\n\nSow peas. And beans.\n");
  await page.goto(pathTo(id));
  await expect(page.getByText("This is a raw document")).toBeVisible();
});

test("who converts it once more is led to the page that there is, or makes another", async ({
  people,
  server,
}) => {
  const id = await rawDocument(server, { default: [["paragraph", "Sow peas."]] });
  const { page } = await people.join("Imani", pathTo(id));
  const convert = page.getByRole("button", { name: "Convert to page" });
  const dialog = page.getByRole("dialog", { name: "There is a page of it" });
  const opened = async () => {
    await new Writer(page).sees("Sow peas.");
    return new URL(page.url()).pathname;
  };
  await convert.click();
  const first = await opened();
  await page.goto(pathTo(id));
  await convert.click();
  await expect(dialog.getByRole("button", { name: "Open the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  expect(await opened()).toBe(first);
  await page.goto(pathTo(id));
  await convert.click();
  await dialog.getByRole("button", { name: "Make another" }).click();
  const second = await opened();
  expect(second).not.toBe(first);
  // A page in the trash is none that one would want to be led to.
  await server.patch(second, { trashed: true });
  await page.goto(pathTo(id));
  await convert.click();
  expect(await opened()).not.toBe(second);
  await expect(dialog).toHaveCount(0);
});

test("from the list, one of several texts is chosen by keyboard", async ({ people, server }) => {
  const id = await rawDocument(server, {
    minutes: [["paragraph", "What was said."]],
    plan: [["paragraph", "What will be."]],
  });
  const { page } = await people.join("Imani", "/");
  const more = page.getByRole("button", { name: `More for ${id}` });
  const asksForPage = async () => {
    await more.press("Enter");
    await page.getByRole("menuitem", { name: "Convert to page" }).press("Enter");
    await expect(dialog.getByRole("radio", { name: "minutes" })).toBeFocused();
  };
  const dialog = page.getByRole("dialog", { name: "Which text?" });
  await asksForPage();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await asksForPage();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const imani = new Writer(page);
  await imani.isConnected();
  await imani.sees("What will be.");
  await expect(imani.title).toHaveValue(id);
});

test("what a page could not keep is told before it opens", async ({ people, server }) => {
  const id = await rawDocument(server, {
    default: [
      ["callout", "Mind the gap."],
      ["paragraph", "Text."],
    ],
  });
  const { page } = await people.join("Imani", pathTo(id));
  await page.getByRole("button", { name: "Convert to page" }).click();
  const dialog = page.getByRole("dialog", { name: "The page is made" });
  await expect(dialog.getByRole("listitem")).toHaveText(
    "“callout” is nothing a page knows; its text was kept.",
  );
  await expect(dialog.getByRole("button", { name: "Open the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  const imani = new Writer(page);
  await imani.isConnected();
  await imani.sees("Mind the gap.");
});

test("where there is no text, a sentence says so, and nothing else happens", async ({ people, server }) => {
  const id = await rawDocument(server, {});
  const { page } = await people.join("Imani", pathTo(id));
  people.expectMessages(/status of 422/);
  const button = page.getByRole("button", { name: "Convert to page" });
  await button.press("Enter");
  await expect(page.getByText("No page was made. The document holds no XmlFragment")).toBeVisible();
  await expect(button).toBeEnabled();
  await expect(button).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(pathTo(id));
});

/** Holds the answers to conversions back. `held` resolves when the server has given one; `letGo` lets it through. */
async function holdsAnswers(page: Page) {
  let noteHeld = () => {};
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    noteHeld = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/convert", async (route) => {
    const response = await route.fetch();
    noteHeld();
    await gate;
    await route.fulfill({ response });
  });
  return { held, letGo };
}

test("while it takes its time, it says so; who has gone elsewhere is told, and stays there", async ({
  people,
  server,
}) => {
  const id = await rawDocument(server, { default: [["paragraph", "Text."]] });
  const { page } = await people.join("Imani", pathTo(id));
  const { held, letGo } = await holdsAnswers(page);
  await page.getByRole("button", { name: "Convert to page" }).press("Enter");
  await held;
  const working = page.getByRole("button", { name: "Converting…" });
  await expect(working).toBeFocused();
  await expect(working).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Making the page…")).toBeVisible();
  await page.getByRole("link", { name: "All documents" }).first().click();
  await expect(page).toHaveURL(`${server.url}/`);
  letGo();
  await expect(page.getByText("The page is made.")).toBeVisible();
  await expect(page.getByText("Making the page…")).toHaveCount(0);
  await expect(page).toHaveURL(`${server.url}/`);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  const imani = new Writer(page);
  await imani.isConnected();
  await imani.sees("Text.");
});

test("where the answer is lost, the next try finds the page that was made", async ({ people, server }) => {
  const id = await rawDocument(server, { default: [["paragraph", "Text."]] });
  const { page } = await people.join("Imani", pathTo(id));
  people.expectMessages(/ERR_FAILED/);
  const made: string[] = [];
  await page.route("**/convert", async (route) => {
    const response = await route.fetch();
    made.push(((await response.json()) as { id: string }).id);
    await (made.length === 1 ? route.abort() : route.fulfill({ response }));
  });
  const button = page.getByRole("button", { name: "Convert to page" });
  await button.click();
  await expect(page.getByText("Not converted yet. The server cannot be reached.")).toBeVisible();
  await button.click();
  await new Writer(page).isConnected();
  expect(made).toHaveLength(2);
  expect(made[1]).toBe(made[0]);
  expect(page.url()).toContain(String(made[0]));
});
