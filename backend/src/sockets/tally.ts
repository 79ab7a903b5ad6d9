/** How many of each there are right now; forgets whatever falls to none. */
export class Tally<Key> {
  readonly #counts = new Map<Key, number>();

  count(key: Key): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: Key): void {
    this.#counts.set(key, this.count(key) + 1);
  }

  remove(key: Key): void {
    const left = this.count(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }

  /** Of different keys. */
  get size(): number {
    return this.#counts.size;
  }
}
