/** Keeps account of how long each log is: in the receipts at once, in the table of documents before a checkpoint. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import type { DocumentTable } from "./document-table.js";
import type { Receipts } from "./receipts.js";

export class LogEnds {
  readonly #documents: DocumentTable;
  readonly #receipts: Receipts;
  readonly #warn: (message: string, cause: unknown) => void;
  #unfolded = new Map<number, { readonly id: DocumentId; readonly seq: Seq }>();
  #warned = false;

  constructor(documents: DocumentTable, receipts: Receipts, warn: (message: string, cause: unknown) => void) {
    this.#documents = documents;
    this.#receipts = receipts;
    this.#warn = warn;
  }

  /** After the commit, before the answer. Never throws: the entries are stored, whatever becomes of the receipt. */
  reached(ends: Iterable<{ readonly number: number; readonly id: DocumentId; readonly seq: Seq }>): void {
    const written = new Map<number, Seq>();
    for (const { number, id, seq } of ends) {
      this.#unfolded.set(number, { id, seq });
      written.set(number, seq);
    }
    this.#write(written);
  }

  /** Before a log is removed: that it is gone is no loss. */
  forget(number: number): void {
    this.#unfolded.delete(number);
    this.#write(new Map([[number, 0]]));
  }

  /** Inside a transaction. */
  fold(): void {
    for (const [number, { id, seq }] of this.#unfolded) this.#documents.setLength({ number, id }, seq);
  }

  /** The transaction is committed; `whole` where all of the write-ahead log is in the database. */
  folded(whole: boolean): void {
    if (!whole) return;
    this.#unfolded = new Map();
    this.#receipts.startOver();
  }

  #write(ends: ReadonlyMap<number, Seq>): void {
    try {
      this.#receipts.write(ends);
      this.#warned = false;
    } catch (cause) {
      if (!this.#warned) this.#warn("The receipts of what was stored cannot be written.", cause);
      this.#warned = true;
    }
  }
}
