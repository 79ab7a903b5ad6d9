/**
 * `test` with two people whose browsers stay open from one test to the next, which is what a long table of cases
 * needs: each case gets a new page in both, and their network can be cut and healed.
 */
import { type BrowserContext, type BrowserContextOptions, expect } from "@playwright/test";
import { exportedOutline } from "./outline.js";
import { test as base } from "./test.js";
import { watch, whileAway } from "./watch.js";
import { Writer } from "./writer.js";

export { expect };

export interface Pair {
  readonly imani: Writer;
  readonly wren: Writer;
  readonly path: string;
  /** Both lose the network; their pages know it. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  /** Both pages and the server's export have exactly these blocks, as `kit/outline.ts` writes them. */
  agreeOn(outline: readonly string[]): Promise<void>;
}

interface Fixtures {
  /** Opens a page of this Markdown for both. Once in a test. */
  readonly meet: (markdown: string) => Promise<Pair>;
}
interface WorkerFixtures {
  /** What Imani writes on, where it is no computer. */
  readonly device: BrowserContextOptions;
  readonly contexts: readonly [BrowserContext, BrowserContext];
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  device: [{}, { option: true, scope: "worker" }],

  contexts: [
    async ({ browser, device, server }, use) => {
      const open = async (name: string, color: string, on: BrowserContextOptions = {}) => {
        const context = await browser.newContext({
          ...on,
          baseURL: server.url,
          permissions: ["clipboard-read", "clipboard-write"],
        });
        await context.addInitScript(
          (kept) => {
            if (location.protocol !== "about:") localStorage["manyhands.guest"] ??= kept;
          },
          JSON.stringify({ id: `pair-${name}`, name, color }),
        );
        return context;
      };
      const contexts = [await open("Imani", "#be4363", device), await open("Wren", "#0376a9")] as const;
      await use(contexts);
      for (const context of contexts) await context.close();
    },
    { scope: "worker" },
  ],

  meet: async ({ contexts, server }, use) => {
    const complaints: string[] = [];
    const writers: Writer[] = [];
    await server.start();
    await use(async (markdown) => {
      const path = await server.page({ markdown });
      const [imani, wren] = await Promise.all(
        contexts.map(async (context) => {
          const page = await context.newPage();
          watch(page, complaints);
          await page.goto(path);
          const writer = new Writer(page);
          writers.push(writer);
          await writer.isConnected();
          return writer;
        }),
      );
      if (imani === undefined || wren === undefined) throw new Error("two people are needed");
      const both = [imani, wren];
      const setOffline = (offline: boolean) =>
        Promise.all(contexts.map((context) => context.setOffline(offline)));
      return {
        imani,
        wren,
        path,
        async cut() {
          await setOffline(true);
          await Promise.all(both.map((writer) => writer.isOffline()));
        },
        async heal() {
          await setOffline(false);
          await Promise.all(both.map((writer) => writer.isConnected()));
        },
        async agreeOn(outline) {
          for (const writer of both) await expect.poll(() => writer.outline()).toEqual(outline);
          await expect.poll(async () => exportedOutline(await server.read(path, "json"))).toEqual(outline);
        },
      };
    });
    for (const context of contexts) await context.setOffline(false);
    for (const writer of writers) await writer.page.close();
    const surprises = complaints.filter((text) => !whileAway.test(text));
    expect(surprises, "console messages").toEqual([]);
  },
});
