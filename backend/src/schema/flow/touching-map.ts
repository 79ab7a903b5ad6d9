/**
 * The map of a step that replaces ranges which touch each other. ProseMirror's own asks only the first of two ranges
 * that meet at a position: it would say of a selected picture that it is still there where the list before it has
 * become another and the picture is gone.
 */
import { Mapping, type MapResult, StepMap } from "@tiptap/pm/transform";

export class TouchingMap extends StepMap {
  /** Sizes of what is replaced, by where it begins and by where it ends; and of what is only put in. */
  readonly #begins = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #inserted = new Map<number, number>();

  /** Three numbers for each range: where it begins in the old page, its size there and in the new one. */
  constructor(ranges: readonly number[]) {
    super(ranges);
    for (let i = 0; i < ranges.length; i += 3) {
      const [start = 0, size = 0, newSize = 0] = ranges.slice(i, i + 3);
      if (size === 0) this.#inserted.set(start, newSize);
      else {
        this.#begins.set(start, size);
        this.#ends.set(start + size, size);
      }
    }
  }

  override mapResult(pos: number, assoc = 1): MapResult {
    const result = super.mapResult(pos, assoc);
    const behind = assoc >= 0;
    const size = (behind ? this.#begins : this.#ends).get(pos);
    const passed = behind && this.#ends.has(pos) ? (this.#inserted.get(pos) ?? 0) : 0;
    if (result.deleted || (size === undefined && passed === 0)) return result;
    // To the same place, by way of a map that deletes what is on that side.
    const start = behind || size === undefined ? pos : pos - size;
    const gone = new StepMap([start, size ?? 0, 0]);
    return new Mapping([gone, StepMap.offset(result.pos + passed - start)]).mapResult(pos, assoc);
  }

  override map(pos: number, assoc = 1): number {
    return this.mapResult(pos, assoc).pos;
  }
}
