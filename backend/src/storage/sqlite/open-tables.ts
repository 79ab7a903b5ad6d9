/** The data folder with its tables and what keeps them up: everything of the storage thread but the thread. */
import type { DocumentId } from "../../protocol/document-id.js";
import { CatalogTable } from "./catalog-table.js";
import { damageSentence } from "./damage-sentence.js";
import { openDataFolder } from "./data-folder.js";
import { DocumentTable } from "./document-table.js";
import { LogEnds } from "./log-ends.js";
import { LogTable } from "./log-table.js";
import { type Isolated, Quarantine } from "./quarantine.js";
import { suspect } from "./salvage/open-sound.js";
import { Upkeep } from "./upkeep.js";
import { Wal } from "./wal.js";

export interface Warning {
  readonly warning: string;
  readonly document?: DocumentId;
  readonly cause?: unknown;
}

export interface Damage {
  /** For whoever started it. */
  readonly sentence: string;
  readonly isolated: readonly Isolated[];
}

export interface OpenTables {
  readonly log: LogTable;
  readonly catalog: CatalogTable;
  /** To be called between commits. */
  readonly upkeep: Upkeep;
  /** What was found damaged while opening; null where nothing was. */
  readonly damage: Damage | null;
  /** SQLite cannot read its own pages: the next start looks through all of them. */
  suspect(): void;
  close(): void;
}

/** Throws `DataFolderError`. Once it returns, the folder is locked, sound and up to date. */
export function openTables(dataDir: string, warn: (warning: Warning) => void): OpenTables {
  const folder = openDataFolder(dataDir);
  const { database } = folder;
  const wal = new Wal(database);
  const documents = new DocumentTable(database);
  const ends = new LogEnds(documents, folder.receipts, (warning, cause) => warn({ warning, cause }));
  const log = new LogTable(database, wal, {
    ends,
    mended: (document, warning) => warn({ document, warning }),
    suspect: () => suspect(dataDir),
  });
  const isolated = folder.thorough ? log.isolateDamaged() : new Quarantine(database, documents).all();
  const { count = 0 } =
    database
      .prepare<{ count: number }>(
        "SELECT count(*) AS count FROM documents WHERE id NOT IN (SELECT id FROM purged)",
      )
      .get() ?? {};
  const sentence = damageSentence(dataDir, folder.rebuilt, isolated, count);
  return {
    log,
    catalog: new CatalogTable(database, wal),
    upkeep: new Upkeep(wal, ends),
    damage: sentence === null ? null : { sentence, isolated },
    suspect: () => suspect(dataDir),
    close: () => folder.close(),
  };
}
