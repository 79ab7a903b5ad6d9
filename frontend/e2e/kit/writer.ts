/** Somebody at a document page, in words of what people do and see. Every expectation waits until it holds. */
import { expect, type Locator, type Page } from "@playwright/test";

export class Writer {
  readonly page: Page;
  readonly text: Locator;
  readonly title: Locator;
  readonly status: Locator;
  readonly toolbar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.text = page.getByRole("textbox", { name: "Text", exact: true });
    this.title = page.getByRole("textbox", { name: "Title", exact: true });
    this.status = page.locator(".bar").getByRole("status");
    this.toolbar = page.getByRole("toolbar", { name: "Formatting" });
  }

  /** Connected, and all that was written here is on the server's disk. */
  async isConnected(): Promise<void> {
    await expect(this.status).toHaveText("Saved");
  }

  async isOffline(): Promise<void> {
    await expect(this.status).toContainText("Offline");
  }

  /** Types at the end of the text. Line breaks are presses of Enter. */
  async types(text: string): Promise<void> {
    await this.text.focus();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text);
  }

  async presses(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async sees(text: string): Promise<void> {
    await expect.poll(async () => (await this.blocks()).join("\n"), { timeout: 15_000 }).toContain(text);
  }

  /** The body, block by block, as it is shown; none where there is no text yet. */
  async blocks(): Promise<string[]> {
    return await this.text
      .first()
      .evaluate((body) => [...body.children].map((block) => block.textContent.replaceAll("\u2060", "")));
  }

  /** For each caret of others: the index of the block it is drawn over, -1 where it is over none. */
  async caretBlocks(): Promise<number[]> {
    return await this.text.first().evaluate((body) =>
      [...document.querySelectorAll(".carets .caret")].map((caret) => {
        const { top, height } = caret.getBoundingClientRect();
        const middle = top + height / 2;
        return [...body.children].findIndex((block) => {
          const rect = block.getBoundingClientRect();
          return rect.top <= middle && middle <= rect.bottom;
        });
      }),
    );
  }

  person(name: string): Locator {
    return this.page.getByRole("button", { name: `${name}: go to caret` });
  }
}
