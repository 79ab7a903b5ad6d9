/**
 * Deleting for good, by request or after 30 days in the trash. The content goes before the catalog's entry:
 * whatever interrupts this leaves a document in the trash, and doing it again finishes it.
 */
import type { Logger } from "../log.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Rooms } from "../rooms/rooms.js";
import type { Catalog } from "../storage/catalog.js";
import type { Storage } from "../storage/storage.js";

export const trashMs = 30 * 24 * 60 * 60 * 1000;

export interface PurgeOptions {
  readonly rooms: Pick<Rooms, "expel">;
  readonly catalog: Pick<Catalog, "find" | "purge" | "trashedBefore">;
  readonly storage: Pick<Storage, "remove">;
}

/** Resolves when nothing of the document is left but its taken id; "notTrashed" changed nothing. */
export async function purgeDocument(
  id: DocumentId,
  options: PurgeOptions,
): Promise<"purged" | "notTrashed" | "unknown"> {
  const record = await options.catalog.find(id);
  if (record === "purged") return "purged";
  if (record === null) return "unknown";
  if (record.trashedAt === null) return "notTrashed";
  const erase = async () => {
    await options.rooms.expel(id, closeReasons.purged);
    await options.storage.remove(id);
  };
  await erase();
  await options.catalog.purge(id);
  // Until that call an export could still open the document again, and its room fold it back into storage.
  await erase();
  return "purged";
}

/**
 * Purges what has been in the trash for 30 days at the time `now`; resolves with how many. One that cannot
 * be purged is logged, does not keep the others, and is tried again next time.
 */
export async function purgeOldTrash(
  now: number,
  options: PurgeOptions & { readonly log: Logger },
): Promise<number> {
  let purged = 0;
  for (;;) {
    const ids = await options.catalog.trashedBefore(now - trashMs);
    let progress = 0;
    for (const id of ids) {
      try {
        if ((await purgeDocument(id, options)) === "purged") progress++;
      } catch (cause) {
        options.log.error({ document: id, err: cause }, "a document could not be deleted from the trash");
      }
    }
    purged += progress;
    if (progress === 0) return purged;
  }
}
