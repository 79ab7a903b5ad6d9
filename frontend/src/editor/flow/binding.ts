/**
 * Binds one ProseMirror view to the flow of a page: what is typed is written, what others write is drawn by small
 * steps, and while an input method composes, the others' changes wait. The flow is the truth; whenever the view
 * says something else, the view follows.
 */
import type { Kept } from "@manyhands/backend/schema/flow/align";
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
import { readDom } from "./dom-observer.js";
import { holdScroll } from "./hold-scroll.js";
import { isTyping, putsLetters } from "./is-typing.js";
import { drawAround } from "./keep-composition.js";
import { rebase } from "./rebase.js";
import { type Places, placesOf, selectionAt } from "./selection-places.js";

/**
 * Extensions of others know changes from elsewhere by this meta, `{ isChangeOrigin: true }`. It is the name of
 * y-prosemirror's plugin key; a key of that name made here would leave that one with another name.
 */
export const syncMeta = "y-sync$";
const stepsKey = new PluginKey<LocalStep | null>("flow");

/** Steps that were made in the editor, newest first. */
interface LocalStep {
  readonly step: Step;
  readonly before: Node;
  previous: LocalStep | null;
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
  readonly #keys = new WeakMap<Node, unknown>();
  /** The text that an input method shows now. */
  #composed = "";
  /** Where one's own selection was when the first change came that is not drawn yet. */
  #kept: { readonly selection: Selection; readonly places: Places } | null = null;
  /** Where it was before one's own last change. */
  #selectionBefore: Places | null = null;

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
    doc.on("beforeTransaction", this.#keepPlaces);
    this.flow.onChange(() => {
      if (this.#view !== null) readDom(this.#view);
      this.#follow();
    });
  }

  get plugin(): Plugin {
    return new Plugin<LocalStep | null>({
      key: stepsKey,
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
          update: (now, before) => {
            const changed = before.doc !== now.state.doc;
            if (changed && this.#isDrawn(before.doc))
              this.#selectionBefore = placesOf(this.flow, before.selection);
            this.#push(now, before.selection);
          },
          destroy: () => {
            if (this.#view === view) this.#view = null;
          },
        };
      },
      props: {
        handleDOMEvents: {
          // A key means the place where the browser shows the caret.
          keydown: (view) => {
            readDom(view);
            return false;
          },
          compositionupdate: (_, event) => {
            this.#composed = event.data;
            return false;
          },
          compositionend: () => {
            this.#composed = "";
            // After the view has read what was composed.
            setTimeout(() => this.#follow());
            return false;
          },
        },
      },
    });
  }

  undo(): boolean {
    this.#rememberSelection();
    return this.undoManager.undo() !== null;
  }

  redo(): boolean {
    this.#rememberSelection();
    return this.undoManager.redo() !== null;
  }

  destroy(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.undoManager.destroy();
    this.flow.doc.off("beforeTransaction", this.#keepPlaces);
    this.flow.destroy();
  }

  /** Writes what was done in the editor since the last time, with that selection. */
  #push(view: EditorView, selection?: Selection): void {
    const steps = stepsSince(stepsKey.getState(view.state) ?? null, this.#written);
    if (steps.length === 0) return;
    this.#written = stepsKey.getState(view.state) ?? null;
    // What is written is not asked for again.
    if (this.#written !== null) this.#written.previous = null;
    const base = this.#seen ?? view.state.doc;
    const { doc, kept } = this.#rebase(base, steps);
    this.#kept = null;
    const typed = steps.every(({ step, before }) => isTyping(step, before));
    // What takes the place of a selection begins an act, to which the letters typed right after belong.
    const replaces = selection?.empty === false && !view.composing;
    if (!typed || replaces) this.undoManager.stopCapturing();
    this.flow.write(doc, kept, this);
    if (!typed && !(replaces && steps.every(({ step }) => putsLetters(step))))
      this.undoManager.stopCapturing();
    this.#seen = view.state.doc;
    if (this.flow.drawing.doc.eq(view.state.doc)) this.flow.adopt(view.state.doc);
    else {
      this.#passKeys(base, view.state.doc);
      this.#follow();
    }
  }

  /** Nodes of a view that lags behind are drawn by nobody, and are still the same blocks. */
  #passKeys(before: Node, after: Node): void {
    if (before === after) return;
    const key = this.#keyOf(before);
    if (key !== undefined) this.#keys.set(after, key);
    if (after.isTextblock || before.childCount !== after.childCount) return;
    before.children.forEach((child, i) => {
      this.#passKeys(child, after.child(i));
    });
  }

  readonly #keyOf = (node: Node): unknown => this.flow.renderer.keyOf(node) ?? this.#keys.get(node);

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
    stepTo(theirs, drawn, this.#keyOf, this.flow.renderer.keyOf);
    const ours = rebase(steps, theirs);
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
    stepTo(transaction, drawing.doc, this.#keyOf, renderer.keyOf);
    if (transaction.docChanged) {
      this.#keepSelection(transaction, view.state.selection);
      const dispatch = (part: Transaction) => {
        this.#seen = part.doc;
        view.dispatch(part.setMeta(syncMeta, { isChangeOrigin: true }).setMeta("addToHistory", false));
      };
      let drawn = true;
      holdScroll(view, () => {
        if (view.composing) drawn = drawAround(view, transaction, this.#composed, dispatch);
        else dispatch(transaction);
      });
      if (!drawn) {
        this.#follow();
        return;
      }
      this.#kept = null;
    }
    this.#seen = view.state.doc;
    if (drawing.doc.eq(view.state.doc)) this.flow.adopt(view.state.doc);
  }

  /** One's own selection stays between the same letters, and before what others put in where it is. */
  #keepSelection(transaction: Transaction, selection: Selection): void {
    const kept = this.#kept;
    if (!(selection instanceof TextSelection)) return;
    const { doc, mapping } = transaction;
    const known = kept?.selection.eq(selection) === true ? selectionAt(this.flow, kept.places, doc) : null;
    const wanted =
      known ??
      TextSelection.between(
        doc.resolve(mapping.map(selection.anchor, -1)),
        doc.resolve(mapping.map(selection.head, -1)),
      );
    if (!wanted.eq(transaction.selection)) transaction.setSelection(wanted);
  }

  readonly #keepPlaces = ({ origin }: Y.Transaction): void => {
    const view = this.#view;
    if (origin === this || view === null || this.#kept !== null || !this.#isDrawn(view.state.doc)) return;
    const { selection } = view.state;
    const places = placesOf(this.flow, selection);
    if (places !== null) this.#kept = { selection, places };
  };

  #rememberSelection(): void {
    const state = this.#view?.state;
    this.#selectionBefore =
      state !== undefined && this.#isDrawn(state.doc) ? placesOf(this.flow, state.selection) : null;
  }

  #isDrawn(doc: Node): boolean {
    return this.flow.drawing.doc.eq(doc);
  }

  /** After undo and redo: back to where that was done. */
  #select(places: Places | null | undefined): void {
    const view = this.#view;
    if (view === null || !places || !this.#isDrawn(view.state.doc)) return;
    const selection = selectionAt(this.flow, places, view.state.doc, true);
    if (selection !== null) view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  }
}

function collect(transaction: Transaction, steps: LocalStep | null): LocalStep | null {
  if (transaction.getMeta(syncMeta)?.isChangeOrigin === true) return steps;
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
