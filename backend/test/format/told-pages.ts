/** Pages told in Markdown, three code blocks each: the bytes, the flow and the registry, and the page drawn. */
import { readFileSync } from "node:fs";

export interface ToldPage {
  readonly title: string;
  /** An update in Yjs v1. */
  readonly bytes: Uint8Array;
  readonly flow: unknown;
  readonly page: unknown;
}

/** The pages under the headings of the third level, from `section` on. */
export function readToldPages(file: URL, section: string): ToldPage[] {
  const [, pages = ""] = readFileSync(file, "utf8").split(`\n## ${section}\n`);
  return pages
    .split("\n### ")
    .slice(1)
    .map((told) => {
      const [hex = "", flow = "", page = ""] = [...told.matchAll(/```\w+\n([^`]*)```/g)].map(
        ([, text]) => text,
      );
      return {
        title: told.split("\n")[0] ?? "",
        bytes: Buffer.from(hex.replace(/\s/g, ""), "hex"),
        flow: JSON.parse(flow),
        page: JSON.parse(page),
      };
    });
}

export const goldenPages = readToldPages(new URL("golden-pages.md", import.meta.url), "Pages");
