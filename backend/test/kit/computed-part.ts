/** A page of docs/ of which one part is computed, and stands between `<!-- name begin -->` and `<!-- name end -->`. */
import { readFileSync, writeFileSync } from "node:fs";

export class ComputedPart {
  readonly #file: URL;
  readonly #name: string;

  constructor(page: string, name: string) {
    this.#file = new URL(`../../../docs/${page}`, import.meta.url);
    this.#name = name;
  }

  get page(): string {
    return readFileSync(this.#file, "utf8");
  }

  /** The page with `part` in it. */
  with(part: string): string {
    const { page } = this;
    const [begin, end] = [`<!-- ${this.#name} begin -->`, `<!-- ${this.#name} end -->`];
    const from = page.indexOf(begin);
    const to = page.indexOf(end);
    if (from === -1 || to < from)
      throw new Error(`${this.#file.href} has no “${begin}” and “${end}” any more.`);
    return `${page.slice(0, from + begin.length)}\n${part}\n${page.slice(to)}`;
  }

  write(part: string): void {
    writeFileSync(this.#file, this.with(part));
  }
}
