/** What the routes of documents need from the rest of the server. */
import type { Access } from "../../access/access.js";
import type { Limits } from "../../protocol/limits.js";
import type { Rooms } from "../../rooms/rooms.js";
import type { Catalog } from "../../storage/catalog.js";
import type { Storage } from "../../storage/storage.js";

export interface DocumentOptions {
  readonly rooms: Pick<Rooms, "read" | "edit" | "people" | "expel" | "storageFault">;
  readonly catalog: Catalog;
  readonly storage: Pick<Storage, "remove">;
  readonly access: Access;
  readonly limits: Pick<Limits, "maxTitleBytes">;
}
