/** Raw documents that stock Tiptap wrote become pages, by hand. */
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

test("from the list, one of several texts is chosen by keyboard", async ({ people, server }) => {
  const id = await rawDocument(server, {
    minutes: [["paragraph", "What was said."]],
    plan: [["paragraph", "What will be."]],
  });
  const { page } = await people.join("Imani", "/");
  await page.getByRole("button", { name: `More for ${id}` }).click();
  await page.getByRole("menuitem", { name: "Convert to page" }).click();
  const dialog = page.getByRole("dialog", { name: "Which text?" });
  await expect(dialog.getByRole("radio", { name: "minutes" })).toBeFocused();
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
  await dialog.getByRole("button", { name: "Open the page" }).click();
  const imani = new Writer(page);
  await imani.isConnected();
  await imani.sees("Mind the gap.");
});

test("where there is no text, a sentence says so, and nothing else happens", async ({ people, server }) => {
  const id = await rawDocument(server, {});
  const { page } = await people.join("Imani", pathTo(id));
  people.expectMessages(/status of 422/);
  await page.getByRole("button", { name: "Convert to page" }).click();
  await expect(page.getByText("No page was made. The document holds no XmlFragment")).toBeVisible();
  await expect(page.getByRole("button", { name: "Convert to page" })).toBeEnabled();
  expect(new URL(page.url()).pathname).toBe(pathTo(id));
});
