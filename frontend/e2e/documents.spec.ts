/** The list of documents and the ways into one: new, import, search, rename, trash; and pages that are not there. */
import * as Y from "yjs";
import { expect, type People, test } from "./kit/test.js";
import { Writer } from "./kit/writer.js";

async function atTheList(people: People) {
  const { page } = await people.join("Imani", "/");
  await expect(page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
  return page;
}

test("a new document is made, named, found, renamed, put in the trash and restored", async ({ people }) => {
  const page = await atTheList(people);
  await page.getByRole("button", { name: "New document" }).first().click();
  const imani = new Writer(page);
  await imani.isConnected();
  await imani.title.fill("Zucchini minutes");
  await imani.presses("Enter");
  await page.keyboard.type("What was said.");
  await imani.sees("What was said.");
  await page.getByRole("link", { name: "All documents" }).click();

  const search = page.getByRole("searchbox", { name: "Search documents by title" });
  await search.fill("zucchini");
  const entry = page.getByRole("listitem").filter({ hasText: "Zucchini minutes" });
  await expect(entry).toContainText("What was said.");
  await entry.getByRole("button", { name: "More for Zucchini minutes" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Zucchini protocol");
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("button", { name: "More for Zucchini protocol" }).click();
  await page.getByRole("menuitem", { name: "Move to trash" }).click();
  await expect(page.getByRole("link", { name: "Zucchini protocol" })).toHaveCount(0);

  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Restore Zucchini protocol" }).click();
  await expect(page.getByRole("button", { name: "Restore Zucchini protocol" })).toHaveCount(0);
  await page.getByRole("link", { name: "Recent" }).click();
  await page.getByRole("link", { name: "Zucchini protocol" }).click();
  await expect(imani.title).toHaveValue("Zucchini protocol");
  await imani.sees("What was said.");
});

test("a new document takes the first words as its title, however it was made", async ({ people }) => {
  const page = await atTheList(people);
  const imani = new Writer(page);
  const ways = [
    () => page.getByRole("button", { name: "New document" }).first().click(),
    () => page.keyboard.press("Alt+n"),
    () => page.getByRole("complementary").getByRole("button", { name: "New document" }).click(),
  ];
  for (const [at, make] of ways.entries()) {
    const before = page.url();
    await make();
    await expect(page).not.toHaveURL(before);
    await expect(imani.title).toBeFocused();
    await page.keyboard.type(`Title ${at}`);
    await imani.presses("Enter");
    await page.keyboard.type("and text");
    await expect(imani.title).toHaveValue(`Title ${at}`);
    await imani.sees("and text");
  }
  await page.reload();
  await imani.isConnected();
  await expect(imani.title).not.toBeFocused();
});

test("a Markdown file is imported and opened", async ({ people }) => {
  const page = await atTheList(people);
  const markdown = "# Seed swap\n\nWho has *what*.\n\n| Seed | Who |\n| --- | --- |\n| Peas | Odile |\n";
  await page.getByLabel("Markdown files to import").setInputFiles({
    name: "seed-swap.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(markdown),
  });
  const imani = new Writer(page);
  await expect(imani.title).toHaveValue("Seed swap");
  await expect(imani.text.getByRole("cell", { name: "Odile" })).toBeVisible();
  await expect(imani.text.locator("em")).toHaveText("what");
});

test("renaming from the list reaches whoever has the document open", async ({ people, server }) => {
  const path = await server.page({ title: "Before" });
  const imani = await people.join("Imani", path);
  await expect(imani.title).toHaveValue("Before");
  await server.patch(path, { title: "After" });
  await expect(imani.title).toHaveValue("After");
  await expect(imani.page).toHaveTitle("After — Manyhands");
});

test("an unknown document is said to be unknown, and none is made", async ({ people, server }) => {
  people.expectMessages(/status of 404/);
  const { page } = await people.join("Imani", "/d/no-such-document");
  await expect(page.getByRole("heading", { name: "There is no such document" })).toBeVisible();
  await expect(page).toHaveTitle("There is no such document — Manyhands");
  expect((await fetch(`${server.url}/api/documents/no-such-document`)).status).toBe(404);
  await page.locator(".sheet").getByRole("link", { name: "All documents" }).click();
  await expect(page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
});

test("a document in the trash can be restored on the spot; a deleted one cannot", async ({
  people,
  server,
}) => {
  people.expectMessages(/status of 410/);
  const path = await server.page({ markdown: "# Old plan\n\nStill good.\n" });
  await server.patch(path, { trashed: true });
  const imani = await people.join("Imani", path);
  await expect(imani.page.getByRole("heading", { name: "Old plan is in the trash" })).toBeVisible();
  await imani.page.getByRole("button", { name: "Restore" }).click();
  await imani.sees("Still good.");
  await imani.page.close();
  await server.patch(path, { trashed: true });
  await server.purge(path);
  const wren = await people.join("Wren", path);
  await expect(wren.page.getByRole("heading", { name: "This document was deleted" })).toBeVisible();
});

test("what is trashed while it is open can be read, copied and restored", async ({ people, server }) => {
  const path = await server.page({ markdown: "# Pulled away\n\nText of **everybody** & <all>.\n" });
  const imani = await people.join("Imani", path);
  const wren = await people.join("Wren", path);
  await Promise.all([imani.isConnected(), wren.isConnected()]);
  await server.patch(path, { trashed: true });
  await expect(wren.status).toHaveText("In the trash");
  await expect(imani.status).toHaveText("In the trash");
  await expect(imani.text).toHaveAttribute("contenteditable", "false");
  await imani.sees("Text of everybody");
  const download = imani.page.waitForEvent("download");
  await imani.page.getByRole("button", { name: "Keep a copy (HTML)" }).click();
  const copy = await textOf(await download);
  expect(copy).toContain("<h1>Pulled away</h1>");
  expect(copy).toContain("Text of <strong>everybody</strong> &amp; &lt;all&gt;.");
  await imani.page.getByRole("button", { name: "Restore" }).click();
  await Promise.all([imani.isConnected(), wren.isConnected()]);
  await expect(imani.text).toHaveAttribute("contenteditable", "true");
  await imani.types(" Back.");
  await expect.poll(() => server.read(path, "text")).toContain("Back.");
});

for (const [label, ending, contents] of [
  ["Markdown", "md", ["# Beds 1–14", "## North", "**peas**", "- [x] dig", "| Bed | What |"]],
  ["HTML", "html", ["Beds 1–14</h1>", "<strong>peas</strong>", "<table"]],
  ["Plain text", "txt", ["Beds 1–14", "North", "peas"]],
  ["JSON", "json", ['"type":"taskItem"', '"peas"']],
] as const) {
  test(`the document is downloaded as ${label}`, async ({ people, server }) => {
    const markdown =
      "# Beds 1–14\n\n## North\n\nSow **peas**.\n\n- [x] dig\n\n| Bed | What |\n| --- | --- |\n| 1 | peas |\n";
    const imani = await people.join("Imani", await server.page({ markdown }));
    await imani.isConnected();
    const download = imani.page.waitForEvent("download");
    await imani.page.getByRole("button", { name: "Download and more" }).click();
    await imani.page.getByRole("menuitem", { name: label }).click();
    expect((await download).suggestedFilename()).toBe(`Beds 1–14.${ending}`);
    const text = await textOf(await download);
    const found = ending === "json" ? JSON.stringify(JSON.parse(text)) : text;
    for (const part of contents) expect(found).toContain(part);
  });
}

async function textOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

test("a raw document is explained, and can be downloaded", async ({ people, server }) => {
  const id = `board/${crypto.randomUUID()}`;
  const response = await fetch(`${server.url}/api/documents`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id, kind: "raw" }),
  });
  expect(response.ok).toBe(true);
  const { page } = await people.join("Imani", `/d/${encodeURIComponent(id)}`);
  await expect(page.getByRole("heading", { name: id })).toBeVisible();
  await expect(page.getByText("This is a raw document")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  expect(JSON.parse(await textOf(await download))).toEqual({});
});

for (const [where, button, viewport] of [
  ["a wide window", "Download and more", { width: 1280, height: 800 }],
  ["a phone", "More", { width: 390, height: 800 }],
] as const) {
  test(`a document is put in the trash from inside it on ${where}, and back`, async ({ people, server }) => {
    const path = await server.page({ title: `Passing ${where}` });
    const { page } = await people.join("Imani", path, { viewport });
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("menuitem", { name: "Move to trash" }).click();
    await expect(page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
    await expect(page.getByText(`“Passing ${where}” moved to the trash`)).toBeVisible();
    // The line stays while it is pointed at.
    await page.getByRole("button", { name: "Undo" }).hover();
    await expect(page.getByRole("link", { name: `Passing ${where}` })).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText(`“Passing ${where}” is back in the list`)).toBeVisible();
    await expect(page.getByRole("link", { name: `Passing ${where}` })).toBeVisible();
  });
}

/** The page is written by a program that keeps it in this version of the encoding. */
async function writeVersion(at: Writer, doc: Y.Doc, version: number): Promise<void> {
  doc.getMap("meta").set("v", version);
  const update = Y.encodeStateAsUpdate(doc);
  if (update.length > 127) throw new Error("the frame's length is one byte");
  await at.page.evaluate(
    ({ frame }) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(location.href.replace("http", "ws").replace("/d/", "/collab/"));
        socket.binaryType = "arraybuffer";
        socket.onerror = () => reject(new Error("no socket"));
        socket.onopen = () => socket.send(new Uint8Array(frame));
        // The first answer comes when the room is open; what was sent before is in it.
        socket.onmessage = () => resolve();
      }),
    { frame: [0, 2, update.length, ...update] },
  );
}

test("a page that a newer version has written says so, and opens again where it was an error", async ({
  people,
  server,
}) => {
  const path = await server.page({ markdown: "# Plan\n\nold words" });
  const imani = await people.join("Imani", path);
  await imani.sees("old words");
  const doc = new Y.Doc();
  await writeVersion(imani, doc, 2);
  await expect(imani.page.getByRole("heading", { name: "This page needs a newer Manyhands" })).toBeVisible();
  await expect(imani.text).toHaveCount(0);
  await writeVersion(imani, doc, 1);
  await imani.sees("old words");
});
