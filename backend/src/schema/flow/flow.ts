/**
 * A page's body in a Y.Doc, kept in step with it: the drawing follows every change, whoever made it, and changes of
 * a drawn page are written back. No view, no DOM: editor, export, import and REST writes all use this.
 */
import type { Node, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import type { Kept } from "./align.js";
import { type Block, Blocks, type Changed } from "./blocks.js";
import { IdMaker } from "./containers.js";
import type { Drawing } from "./drawing.js";
import { flowText } from "./flow-text.js";
import { holdParents } from "./hold.js";
import { containersRoot, saysWhat } from "./names.js";
import { Renderer } from "./render.js";
import type { DeltaOp } from "./tokens.js";
import { writeTyping } from "./typing.js";
import { type FlowParts, writeChange } from "./write.js";

export class Flow implements FlowParts {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  readonly registry: Y.Map<unknown>;
  readonly blocks: Blocks;
  readonly renderer: Renderer;
  readonly ids: IdMaker;
  #drawing: Drawing | null = null;
  /** Blocks whose runs changed since it was drawn; null where more than that may have changed. */
  #stale: Set<Block> | null = new Set();
  /** Transactions whose changes the blocks have followed already. */
  readonly #own = new WeakSet<Y.Transaction>();
  #changed = false;
  readonly #listeners = new Set<(transaction: Y.Transaction) => void>();

  constructor(doc: Y.Doc, schema: Schema, random: () => number = Math.random) {
    this.doc = doc;
    this.text = flowText(doc);
    this.registry = doc.getMap(containersRoot);
    this.blocks = new Blocks(this.text);
    this.renderer = new Renderer(schema, this.blocks, this.registry);
    const places = () => this.blocks.list.flatMap((block) => block.places.map(({ key }) => key));
    this.ids = new IdMaker(this.registry, places, random);
    // Watched from the text, Yjs would look for the place of each marker from the beginning.
    doc.on("beforeObserverCalls", this.#followMarkers);
    this.text.observe(this.#followText);
    this.registry.observe(this.#followRegistry);
    doc.on("afterTransaction", this.#tell);
  }

  /** The page as the flow says it now. The same object until something changes. */
  get drawing(): Drawing {
    const stale = this.#stale;
    if (this.#drawing === null || stale === null || stale.size > 0) {
      const mended =
        this.#drawing === null || stale === null ? null : this.renderer.redraw(this.#drawing, stale);
      this.#drawing = mended ?? this.renderer.draw();
      this.#stale = new Set();
    }
    return this.#drawing;
  }

  /**
   * `doc` equals what is drawn but has nodes of its own: from now on those are drawn where nothing changes, so that
   * what did not change is the same object here and in the editor.
   */
  adopt(doc: Node): void {
    this.#drawing = this.renderer.adopt(this.drawing, doc);
  }

  /** Calls back once after each transaction, not our own, that changed the flow. */
  onChange(listener: (transaction: Y.Transaction) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Writes the difference between the drawing and `after`, in one transaction of this origin. `kept` are the ranges
   * of positions that the edit preserved, in order. What is drawn then equals `after` wherever the schema and the
   * other people's blocks allow it.
   */
  write(after: Node, kept: readonly Kept[], origin: unknown): Drawing {
    const before = this.drawing;
    this.doc.transact((transaction) => {
      this.#own.add(transaction);
      const typed = writeTyping(this, before, after, kept);
      if (typed !== null) {
        this.#drawing = typed;
        return;
      }
      const { changed, wanted, unplaced, reorder } = writeChange(this, before, after, kept);
      const types: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
      // The registry's observer is called only when the transaction ends.
      if (types.has(this.registry)) this.renderer.registryChanged();
      const others = [...types].map(([type, keys]) => (type === this.text ? [] : this.#restyled(type, keys)));
      const known = changed !== null && others.every((blocks) => blocks !== null);
      this.#drawing =
        (known ? this.renderer.redraw(before, new Set([...changed, ...others.flat()])) : null) ??
        this.renderer.draw();
      // Where blocks stand depends on what is before them, and what is before them on where they stand.
      let also = unplaced();
      for (let round = 0; round < 3 && (also.size > 0 || !this.#drawing.doc.eq(after)); round++) {
        if (reorder(this.#drawing, also)) this.#drawing = this.renderer.draw();
        if (this.#drawing.doc.eq(after)) return;
        also = holdParents(this, this.#drawing, wanted());
        this.renderer.registryChanged();
        this.#drawing = this.renderer.draw();
      }
    }, origin);
    return this.drawing;
  }

  destroy(): void {
    this.doc.off("beforeObserverCalls", this.#followMarkers);
    this.text.unobserve(this.#followText);
    this.registry.unobserve(this.#followRegistry);
    this.doc.off("afterTransaction", this.#tell);
    this.#listeners.clear();
  }

  readonly #followMarkers = (transaction: Y.Transaction) => {
    if (this.#own.has(transaction)) return;
    for (const [type, keys] of transaction.changed) {
      if (!(type instanceof Y.Map) || type.parent !== this.text) continue;
      this.blocks.touch(type);
      this.#outdate(this.#restyled(type, keys));
      this.#changed = true;
    }
  };

  /** The block whose marker changed in these keys; null where that may do more to the page than draw it anew. */
  #restyled(type: unknown, keys: ReadonlySet<string | null>): Changed {
    const block = type instanceof Y.Map ? this.blocks.of(type) : undefined;
    return block !== undefined && [...keys].every(saysWhat) ? [block] : null;
  }

  readonly #followText = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (this.#own.has(transaction)) return;
    const followed = this.blocks.follow(transaction);
    this.#outdate(
      followed === null ? this.blocks.apply(event.delta as readonly DeltaOp[]) : followed.changed,
    );
    this.#changed = true;
  };

  readonly #followRegistry = (_event: unknown, transaction: Y.Transaction) => {
    this.renderer.registryChanged();
    if (this.#own.has(transaction)) return;
    this.#outdate(null);
    this.#changed = true;
  };

  #outdate(changed: Changed): void {
    if (changed === null) this.#stale = null;
    else for (const block of changed) this.#stale?.add(block);
  }

  readonly #tell = (transaction: Y.Transaction) => {
    if (!this.#changed) return;
    this.#changed = false;
    for (const listener of this.#listeners) listener(transaction);
  };
}
