/** Our binding without a view: what the editor's plugin does between ProseMirror and the flow, and nothing else. */
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import type * as Y from "yjs";
import { Flow } from "../../src/schema/flow/flow.js";
import { keptRanges } from "../../src/schema/flow/kept.js";
import { stepTo } from "../../src/schema/flow/steps.js";
import { makeUndo } from "../../src/schema/flow/undo.js";
import { giveBack, setPage, takeEditor, type Writer } from "./writer.js";

/** What others' plugins look for on a change that is not this person's. */
const syncMeta = "y-sync$";

export class FlowWriter implements Writer {
  readonly editor: Editor;
  readonly doc: Y.Doc;
  readonly flow: Flow;
  readonly #undo: Y.UndoManager;
  /** The page as this person's last edit left it, before the flow had its say; or as somebody else's change did. */
  wanted: Node;

  constructor(doc: Y.Doc, random: () => number = Math.random) {
    this.editor = takeEditor();
    this.doc = doc;
    this.flow = new Flow(doc, this.editor.schema, random);
    this.#undo = makeUndo(this.flow, this, 0);
    this.wanted = this.flow.drawing.doc;
    setPage(this.editor, this.wanted);
    this.editor.on("transaction", ({ transaction, appendedTransactions }) => {
      this.#write([transaction, ...appendedTransactions]);
    });
    this.flow.onChange(() => {
      this.#show();
      this.wanted = this.flow.drawing.doc;
    });
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  close(): void {
    this.#undo.destroy();
    this.flow.destroy();
    giveBack(this.editor);
  }

  #write(transactions: readonly Transaction[]): void {
    const [first] = transactions;
    const shown =
      first?.getMeta(syncMeta) !== undefined && transactions.slice(1).every((tr) => !tr.docChanged);
    if (first === undefined || shown || !transactions.some((tr) => tr.docChanged)) return;
    const now = this.editor.state.doc;
    const maps = transactions.flatMap((tr) => tr.mapping.maps);
    const { doc } = this.flow.write(now, keptRanges(maps, first.before.content.size), this);
    this.wanted = now;
    if (doc.eq(now)) this.flow.adopt(now);
    else this.#show();
  }

  #show(): void {
    const { tr } = this.editor.state;
    const { keyOf } = this.flow.renderer;
    const { doc } = this.flow.drawing;
    stepTo(tr, doc, keyOf, keyOf);
    if (!tr.doc.eq(doc)) throw new Error("The steps lead somewhere else.");
    if (tr.docChanged) {
      this.editor.view.dispatch(
        tr.setMeta(syncMeta, { isChangeOrigin: true }).setMeta("addToHistory", false),
      );
    }
    const shown = this.editor.state.doc;
    if (this.flow.drawing.doc.eq(shown)) this.flow.adopt(shown);
  }
}
