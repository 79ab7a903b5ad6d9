/** `Catalog` on the tables of the storage thread. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Catalog, DocumentRecord, ListPage, ListQuery, Projection } from "../catalog.js";
import { listPage, parseCursor } from "../list-cursor.js";
import type { StorageThread } from "./storage-thread.js";

export class SqliteCatalog implements Catalog {
  readonly #thread: StorageThread;

  constructor(thread: StorageThread) {
    this.#thread = thread;
  }

  create(
    record: Parameters<Catalog["create"]>[0],
  ): Promise<{ record: DocumentRecord; created: boolean } | "purged"> {
    return this.#thread.call("catalog", "create", record);
  }

  find(id: DocumentId): Promise<DocumentRecord | "purged" | null> {
    return this.#thread.call("catalog", "find", id);
  }

  async list(query: ListQuery): Promise<ListPage> {
    const after = parseCursor(query.cursor);
    const { query: part, trashed, limit } = query;
    return listPage(
      await this.#thread.call("catalog", "list", { query: part, trashed, after, limit }),
      query,
    );
  }

  project(id: DocumentId, projection: Projection): Promise<void> {
    return this.#thread.call("catalog", "project", id, projection);
  }

  setTrashed(id: DocumentId, at: number | null): Promise<boolean> {
    return this.#thread.call("catalog", "setTrashed", id, at);
  }

  purge(id: DocumentId): Promise<boolean> {
    return this.#thread.call("catalog", "purge", id);
  }

  trashedBefore(at: number): Promise<readonly DocumentId[]> {
    return this.#thread.call("catalog", "trashedBefore", at);
  }
}
