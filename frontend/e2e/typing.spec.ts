/** Keys at the edges of blocks, pressed in a real browser: the pure part is tested beside the source. */

import type { TestServer } from "./kit/server.js";
import { expect, type People, test } from "./kit/test.js";
import type { Writer } from "./kit/writer.js";

async function opens(people: People, server: TestServer, ...blocks: string[]): Promise<Writer> {
  const imani = await people.join(
    "Imani",
    await server.page({ markdown: ["# Page", ...blocks].join("\n\n") }),
  );
  await imani.isConnected();
  return imani;
}

const table = "| one | two |\n| --- | --- |\n| three | four |";
const cells = ["table>tr>th>p: one", "table>tr>th>p: two", "table>tr>td>p: three", "table>tr>td>p: four"];

test("Backspace behind a table and Delete before it go into it and delete nothing", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "above", table, "below");
  await imani.clicks("below");
  await imani.presses("Backspace");
  await imani.page.keyboard.type("!");
  await imani.clicks("above", "above".length);
  await imani.presses("Delete");
  await imani.page.keyboard.type("?");
  const [first = "", ...others] = cells;
  const page = ["p: above", first.replace("one", "?one"), ...others.slice(0, -1), `${cells.at(-1)}!`];
  await expect.poll(() => imani.outline()).toEqual([...page, "p: below"]);
});

test("Backspace at the start of code makes text of it", async ({ people, server }) => {
  const imani = await opens(people, server, "above", "```\nlet x\n```");
  await imani.clicks("let x");
  await imani.presses("Backspace");
  await imani.page.keyboard.type("!");
  await expect.poll(() => imani.outline()).toEqual(["p: above", "p: !let x"]);
});

test("the list keys change the innermost list, and make one list of all that is selected", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "- one\n  - two\n  - three\n- four", "last");
  await imani.clicks("three");
  await imani.presses("Control+Shift+Digit9");
  const inner = ["ul>li>tasks>li>p: two", "ul>li>tasks>li>p: three"];
  await expect.poll(() => imani.outline()).toEqual(["ul>li>p: one", ...inner, "ul>li>p: four", "p: last"]);
  await expect(imani.toolbar.getByRole("button", { name: "Task list" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await imani.presses("Control+a");
  await imani.toolbar.getByRole("button", { name: "Numbered list" }).click();
  await expect
    .poll(() => imani.outline())
    .toEqual([
      "ol>li>p: one",
      ...inner.map((line) => line.replace("ul", "ol")),
      "ol>li>p: four",
      "ol>li>p: last",
    ]);
});

test("Mod-K in the text is for links, elsewhere it is the search, and it is shown only where it is that", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "- [ ] task", "words");
  const { page } = imani;
  const search = page.getByRole("searchbox", { name: "Search documents" });
  const hint = page.locator("aside kbd").filter({ hasText: "Ctrl K" });
  const address = page.getByRole("textbox", { name: "Address" });
  for (const field of [imani.title, imani.text.getByRole("checkbox"), search]) {
    await field.focus();
    await expect(hint).toBeVisible();
    await imani.presses("Control+k");
    await expect(search).toBeFocused();
    await expect(address).toHaveCount(0);
  }
  await imani.clicks("words");
  await expect(hint).toBeHidden();
  await imani.presses("Control+k");
  await expect(address).toBeFocused();
});

test("what is typed over is one act, brackets make tasks, and code keeps its indentation", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "one", "- two");
  const before = await imani.outline();
  await imani.clicks("one");
  await imani.presses("Control+a");
  await imani.page.keyboard.type("new");
  await expect.poll(() => imani.outline()).toEqual(["p: new"]);
  await imani.presses("Control+z");
  await expect.poll(() => imani.outline()).toEqual(before);
  await imani.presses("Control+a");
  await imani.page.keyboard.type("- [x] done\n\n/divider\n``` let {\n  x\ny\n\n\nend");
  await expect
    .poll(() => imani.outline())
    .toEqual(["tasks>li✓>p: done", "hr:", "pre: let {\n  x\n  y", "p: end"]);
});

test("a table's grip that is dragged over its menu chooses nothing", async ({ people, server }) => {
  const imani = await opens(people, server, "| one | two |\n| --- | --- |\n| three | four |", "end");
  const before = await imani.outline();
  await imani.clicks("three");
  await imani.page.getByRole("button", { name: "Row options" }).hover();
  await imani.page.mouse.down();
  const item = imani.page.getByRole("menuitem", { name: "Insert row above" });
  await item.hover();
  await imani.page.mouse.up();
  await expect(item).toBeVisible();
  expect(await imani.outline()).toEqual(before);
  await item.click();
  await expect.poll(() => imani.outline()).not.toEqual(before);
});

test("the menu of a row that somebody deletes does nothing to another row", async ({ people, server }) => {
  const path = await server.page({ markdown: `# Page\n\n${table}\n| five | six |` });
  const [imani, bo] = [await people.join("Imani", path), await people.join("Bo", path)];
  const chooses = (writer: Writer) => writer.page.getByRole("menuitem", { name: "Delete row" }).click();
  for (const writer of [imani, bo]) {
    await writer.isConnected();
    await writer.clicks("three");
    await writer.page.getByRole("button", { name: "Row options" }).click();
  }
  await chooses(bo);
  const left = [...cells.slice(0, 2), "table>tr>td>p: five", "table>tr>td>p: six"];
  await expect.poll(() => imani.outline()).toEqual(left);
  await chooses(imani);
  await expect(imani.page.locator(".toast")).toContainText("open the menu again");
  expect(await imani.outline()).toEqual(left);
});

test("Mod-Enter in a table makes a row below, with Shift above, and breaks a line elsewhere", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "above", table);
  await imani.clicks("three", 2);
  await imani.presses("Control+Enter");
  await imani.page.keyboard.type("below");
  await imani.clicks("three", 2);
  await imani.presses("Control+Shift+Enter");
  await imani.page.keyboard.type("above it");
  await imani.clicks("above", 2);
  await imani.presses("Control+Enter");
  await imani.page.keyboard.type("!");
  await expect(imani.text.locator("tr")).toHaveText(["onetwo", "above it", "threefour", "below"]);
  await expect(imani.text.locator("p").first()).toHaveText("ab!ove");
  await expect(imani.text.locator("p").first().locator("br")).toHaveCount(1);
});

test("a heading that no menu offers is called by its level", async ({ people, server }) => {
  const imani = await opens(people, server, "##### deep", "flat");
  await imani.clicks("deep");
  await expect(imani.toolbar.getByRole("button", { name: "Heading 5, text style" })).toBeVisible();
  await imani.clicks("flat");
  await expect(imani.toolbar.getByRole("button", { name: "Text, text style" })).toBeVisible();
});

test("lists that Word copies as paragraphs are lists", async ({ people, server }) => {
  const imani = await opens(people, server, "end");
  await imani.clicks("end", 3);
  await imani.text.evaluate((text) => {
    const item = (sign: string, words: string, level: number) =>
      `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;
    const data = new DataTransfer();
    data.setData(
      "text/html",
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB><!--StartFragment--><p class=MsoNormal>so:</p>
${item("·", "dig", 1)}
${item("o", "north", 2)}
${item("·", "sow", 1)}<!--EndFragment--></body></html>`,
    );
    data.setData("text/plain", "so:\n·\tdig\no\tnorth\n·\tsow");
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect
    .poll(() => imani.outline())
    .toEqual(["p: endso:", "ul>li>p: dig", "ul>li>ul>li>p: north", "ul>li>p: sow"]);
});

test("tasks that GitHub copies are tasks", async ({ people, server }) => {
  const imani = await opens(people, server, "end");
  await imani.clicks("end", 3);
  await imani.presses("Enter");
  await imani.text.evaluate((text) => {
    const item = (words: string, box: string) => `<li><input type="checkbox" ${box}> ${words}</li>`;
    const data = new DataTransfer();
    data.setData("text/html", `<p>so</p><br><ul>${item("dig", "checked")}${item("sow", "")}</ul>`);
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect
    .poll(() => imani.outline())
    .toEqual(["p: end", "p: so", "tasks>li✓>p: dig", "tasks>li>p: sow"]);
});

test("what is pasted as plain text keeps its stars, and addresses in it are links", async ({
  people,
  server,
}) => {
  const imani = await opens(people, server, "end");
  await imani.clicks("end", 3);
  await imani.text.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", " SELECT * FROM a; rm *.md or *.js __init__ ~~ https://example.org/x");
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await imani.sees("end SELECT * FROM a; rm *.md or *.js __init__ ~~ https://example.org/x");
  await expect(imani.text.locator("em, strong, s")).toHaveCount(0);
  await expect(imani.text.getByRole("link")).toHaveAttribute("href", "https://example.org/x");
});
