/** The playground, built into a folder of its own and served. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build, preview } from "vite";

const configFile = fileURLToPath(new URL("../../playground/vite.config.ts", import.meta.url));

export interface PlaygroundServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function servePlayground(): Promise<PlaygroundServer> {
  const outDir = await mkdtemp(join(tmpdir(), "manyhands-playground-"));
  await build({ configFile, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const server = await preview({ configFile, logLevel: "error", build: { outDir }, preview: { port: 0 } });
  return {
    url: server.resolvedUrls?.local[0] ?? "",
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

export const sheet = (page: Page, name: string) =>
  page.getByRole("region", { name: `${name}’s page` }).getByRole("textbox", { name: "Text" });
export const stock = (page: Page) => page.getByRole("region", { name: "The same with stock Tiptap" });
