/** What every room of a server shares. */
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Limits } from "../protocol/limits.js";
import type { Catalog } from "../storage/catalog.js";
import type { Compactor } from "./compaction/compactor.js";
import type { Journal, JournalSink } from "./journal.js";
import type { UnsavedBudget } from "./unsaved.js";

export interface RoomContext {
  readonly catalog: Catalog;
  readonly journal: Pick<Journal, "added">;
  readonly unsavedBudget: UnsavedBudget;
  readonly compactor: Pick<Compactor, "fold">;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** The room is of no use any more: whoever comes next gets one loaded afresh. */
  readonly lost: (id: DocumentId, room: JournalSink) => void;
}
