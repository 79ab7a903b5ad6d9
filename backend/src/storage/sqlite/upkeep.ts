/** What is done between commits, when the answers are out: lengths are written down, and the write-ahead log is folded in. */
import type { LogEnds } from "./log-ends.js";
import type { Wal } from "./wal.js";

export class Upkeep {
  readonly #wal: Wal;
  readonly #ends: LogEnds;

  constructor(wal: Wal, ends: LogEnds) {
    this.#wal = wal;
    this.#ends = ends;
  }

  /** Throws where the disk fails; nothing is lost then, and it is tried again later. */
  ifDue(): void {
    if (!this.#wal.isDue) return;
    this.#fold();
    this.#ends.folded(this.#wal.checkpoint());
  }

  /** One file holds everything afterwards, unless it throws. */
  whole(): void {
    this.#fold();
    this.#ends.folded(this.#wal.empty());
  }

  #fold(): void {
    this.#wal.transaction({ places: 1 }, () => this.#ends.fold());
  }
}
