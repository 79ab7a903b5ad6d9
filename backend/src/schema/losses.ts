/**
 * What a page could not take over from a document that another program wrote, counted by sort and told in sentences.
 * Names come from strangers: they are cut short, and only so many sorts are told apart.
 */
const maxSorts = 50;
const maxNameLength = 60;

export class Losses {
  readonly #counts = new Map<string, number>();
  #others = 0;
  #tooDeep = false;

  /** Something lay deeper than a page goes. */
  get tooDeep(): boolean {
    return this.#tooDeep;
  }

  /** A block or inline thing of a kind that pages do not have; `kept` says whether it held words, which stay. */
  node(name: string, kept: boolean): void {
    this.#note(
      kept
        ? `${quoted(name)} is nothing a page knows; its text was kept`
        : `${quoted(name)} is nothing a page knows, and held no text; it was left out`,
    );
  }

  mark(name: string): void {
    this.#note(`The format ${quoted(name)} is nothing a page knows; the text under it was kept`);
  }

  /** An attribute that pages do not have on this node or mark. */
  attribute(owner: string, name: string): void {
    this.#note(`${quoted(name)} of ${quoted(owner)} is not kept by a page`);
  }

  /** An attribute that pages have, with a value that they do not take. */
  value(owner: string, name: string): void {
    this.#note(`${quoted(name)} of ${quoted(owner)} has a value that a page does not take`);
  }

  /** Levels that lie deeper than `most`. */
  depth(most: number): void {
    this.#tooDeep = true;
    this.#note(`Lists and quotes are nested more than ${most} deep; of what is deeper the text was kept`);
  }

  /** Something within a line of text that is neither text nor a node. */
  embed(): void {
    this.#note("Something that is no text stood in a line of text; it was left out");
  }

  /** One sentence for each sort, with how often it occurred; none where everything was kept. */
  get sentences(): readonly string[] {
    const told = Array.from(this.#counts, ([words, count]) =>
      count === 1 ? `${words}.` : `${words} (${count} times).`,
    );
    return this.#others === 0 ? told : [...told, `There is more of this sort (${this.#others} times).`];
  }

  #note(words: string): void {
    const count = this.#counts.get(words) ?? 0;
    if (count === 0 && this.#counts.size >= maxSorts) this.#others++;
    else this.#counts.set(words, count + 1);
  }
}

function quoted(name: string): string {
  const clean = name.replace(/[\p{C}\s]+/gu, " ");
  return `“${clean.length > maxNameLength ? `${clean.slice(0, maxNameLength).replace(/[\ud800-\udbff]$/, "")}…` : clean}”`;
}
