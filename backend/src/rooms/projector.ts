/**
 * Keeps the catalog's copy of a document's title, first words and time of change, at most a second behind
 * its commits. The document is the truth: a copy lost in a crash is made again when the room next opens.
 */
import type * as Y from "yjs";
import type { Logger } from "../log.js";
import type { DocumentId } from "../protocol/document-id.js";
import { excerpt, readTitle } from "../schema/page.js";
import type { Catalog, DocumentRecord } from "../storage/catalog.js";

const delayMs = 1_000;

export class Projector {
  readonly #doc: Y.Doc;
  readonly #catalog: Catalog;
  readonly #log: Logger;
  #due: { readonly record: DocumentRecord; readonly at: number } | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(doc: Y.Doc, catalog: Catalog, log: Logger) {
    this.#doc = doc;
    this.#catalog = catalog;
    this.#log = log;
  }

  changed(record: DocumentRecord, at: number): void {
    this.#due = { record, at };
    this.#timer ??= setTimeout(() => void this.flush(), delayMs).unref();
  }

  /** Never rejects: a list that lags is no reason to fail a write. */
  async flush(): Promise<void> {
    this.stop();
    const due = this.#due;
    if (due === null) return;
    this.#due = null;
    const { id, kind } = due.record;
    try {
      await this.#catalog.project(id, {
        title: kind === "page" ? readTitle(this.#doc) : await this.#titleOf(id),
        excerpt: kind === "page" ? excerpt(this.#doc) : "",
        updatedAt: due.at,
      });
    } catch (cause) {
      this.#log.warn({ document: id, err: cause }, "the document list could not be brought up to date");
    }
  }

  /** A raw document's title is in the catalog only, and may have changed since the room opened. */
  async #titleOf(id: DocumentId): Promise<string> {
    const record = await this.#catalog.find(id);
    return record === null || record === "purged" ? "" : record.title;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
