/**
 * How long the selections of others stay tinted: ten seconds after their person last moved, each by itself. One object
 * per editor; `stop` ends its timer.
 */
export const quietMs = 10_000;

export class TintFading {
  readonly #moved = new Map<number, { cursor: string; at: number }>();
  readonly #onFaded: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onFaded` is called when the next tint is over, as of the last `watch`: draw then, and call `watch` again. */
  constructor(onFaded: () => void) {
    this.#onFaded = onFaded;
  }

  /** Whether this person's selection is tinted now; `cursor` as announced tells whether they moved. */
  isTinted(id: number, cursor: unknown): boolean {
    const now = performance.now();
    const text = JSON.stringify(cursor);
    const known = this.#moved.get(id);
    if (known?.cursor === text) return now - known.at < quietMs;
    this.#moved.set(id, { cursor: text, at: now });
    return true;
  }

  /** Forgets who is not among these. */
  keepOnly(ids: ReadonlySet<number>): void {
    for (const id of this.#moved.keys()) if (!ids.has(id)) this.#moved.delete(id);
  }

  /** To be called after each drawing: waits for the tint that is over first. */
  watch(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    const left = [...this.#moved.values()].map(({ at }) => at + quietMs - now).filter((ms) => ms > 0);
    if (left.length > 0) this.#timer = setTimeout(this.#onFaded, Math.ceil(Math.min(...left)));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
