/** `Catalog` in memory: the reference that says in plain code what the contract means, and what tests run on. */
import type { DocumentId } from "../protocol/document-id.js";
import type { Catalog, DocumentRecord, ListPage, ListQuery, Projection } from "./catalog.js";
import { foldTitle } from "./fold-title.js";
import { listPage, parseCursor } from "./list-cursor.js";

export class MemoryCatalog implements Catalog {
  readonly #records = new Map<DocumentId, DocumentRecord | "purged">();

  async create({
    id,
    kind,
    title,
    at,
  }: Parameters<Catalog["create"]>[0]): Promise<{ record: DocumentRecord; created: boolean } | "purged"> {
    const found = this.#records.get(id);
    if (found === "purged") return "purged";
    if (found !== undefined) return { record: found, created: false };
    const record = { id, kind, title, excerpt: "", createdAt: at, updatedAt: at, trashedAt: null };
    this.#records.set(id, record);
    return { record, created: true };
  }

  async find(id: DocumentId): Promise<DocumentRecord | "purged" | null> {
    return this.#records.get(id) ?? null;
  }

  async list(query: ListQuery): Promise<ListPage> {
    const after = parseCursor(query.cursor);
    const part = foldTitle(query.query);
    const place = ({ id, updatedAt, trashedAt }: DocumentRecord) => ({ id, at: trashedAt ?? updatedAt });
    const isAfter = (one: { at: number; id: string }, other: { at: number; id: string }) =>
      one.at === other.at ? one.id > other.id : one.at < other.at;
    const found = this.#present()
      .filter((record) => (record.trashedAt !== null) === query.trashed)
      .filter((record) => foldTitle(record.title).includes(part))
      .filter((record) => after === null || isAfter(place(record), after))
      .sort((one, other) => (isAfter(place(one), place(other)) ? 1 : -1));
    return listPage(found, query);
  }

  async project(id: DocumentId, projection: Projection): Promise<void> {
    const { title, excerpt, updatedAt } = projection;
    this.#change(id, { title, excerpt, updatedAt });
  }

  async setTrashed(id: DocumentId, at: number | null): Promise<boolean> {
    return this.#change(id, { trashedAt: at });
  }

  async purge(id: DocumentId): Promise<boolean> {
    const found = this.#records.get(id);
    if (found === undefined || found === "purged") return false;
    this.#records.set(id, "purged");
    return true;
  }

  async trashedBefore(at: number): Promise<readonly DocumentId[]> {
    return this.#present()
      .filter(({ trashedAt }) => trashedAt !== null && trashedAt < at)
      .sort((one, other) => Number(one.trashedAt) - Number(other.trashedAt) || (one.id > other.id ? 1 : -1))
      .slice(0, 100)
      .map(({ id }) => id);
  }

  #present(): DocumentRecord[] {
    return [...this.#records.values()].filter((record) => record !== "purged");
  }

  #change(id: DocumentId, change: Partial<DocumentRecord>): boolean {
    const found = this.#records.get(id);
    if (found === undefined || found === "purged") return false;
    this.#records.set(id, { ...found, ...change });
    return true;
  }
}
