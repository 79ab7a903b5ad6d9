/**
 * An input method, as Chromium meets one: it shows a text at the caret while somebody still chooses, and then commits
 * it. Counts how often the page saw a composition begin and end: one that is interrupted ends early.
 */
import { type CDPSession, expect, type Page } from "@playwright/test";

interface Counted {
  compositions?: { began: number; ended: number };
}

export class Ime {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async at(page: Page): Promise<Ime> {
    await page.evaluate(() => {
      const counted = { began: 0, ended: 0 };
      (globalThis as Counted).compositions = counted;
      addEventListener("compositionstart", () => counted.began++, true);
      addEventListener("compositionend", () => counted.ended++, true);
    });
    return new Ime(page, await page.context().newCDPSession(page));
  }

  /** Shows `text` at the caret, in place of what was shown before. */
  async shows(text: string): Promise<void> {
    await this.#session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }

  async commits(text: string): Promise<void> {
    await this.#session.send("Input.insertText", { text });
  }

  /** Gives up: nothing of it stays. */
  async cancels(): Promise<void> {
    await this.shows("");
  }

  /** A key as keyboards on phones send it: without saying which. */
  async pressesUnidentified(): Promise<void> {
    for (const type of ["rawKeyDown", "keyUp"] as const) {
      await this.#session.send("Input.dispatchKeyEvent", {
        type,
        key: "Unidentified",
        windowsVirtualKeyCode: 229,
      });
    }
  }

  async hasBegun(times: number): Promise<void> {
    await this.#counted("began", times);
  }

  async hasEnded(times: number): Promise<void> {
    await this.#counted("ended", times);
  }

  async #counted(which: "began" | "ended", times: number): Promise<void> {
    await expect
      .poll(() => this.#page.evaluate((which) => (globalThis as Counted).compositions?.[which], which))
      .toBe(times);
  }
}
