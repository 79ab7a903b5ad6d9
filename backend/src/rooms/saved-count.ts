/**
 * How many of one socket's update messages are on disk, as `acknowledge` tells it: everything in the first `count` of
 * them. A message that was refused stops the count; it goes on with the next sync step 2 that is saved, for that holds
 * everything its client had until then and the server had not.
 */
export class SavedCount {
  #received = 0;
  #lastStep2 = 0;
  #count = 0;
  /** Refused messages, ascending: the first after each step 2 that might make up for it. */
  #refused: number[] = [];

  get count(): number {
    return this.#count;
  }

  /** The number of the message that has just arrived; the first is 1. */
  received(isStep2: boolean): number {
    this.#received++;
    if (isStep2) this.#lastStep2 = this.#received;
    return this.#received;
  }

  /** Nothing of this message will be stored. */
  refused(message: number): void {
    const last = this.#refused.at(-1) ?? 0;
    if (message < last) this.#refused = [message, ...this.#refused].sort((a, b) => a - b);
    else if (last === 0 || last < this.#lastStep2) this.#refused.push(message);
  }

  /** All of this message is on disk. Messages are told in their order, those that were refused left out. */
  saved(message: number, isStep2: boolean): void {
    if (isStep2) this.#refused = this.#refused.filter((refused) => refused > message);
    const [gap] = this.#refused;
    if (gap === undefined || message < gap) this.#count = Math.max(this.#count, message);
  }
}
