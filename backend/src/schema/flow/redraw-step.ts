/**
 * From one page to another in one step, however much changed between them. It is the `ReplaceStep` of the stretch
 * that is not the same any more, to whoever inverts it or writes it down, but its map says which parts of that stretch
 * stayed what they were.
 */
import type { Node } from "@tiptap/pm/model";
import { ReplaceStep, type StepMap, StepResult } from "@tiptap/pm/transform";

export class RedrawStep extends ReplaceStep {
  readonly #before: Node;
  readonly #after: Node;
  readonly #map: StepMap;

  /** Before `from` the pages are alike, and behind `oldTo` and `newTo`. */
  constructor(
    before: Node,
    after: Node,
    { from, oldTo, newTo }: { readonly from: number; readonly oldTo: number; readonly newTo: number },
    map: StepMap,
  ) {
    super(from, oldTo, after.slice(from, newTo));
    this.#before = before;
    this.#after = after;
    this.#map = map;
  }

  override apply(doc: Node): StepResult {
    return doc === this.#before ? StepResult.ok(this.#after) : super.apply(doc);
  }

  override getMap(): StepMap {
    return this.#map;
  }
}
