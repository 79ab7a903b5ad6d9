/** A catalog record as the REST API shows it. */
import type { DocumentSummary } from "../../protocol/rest.js";
import type { Rooms } from "../../rooms/rooms.js";
import type { DocumentRecord } from "../../storage/catalog.js";

export function summaryOf(record: DocumentRecord, rooms: Pick<Rooms, "people">): DocumentSummary {
  const { id, kind, title, excerpt, createdAt, updatedAt, trashedAt } = record;
  return {
    id,
    kind,
    title,
    excerpt,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    trashedAt: trashedAt === null ? null : iso(trashedAt),
    people: rooms.people(id),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
