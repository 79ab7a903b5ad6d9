/** The tables of the document list: all SQL behind `Catalog`. Synchronous: it lives in the storage thread. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Catalog, DocumentRecord, Projection } from "../catalog.js";
import { foldTitle } from "../fold-title.js";
import type { ListPlace } from "../list-cursor.js";
import type { Database, Statement } from "./driver.js";
import { storableText } from "./storable-text.js";
import type { Wal } from "./wal.js";

export interface PlacedQuery {
  readonly query: string;
  readonly trashed: boolean;
  /** null begins. */
  readonly after: ListPlace | null;
  readonly limit: number;
}

const record = `
  SELECT id, kind, title, excerpt, created_at AS createdAt, updated_at AS updatedAt, trashed_at AS trashedAt
  FROM catalog`;

/** The bound on the time alone lets the index find the place; the second condition is about ties. */
const listSql = (time: string, condition: string) => `${record}
  WHERE ${condition} AND ${time} <= ? AND (${time} < ? OR id > ?) AND instr(folded_title, ?) > 0
  ORDER BY ${time} DESC, id LIMIT ?`;

export class CatalogTable {
  readonly #wal: Wal;
  readonly #find: Statement<DocumentRecord>;
  readonly #isPurged: Statement<unknown>;
  readonly #add: Statement<never>;
  readonly #present: Statement<DocumentRecord>;
  readonly #trash: Statement<DocumentRecord>;
  readonly #project: Statement<never>;
  readonly #setTrashed: Statement<{ id: DocumentId }>;
  readonly #remove: Statement<{ id: DocumentId }>;
  readonly #markPurged: Statement<never>;
  readonly #trashedBefore: Statement<{ id: DocumentId }>;

  constructor(database: Database, wal: Wal) {
    this.#wal = wal;
    this.#find = database.prepare(`${record} WHERE id = ?`);
    this.#isPurged = database.prepare("SELECT id FROM purged WHERE id = ?");
    this.#add = database.prepare(
      `INSERT INTO catalog (id, kind, title, folded_title, excerpt, created_at, updated_at, trashed_at)
       VALUES (?, ?, ?, ?, '', ?, ?, NULL)`,
    );
    this.#present = database.prepare(listSql("updated_at", "trashed_at IS NULL"));
    this.#trash = database.prepare(listSql("trashed_at", "trashed_at IS NOT NULL"));
    this.#project = database.prepare(
      "UPDATE catalog SET title = ?, folded_title = ?, excerpt = ?, updated_at = ? WHERE id = ?",
    );
    this.#setTrashed = database.prepare("UPDATE catalog SET trashed_at = ? WHERE id = ? RETURNING id");
    this.#remove = database.prepare("DELETE FROM catalog WHERE id = ? RETURNING id");
    this.#markPurged = database.prepare("INSERT INTO purged (id) VALUES (?)");
    this.#trashedBefore = database.prepare(
      "SELECT id FROM catalog WHERE trashed_at < ? ORDER BY trashed_at, id LIMIT 100",
    );
  }

  create({
    id,
    kind,
    title,
    at,
  }: Parameters<Catalog["create"]>[0]): { record: DocumentRecord; created: boolean } | "purged" {
    return this.#wal.transaction({ places: 3 }, () => {
      const found = this.find(id);
      if (found === "purged") return "purged";
      if (found !== null) return { record: found, created: false };
      const text = storableText(title);
      this.#add.run(id, kind, text, foldTitle(text), at, at);
      const record = { id, kind, title: text, excerpt: "", createdAt: at, updatedAt: at, trashedAt: null };
      return { record, created: true };
    });
  }

  find(id: DocumentId): DocumentRecord | "purged" | null {
    return this.#find.get(id) ?? (this.#isPurged.get(id) === undefined ? null : "purged");
  }

  /** One record more than the limit, where there is one. */
  list({ query, trashed, after, limit }: PlacedQuery): DocumentRecord[] {
    const list = trashed ? this.#trash : this.#present;
    const { at, id } = after ?? { at: Number.MAX_SAFE_INTEGER, id: "" };
    return list.all(at, at, id, foldTitle(storableText(query)), limit + 1);
  }

  project(id: DocumentId, { title, excerpt, updatedAt }: Projection): void {
    const text = storableText(title);
    this.#wal.transaction({ places: 3 }, () => {
      this.#project.run(text, foldTitle(text), storableText(excerpt), updatedAt, id);
    });
  }

  setTrashed(id: DocumentId, at: number | null): boolean {
    return this.#wal.transaction({ places: 3 }, () => this.#setTrashed.get(at, id) !== undefined);
  }

  purge(id: DocumentId): boolean {
    return this.#wal.transaction({ places: 4 }, () => {
      if (this.#remove.get(id) === undefined) return false;
      this.#markPurged.run(id);
      return true;
    });
  }

  trashedBefore(at: number): DocumentId[] {
    return this.#trashedBefore.all(at).map(({ id }) => id);
  }
}
