/**
 * Running sums of a list of numbers that change one at a time (a Fenwick tree): asking and changing cost the logarithm
 * of the length. Where a block or a node begins is such a sum, and every key pressed changes one of them.
 */
export class Sums {
  readonly #tree: Float64Array;
  readonly #top: number;

  constructor(values: ArrayLike<number>) {
    const { length } = values;
    const tree = new Float64Array(length + 1);
    for (let i = 1; i <= length; i++) {
      tree[i] = (tree[i] as number) + (values[i - 1] as number);
      const above = i + (i & -i);
      if (above <= length) tree[above] = (tree[above] as number) + (tree[i] as number);
    }
    this.#tree = tree;
    this.#top = 2 ** Math.floor(Math.log2(Math.max(1, length)));
  }

  add(index: number, change: number): void {
    if (change === 0) return;
    const tree = this.#tree;
    for (let i = index + 1; i < tree.length; i += i & -i) tree[i] = (tree[i] as number) + change;
  }

  /** The sum of the first `count` numbers. */
  first(count: number): number {
    let sum = 0;
    for (let i = count; i > 0; i -= i & -i) sum += this.#tree[i] as number;
    return sum;
  }

  /** How many of the first numbers together make at most `sum`; the numbers must not be negative. */
  within(sum: number): number {
    let count = 0;
    let left = sum;
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = count + step;
      if (next >= this.#tree.length || (this.#tree[next] as number) > left) continue;
      count = next;
      left -= this.#tree[next] as number;
    }
    return count;
  }
}
