/**
 * `test` with a server and with people. Every page that a test opens is watched: a console error, an uncaught
 * exception or a violation of the Content-Security-Policy fails the test.
 */
import { type BrowserContext, type BrowserContextOptions, test as base, expect } from "@playwright/test";
import { TestServer } from "./server.js";
import { watch, whileAway } from "./watch.js";
import { Writer } from "./writer.js";

export { expect };

export interface PersonOptions extends BrowserContextOptions {
  readonly color?: string;
}

export interface People {
  /** Somebody with a browser of their own, at `path`. */
  join(name: string, path: string, options?: PersonOptions): Promise<Writer>;
  /** A browser without a page yet, for several tabs. */
  browser(name: string, options?: PersonOptions): Promise<BrowserContext>;
  /** Another tab of a person's browser. */
  tab(context: BrowserContext, path: string): Promise<Writer>;
  /** Console messages that are the point of a test. */
  expectMessages(pattern: RegExp): void;
}

const colors = ["#be4363", "#0376a9", "#569d3b", "#785cc8"];

export const test = base.extend<{ people: People }, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const server = await TestServer.start();
      await use(server);
      await server.end();
    },
    { scope: "worker" },
  ],

  people: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    const expected: RegExp[] = [];
    await server.start();
    server.tookABreak();

    const people: People = {
      async browser(name, { color = colors[contexts.length % colors.length], ...options } = {}) {
        const context = await browser.newContext({ baseURL: server.url, ...options });
        contexts.push(context);
        context.on("page", (page) => watch(page, complaints));
        const guest = { id: `e2e${contexts.length}`, name, color };
        await context.addInitScript((kept) => {
          // The blank page before the first one has no storage.
          if (location.protocol !== "about:") localStorage["manyhands.guest"] ??= kept;
        }, JSON.stringify(guest));
        return context;
      },
      async tab(context, path) {
        const page = await context.newPage();
        await page.goto(path);
        return new Writer(page);
      },
      async join(name, path, options) {
        return await people.tab(await people.browser(name, options), path);
      },
      expectMessages(pattern) {
        expected.push(pattern);
      },
    };
    await use(people);
    for (const context of contexts) await context.close();
    if (server.tookABreak()) expected.push(whileAway);
    const surprises = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    expect(surprises, "console messages").toEqual([]);
  },
});
