/** Blocks as people handle them: by the grip in the gutter, with the mouse. */
import { expect, type Locator } from "@playwright/test";
import type { Writer } from "./writer.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const gripOf = (writer: Writer): Locator =>
  writer.page.getByRole("button", { name: "Drag, or open the block menu" });

/** The paragraph, heading or code that says exactly this. */
export const blockWith = (writer: Writer, words: string): Locator =>
  writer.text.locator("p, h2, h3, h4, pre").filter({ hasText: new RegExp(`^${words}$`) });

async function boxOf(block: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await block.boundingBox();
  if (box === null) throw new Error("the block is not on the screen");
  return box;
}

/** Waits until the grip stands beside the first line of the block with these words. */
export async function gripIsBeside(writer: Writer, words: string): Promise<void> {
  await expect(async () => {
    const [grip, block] = [await boxOf(gripOf(writer)), await boxOf(blockWith(writer, words))];
    const middle = grip.y + grip.height / 2;
    expect(middle).toBeGreaterThan(block.y);
    expect(middle).toBeLessThan(block.y + block.height);
  }).toPass();
}

/** Points at the block with these words and waits until the grip is beside it. The grip's middle. */
export async function pointsAt(writer: Writer, words: string): Promise<Point> {
  const block = blockWith(writer, words);
  await block.scrollIntoViewIfNeeded();
  const grip = gripOf(writer);
  let middle = { x: 0, y: 0 };
  await expect(async () => {
    const { x, y, height } = await boxOf(block);
    await writer.page.mouse.move(x + 30, y + height / 2 + 1);
    await writer.page.mouse.move(x + 20, y + height / 2);
    await expect(grip).toBeVisible({ timeout: 1_000 });
    const beside = await boxOf(grip);
    middle = { x: beside.x + beside.width / 2, y: beside.y + beside.height / 2 };
    expect(middle.y).toBeGreaterThan(y - 4);
    expect(middle.y).toBeLessThan(y + height + 4);
  }).toPass();
  return middle;
}

/** Opens the menu of the block with these words. */
export async function opensMenuOf(writer: Writer, words: string): Promise<Locator> {
  const { x, y } = await pointsAt(writer, words);
  await writer.page.mouse.move(x, y);
  await writer.page.mouse.click(x, y);
  const menu = writer.page.getByRole("menu").first();
  await expect(menu).toBeVisible();
  return menu;
}

/** Chooses from the menu of the block with these words; "Turn into > Quote" goes by the menu beside it. */
export async function chooses(writer: Writer, words: string, ...path: string[]): Promise<void> {
  await opensMenuOf(writer, words);
  for (const name of path) await writer.page.getByRole("menuitem", { name, exact: false }).first().click();
  await expect(writer.page.getByRole("menu")).toHaveCount(0);
}

/** Takes the block by its grip to above or below the block with other words, and holds it there. */
export async function holds(
  writer: Writer,
  words: string,
  where: "above" | "below",
  other: string,
): Promise<void> {
  const { x, y } = await pointsAt(writer, words);
  const { mouse } = writer.page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x, y + 8, { steps: 2 });
  const to = await boxOf(blockWith(writer, other));
  await mouse.move(x, where === "above" ? to.y + 3 : to.y + to.height - 3, { steps: 4 });
  await expect(writer.page.locator(".drop-line")).toBeAttached();
}

export async function drags(
  writer: Writer,
  words: string,
  where: "above" | "below",
  other: string,
): Promise<void> {
  await holds(writer, words, where, other);
  await expect(writer.page.locator(".drop-line")).toBeVisible();
  await writer.page.mouse.up();
  await expect(writer.page.locator(".dropping")).toHaveCount(0);
}
