/**
 * Transactions, and when their pages move from the write-ahead log into the database. SQLite would do that inside
 * the commit that happens to pass its limit; here it is done between commits, when the answers are already out.
 */
import type { Database } from "./driver.js";

const pageBytes = 4096;

export class Wal {
  readonly #database: Database;
  readonly #dueAtPages: number;
  #pages = 0;

  constructor(database: Database, dueAtPages = 4000) {
    this.#database = database;
    this.#dueAtPages = dueAtPages;
  }

  /**
   * All of `work` or, when it throws, nothing; on the disk when it returns (S1). `places` is how many distant places
   * of the tables it touches and `bytes` what it stores there: a rough measure will do.
   */
  transaction<T>({ places, bytes = 0 }: { places: number; bytes?: number }, work: () => T): T {
    this.#pages += 2 * places + Math.ceil(bytes / pageBytes);
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** As `transaction`; what it deletes is overwritten, so that no page of the file holds it any more. */
  erasure<T>(size: { places: number }, work: () => T): T {
    // Not always: every new snapshot would write over the pages of the one before it.
    this.#database.exec("PRAGMA secure_delete = ON");
    try {
      return this.transaction(size, work);
    } finally {
      this.#database.exec("PRAGMA secure_delete = OFF");
    }
  }

  get isDue(): boolean {
    return this.#pages >= this.#dueAtPages;
  }

  /**
   * Moves what can be moved into the database, without waiting for readers; true where that was all. Call it between
   * transactions. It throws where the disk fails; nothing is lost then, and it is tried again later.
   */
  checkpoint(): boolean {
    this.#pages = 0;
    return this.#checkpoint("PASSIVE");
  }

  /** The whole log into the database, so that one file holds everything. */
  empty(): boolean {
    this.#pages = 0;
    return this.#checkpoint("TRUNCATE");
  }

  #checkpoint(mode: "PASSIVE" | "TRUNCATE"): boolean {
    const result = this.#database
      .prepare<{ busy: number; log: number; checkpointed: number }>(`PRAGMA wal_checkpoint(${mode})`)
      .get();
    return result !== undefined && result.busy === 0 && result.log === result.checkpointed;
  }

  #rollBack(): void {
    try {
      this.#database.exec("ROLLBACK");
    } catch {
      // After a full disk or a failed write SQLite has rolled back by itself, and there is nothing to roll back;
      // the fault that matters is the one being thrown.
    }
  }
}
