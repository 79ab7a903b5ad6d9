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

  /** Takes the word that stands in the text, which gets underlined, and shows `text` in its place. */
  async recomposes(word: string, text: string): Promise<void> {
    const start = await this.#page.evaluate((word) => {
      const root = document.activeElement as HTMLElement;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = (node.textContent ?? "").indexOf(word);
        if (at === -1) continue;
        const selection = getSelection() as Selection;
        const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
        selection.setBaseAndExtent(root, 0, node, at);
        const { length } = selection.toString();
        selection.setBaseAndExtent(anchorNode as Node, anchorOffset, focusNode as Node, focusOffset);
        return length;
      }
      throw new Error(`“${word}” is not in the text`);
    }, word);
    await this.#session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
      replacementStart: start,
      replacementEnd: start + word.length,
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

  /** A key of a phone that is more than a letter: the browser edits by itself, and is asked by nobody else. */
  async edits(command: "DeleteBackward" | "InsertNewline"): Promise<void> {
    await this.#session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key: "Unidentified",
      windowsVirtualKeyCode: 229,
      commands: [command],
    });
    await this.#session.send("Input.dispatchKeyEvent", {
      type: "keyUp",
      key: "Unidentified",
      windowsVirtualKeyCode: 229,
    });
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
