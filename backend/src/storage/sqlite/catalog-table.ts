/** The tables of the document list: all SQL behind `Catalog`. Synchronous: it lives in the storage thread. */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Catalog, DocumentRecord, Projection } from "../catalog.js";
import { foldTitle } from "../fold-title.js";
import type { ListPlace } from "../list-cursor.js";
import { DocumentTable } from "./document-table.js";
import type { Database, Statement } from "./driver.js";
import { Quarantine } from "./quarantine.js";
import { RecordWriter } from "./record-writer.js";
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
  readonly #writer: RecordWriter;
  readonly #documents: DocumentTable;
  readonly #quarantine: Quarantine;
  readonly #present: Statement<DocumentRecord>;
  readonly #trash: Statement<DocumentRecord>;
  readonly #remove: Statement<{ id: DocumentId }>;
  readonly #markPurged: Statement<never>;
  readonly #trashedBefore: Statement<{ id: DocumentId }>;

  constructor(database: Database, wal: Wal) {
    this.#wal = wal;
    this.#writer = new RecordWriter(database);
    this.#documents = new DocumentTable(database);
    this.#quarantine = new Quarantine(database, this.#documents);
    this.#find = database.prepare(`${record} WHERE id = ?`);
    this.#isPurged = database.prepare("SELECT id FROM purged WHERE id = ?");
    this.#present = database.prepare(listSql("updated_at", "trashed_at IS NULL"));
    this.#trash = database.prepare(listSql("trashed_at", "trashed_at IS NOT NULL"));
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
      const record = { id, kind, title, excerpt: "", createdAt: at, updatedAt: at, trashedAt: null };
      // With a number from the first moment, so that a document without one can only be a damaged one.
      return { record: this.#writer.put(record, this.#documents.ensure(id).number), created: true };
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

  project(id: DocumentId, projection: Projection): void {
    this.#change(id, projection);
  }

  setTrashed(id: DocumentId, at: number | null): boolean {
    return this.#change(id, { trashedAt: at });
  }

  purge(id: DocumentId): boolean {
    return this.#wal.erasure({ places: 4 }, () => {
      if (this.#remove.get(id) === undefined) return false;
      this.#markPurged.run(id);
      this.#quarantine.lift(id);
      return true;
    });
  }

  trashedBefore(at: number): DocumentId[] {
    return this.#trashedBefore.all(at).map(({ id }) => id);
  }

  /** False where there is no such record. */
  #change(id: DocumentId, change: Partial<DocumentRecord>): boolean {
    return this.#wal.transaction({ places: 3 }, () => {
      const found = this.#find.get(id);
      if (found === undefined) return false;
      this.#writer.put({ ...found, ...change }, this.#documents.ensure(id).number);
      return true;
    });
  }
}
