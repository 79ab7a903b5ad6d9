/**
 * Who cannot be stored right now, and when it is tried again: a few of them at a time, in turn, after pauses that grow
 * up to a limit and are never quite the same.
 */

export interface FailingOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Called after each pause, while any sink is failing. */
  readonly due: () => void;
}

interface Failure {
  cause: Error;
  /** Others can be stored: it is this document, not the disk. */
  own: boolean;
}

export class FailingSinks<Sink> {
  readonly #options: FailingOptions;
  readonly #failures = new Map<Sink, Failure>();
  #timer: NodeJS.Timeout | null = null;
  #tries = 0;

  constructor(options: FailingOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#failures.size;
  }

  /** What is wrong with the disk; null where only single documents fail, or none. */
  get fault(): Error | null {
    for (const { cause, own } of this.#failures.values()) if (!own) return cause;
    return null;
  }

  has(sink: Sink): boolean {
    return this.#failures.has(sink);
  }

  add(sink: Sink, cause: Error, own: boolean): void {
    this.#failures.set(sink, { cause, own });
    // However long others have been failing, this one is tried again soon.
    if (this.#timer === null || this.#tries > 0) this.#schedule(0);
  }

  delete(sink: Sink): void {
    this.#failures.delete(sink);
    if (this.#failures.size === 0) this.#cancel();
  }

  failedAgain(sink: Sink, cause: Error): void {
    const failure = this.#failures.get(sink);
    if (failure !== undefined) failure.cause = cause;
  }

  /** Says that it is this document and not the disk; returns what is wrong, null where it is not failing. */
  blame(sink: Sink): Error | null {
    const failure = this.#failures.get(sink);
    if (failure === undefined) return null;
    failure.own = true;
    return failure.cause;
  }

  forTheDisk(): readonly Sink[] {
    return [...this.#failures].filter(([, { own }]) => !own).map(([sink]) => sink);
  }

  /** Whose turn it is: at most `count`, who are last in the row from now on. */
  turn(count: number): readonly Sink[] {
    const turn = [...this.#failures].slice(0, count);
    for (const [sink, failure] of turn) {
      this.#failures.delete(sink);
      this.#failures.set(sink, failure);
    }
    return turn.map(([sink]) => sink);
  }

  /** A turn is over: waits for the next, longer than the last time unless something could be stored. */
  rest(worked: boolean): void {
    this.#schedule(worked ? 0 : this.#tries + 1);
  }

  /** Empties it. */
  clear(): readonly (readonly [Sink, Error])[] {
    const all = [...this.#failures].map(([sink, { cause }]) => [sink, cause] as const);
    this.#failures.clear();
    this.#cancel();
    return all;
  }

  #schedule(tries: number): void {
    this.#cancel();
    this.#tries = tries;
    if (this.#failures.size === 0) return;
    const { firstMs, maxMs, due } = this.#options;
    const pause = Math.min(maxMs, firstMs * 2 ** this.#tries);
    this.#timer = setTimeout(due, pause * (0.5 + Math.random() / 2)).unref();
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
