/**
 * Binds one ProseMirror view to the flow of a page: what is typed is written, what others write is drawn by small
 * steps, and while an input method composes, the others' changes wait. The flow is the truth; whenever the view
 * says something else, the view follows.
 */
import type { Kept } from "@manyhands/backend/schema/flow/align";
import type { Block } from "@manyhands/backend/schema/flow/blocks";
import { Flow } from "@manyhands/backend/schema/flow/flow";
import { keptRanges } from "@manyhands/backend/schema/flow/kept";
import { hasFlow, seed } from "@manyhands/backend/schema/flow/seed";
import { stepTo } from "@manyhands/backend/schema/flow/steps";
import { makeUndo } from "@manyhands/backend/schema/flow/undo";
import type { Node, Schema } from "@tiptap/pm/model";
import { Plugin, PluginKey, type Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { Mapping, type Step, Transform } from "@tiptap/pm/transform";
import type { EditorView } from "@tiptap/pm/view";
import * as Y from "yjs";

/** Extensions of others know changes from elsewhere by this key's meta, `{ isChangeOrigin: true }`. */
export const syncKey = new PluginKey<LocalStep | null>("y-sync");

/** Steps that were made in the editor, newest first. */
interface LocalStep {
  readonly step: Step;
  readonly before: Node;
  previous: LocalStep | null;
}

/** A place in the text that holds as long as its block is drawn. */
interface Spot {
  readonly block: Block;
  readonly offset: number;
}

const maxCompositionMs = 2_000;

export class FlowBinding {
  readonly flow: Flow;
  readonly undoManager: Y.UndoManager;
  #view: EditorView | null = null;
  /** The document of the view as of the last time both sides agreed or were written. */
  #seen: Node | null = null;
  #written: LocalStep | null = null;
  #waiting: ReturnType<typeof setTimeout> | null = null;
  #selectionBefore: { anchor: Spot | null; head: Spot | null } | null = null;

  constructor(doc: Y.Doc, schema: Schema) {
    if (!hasFlow(doc)) Y.applyUpdate(doc, seed, "seed");
    this.flow = new Flow(doc, schema);
    this.undoManager = makeUndo(this.flow, this);
    this.undoManager.on("stack-item-added", ({ stackItem }) => {
      if (!stackItem.meta.has("selection")) stackItem.meta.set("selection", this.#selectionBefore);
    });
    this.undoManager.on("stack-item-popped", ({ stackItem }) =>
      this.#select(stackItem.meta.get("selection")),
    );
    this.flow.onChange(() => this.#follow());
  }

  get plugin(): Plugin {
    return new Plugin<LocalStep | null>({
      key: syncKey,
      state: {
        init: () => null,
        apply: (transaction, steps) => collect(transaction, steps),
      },
      view: (view) => {
        // Tiptap makes all plugin views anew whenever it registers a plugin.
        this.#view = view;
        this.#seen ??= view.state.doc;
        this.#pull();
        return {
          update: (now) => this.#push(now),
          destroy: () => {
            if (this.#view === view) this.#view = null;
          },
        };
      },
      props: {
        handleDOMEvents: {
          compositionend: () => {
            // After the view has read what was composed.
            setTimeout(() => this.#follow());
            return false;
          },
        },
      },
    });
  }

  undo(): boolean {
    return this.undoManager.undo() !== null;
  }

  redo(): boolean {
    return this.undoManager.redo() !== null;
  }

  destroy(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.undoManager.destroy();
    this.flow.destroy();
  }

  /** Writes what was done in the editor since the last time. */
  #push(view: EditorView): void {
    const steps = stepsSince(syncKey.getState(view.state) ?? null, this.#written);
    if (steps.length === 0) return;
    this.#written = syncKey.getState(view.state) ?? null;
    // What is written is not asked for again.
    if (this.#written !== null) this.#written.previous = null;
    const base = this.#seen ?? view.state.doc;
    const { doc, kept } = this.#rebase(base, steps);
    this.#selectionBefore = this.#spots(view.state.selection);
    this.flow.write(doc, kept, this);
    this.#seen = view.state.doc;
    if (this.flow.drawing.doc.eq(view.state.doc)) this.flow.adopt(view.state.doc);
    else this.#follow();
  }

  /** The steps as they apply to what the flow says: while others' changes wait, the view lags behind it. */
  #rebase(base: Node, steps: readonly LocalStep[]): { doc: Node; kept: readonly Kept[] } {
    const drawn = this.flow.drawing.doc;
    if (base.eq(drawn)) {
      const after = new Mapping(steps.map(({ step }) => step.getMap()));
      const last = steps.at(-1);
      return {
        doc: last?.step.apply(last.before).doc ?? base,
        kept: keptRanges(after.maps, base.content.size),
      };
    }
    const theirs = new Transform(base);
    stepTo(theirs, drawn, this.flow.renderer.keyOf, this.flow.renderer.keyOf);
    const ours = new Transform(drawn);
    const inverted = steps.map(({ step, before }) => step.invert(before)).reverse();
    const mapping = new Mapping([...inverted.map((step) => step.getMap()), ...theirs.mapping.maps]);
    steps.forEach(({ step }, i) => {
      const from = steps.length - i;
      const mapped = step.map(mapping.slice(from));
      if (mapped === null || ours.maybeStep(mapped).failed) return;
      mapping.appendMap(mapped.getMap(), from - 1);
    });
    return { doc: ours.doc, kept: keptRanges(ours.mapping.maps, drawn.content.size) };
  }

  /** Draws what the flow says, now or when the input method is done. */
  #follow(): void {
    if (this.#view?.composing) {
      this.#waiting ??= setTimeout(() => {
        this.#waiting = null;
        this.#pull();
      }, maxCompositionMs);
      return;
    }
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.#waiting = null;
    this.#pull();
  }

  #pull(): void {
    const view = this.#view;
    if (view === null || view.isDestroyed) return;
    this.#push(view);
    const { drawing, renderer } = this.flow;
    const transaction = view.state.tr;
    const spots = this.#spots(view.state.selection);
    stepTo(transaction, drawing.doc, renderer.keyOf, renderer.keyOf);
    if (transaction.docChanged) {
      this.#keepSelection(transaction, view.state.selection, spots);
      transaction.setMeta(syncKey, { isChangeOrigin: true }).setMeta("addToHistory", false);
      this.#seen = drawing.doc;
      view.dispatch(transaction);
    }
    this.#seen = view.state.doc;
    if (drawing.doc.eq(view.state.doc)) this.flow.adopt(view.state.doc);
  }

  /** Mapping loses a caret whose block went elsewhere; its block knows better. */
  #keepSelection(
    transaction: Transaction,
    selection: Selection,
    spots: { anchor: Spot | null; head: Spot | null },
  ): void {
    const anchor = this.#stray(transaction, selection.anchor, spots.anchor);
    const head = this.#stray(transaction, selection.head, spots.head);
    if (anchor === null && head === null) return;
    if (!(selection instanceof TextSelection)) return;
    const { doc, mapping } = transaction;
    const from = doc.resolve(anchor ?? mapping.map(selection.anchor));
    const to = doc.resolve(head ?? mapping.map(selection.head));
    transaction.setSelection(TextSelection.between(from, to));
  }

  /** Where the spot is now, if mapping says it is in another block. */
  #stray(transaction: Transaction, pos: number, spot: Spot | null): number | null {
    if (spot === null) return null;
    const mapped = transaction.mapping.map(pos);
    if (this.flow.drawing.at(mapped)?.block === spot.block) return null;
    return this.#position(spot);
  }

  #spots(selection: Selection): { anchor: Spot | null; head: Spot | null } {
    return { anchor: this.#spot(selection.anchor), head: this.#spot(selection.head) };
  }

  #spot(pos: number): Spot | null {
    const leaf = this.flow.drawing.at(pos);
    return leaf?.block == null ? null : { block: leaf.block, offset: Math.max(0, pos - leaf.pos - 1) };
  }

  #position(spot: Spot): number | null {
    const leaf = this.flow.drawing.textOf(spot.block);
    return leaf?.node.isTextblock !== true
      ? null
      : leaf.pos + 1 + Math.min(spot.offset, leaf.node.content.size);
  }

  /** After undo and redo: back to where that was done. */
  #select(spots: { anchor: Spot | null; head: Spot | null } | null | undefined): void {
    const view = this.#view;
    if (view === null || !spots) return;
    const anchor = spots.anchor === null ? null : this.#position(spots.anchor);
    const head = spots.head === null ? null : this.#position(spots.head);
    if (anchor === null || head === null || Math.max(anchor, head) > view.state.doc.content.size) return;
    const { tr, doc } = view.state;
    view.dispatch(
      tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))).scrollIntoView(),
    );
  }
}

function collect(transaction: Transaction, steps: LocalStep | null): LocalStep | null {
  if (transaction.getMeta(syncKey)?.isChangeOrigin === true) return steps;
  let newest = steps;
  transaction.steps.forEach((step, i) => {
    newest = { step, before: transaction.docs[i] as Node, previous: newest };
  });
  return newest;
}

/** Oldest first. */
function stepsSince(newest: LocalStep | null, seen: LocalStep | null): LocalStep[] {
  const steps: LocalStep[] = [];
  for (let at = newest; at !== null && at !== seen; at = at.previous) steps.push(at);
  return steps.reverse();
}
