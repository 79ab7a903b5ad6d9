/** Files that are pasted or dropped on a page: nothing of them goes in, nothing is lost, and one is told what to do. */
import { writeFileSync } from "node:fs";
import type { TestServer } from "./kit/server.js";
import { expect, type People, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

async function atAPage(people: People, server: TestServer): Promise<Writer> {
  const imani = await people.join("Imani", await server.page({ markdown: "# Page\n\nwords" }));
  await imani.isConnected();
  await imani.clicks("words", "words".length);
  return imani;
}

/** A paste with a picture, as from a screenshot; with `html` beside it, as from a spreadsheet. */
async function pastesPicture({ text }: Writer, html: string | null): Promise<void> {
  await text.evaluate((node, html) => {
    const data = new DataTransfer();
    data.items.add(new File(["png"], "image.png", { type: "image/png" }));
    if (html !== null) data.setData("text/html", html);
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

/** As from the desktop, by the browser itself, which opens what nobody takes. */
async function dropsFile({ page }: Writer, path: string, x: number, y: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
  await session.detach();
}

const byAddress = "A picture is put in by its web address: press / and choose Image";

test("a pasted picture is put in by its address, and text beside it is pasted", async ({
  people,
  server,
}) => {
  const imani = await atAPage(people, server);
  await pastesPicture(imani, "<p>from a sheet</p>");
  await imani.sees("wordsfrom a sheet");
  await expect(imani.page.getByText(byAddress)).toHaveCount(0);
  await pastesPicture(imani, null);
  await expect(imani.page.getByText(byAddress)).toBeVisible();
  expect(await imani.outline()).toEqual(["p: wordsfrom a sheet"]);
  await imani.page.getByRole("button", { name: "Give an address" }).click();
  await expect(imani.page.getByRole("textbox", { name: "Address" })).toBeFocused();
});

test("a file that is dropped anywhere on the page is not opened in its place", async ({
  people,
  server,
}, info) => {
  const imani = await atAPage(people, server);
  const [picture, text] = [info.outputPath("dot.png"), info.outputPath("notes.txt")];
  writeFileSync(picture, "png");
  writeFileSync(text, "notes");
  const address = imani.page.url();
  const { x, y } = (await imani.text.boundingBox())!;
  await dropsFile(imani, picture, x + 20, y + 10);
  await expect(imani.page.getByText(byAddress)).toBeVisible();
  await dropsFile(imani, text, 640, 20);
  await expect(imani.page.getByText("A page holds no files")).toBeVisible();
  expect(
    imani.page
      .context()
      .pages()
      .map((page) => page.url()),
  ).toEqual([address]);
  expect(await imani.outline()).toEqual(["p: words"]);
});
