/** Somebody at a document page, in words of what people do and see. Every expectation waits until it holds. */
import { expect, type Locator, type Page } from "@playwright/test";
import { shownOutline } from "./outline.js";

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

  /**
   * Clicks into the body between two letters, `offset` letters into where these words stand first, and sees that the
   * caret is there: a font or a banner may still arrive while the mouse is on its way.
   */
  async clicks(words: string, offset = 0, { shift = false } = {}): Promise<void> {
    await expect(async () => {
      const { x, y } = await this.#placeOf(words, offset);
      if (shift) await this.page.keyboard.down("Shift");
      await this.page.mouse.click(x, y);
      if (shift) await this.page.keyboard.up("Shift");
      // Quick clicks at one place of the screen are a triple click for the editor, though the page has scrolled between.
      expect(await this.#caretIsAt(words, offset)).toBe(shift ? "selecting" : "alone");
    }).toPass();
  }

  /** Selects all of the block with these words, which is on one line. */
  async selectsBlock(words: string): Promise<void> {
    await this.clicks(words);
    await this.presses("Home", "Shift+End");
  }

  /** Takes back all that this person did since the page was opened, by the keyboard. */
  async undoesAll(): Promise<void> {
    await this.text.first().focus();
    await expect(async () => {
      await this.presses("Control+z");
      await expect(this.toolbar.getByRole("button", { name: "Undo" })).toHaveAttribute(
        "aria-disabled",
        "true",
        { timeout: 200 },
      );
    }).toPass({ intervals: [0] });
  }

  async redoesAll(): Promise<void> {
    await this.text.first().focus();
    await expect(async () => {
      await this.presses("Control+Shift+z");
      await expect(this.toolbar.getByRole("button", { name: "Redo" })).toHaveAttribute(
        "aria-disabled",
        "true",
        { timeout: 200 },
      );
    }).toPass({ intervals: [0] });
  }

  /** The body as `kit/outline.ts` writes it. */
  async outline(): Promise<string[]> {
    return await shownOutline(this.text);
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

  async #caretIsAt(words: string, offset: number): Promise<"alone" | "selecting" | "elsewhere"> {
    return await this.page.evaluate(
      ({ words, offset }) => {
        const { focusNode, focusOffset, isCollapsed } = getSelection() ?? {};
        const at = (focusNode?.textContent ?? "").indexOf(words);
        if (focusNode?.nodeType !== Node.TEXT_NODE || at === -1 || focusOffset !== at + offset)
          return "elsewhere";
        return isCollapsed ? "alone" : "selecting";
      },
      { words, offset },
    );
  }

  async #placeOf(words: string, offset: number): Promise<{ x: number; y: number }> {
    const place = await this.text.first().evaluate(
      (body, { words, offset }) => {
        const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = (node.textContent ?? "").indexOf(words);
          // A checkbox has a name that nobody sees.
          if (at === -1 || node.parentElement?.closest("[contenteditable=false]")) continue;
          const range = document.createRange();
          // The left edge of a letter is the place before it; behind the last one there is its right edge.
          const atEnd = at + offset >= (node.textContent ?? "").length;
          range.setStart(node, atEnd ? at + offset - 1 : at + offset);
          range.setEnd(node, atEnd ? at + offset : at + offset + 1);
          // Bars lie over the text at both ends of the window.
          const { top: above, bottom: below } = range.getBoundingClientRect();
          if (above < 120 || below > innerHeight - 60)
            node.parentElement?.scrollIntoView({ block: "center" });
          const { left, right, top, height } = range.getBoundingClientRect();
          return { x: atEnd ? right + 1 : left + 1, y: top + height / 2 };
        }
        return null;
      },
      { words, offset },
    );
    if (place === null) throw new Error(`“${words}” is not in the text`);
    return place;
  }
}
