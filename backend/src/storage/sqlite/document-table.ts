/**
 * The table that gives each document id its number in the log, and remembers how long its log had been at the last
 * checkpoint: a log that is shorter than that has lost its end.
 */
import type { DocumentId } from "../../protocol/document-id.js";
import type { Seq } from "../storage.js";
import { documentChecksum } from "./checksums.js";
import type { Database, Statement } from "./driver.js";

export interface DocumentRow {
  readonly number: number;
  readonly id: DocumentId;
  readonly length: Seq;
}

export class DocumentTable {
  readonly #find: Statement<DocumentRow>;
  readonly #byNumber: Statement<DocumentRow>;
  readonly #all: Statement<DocumentRow>;
  readonly #add: Statement<{ number: number }>;
  readonly #put: Statement<never>;
  readonly #set: Statement<never>;

  constructor(database: Database) {
    this.#find = database.prepare("SELECT number, id, length FROM documents WHERE id = ?");
    this.#byNumber = database.prepare("SELECT number, id, length FROM documents WHERE number = ?");
    this.#all = database.prepare("SELECT number, id, length FROM documents ORDER BY number");
    this.#add = database.prepare("INSERT INTO documents (id) VALUES (?) RETURNING number");
    this.#put = database.prepare(
      "INSERT OR IGNORE INTO documents (number, id, length, checksum) VALUES (?, ?, ?, ?)",
    );
    this.#set = database.prepare("UPDATE documents SET length = ?, checksum = ? WHERE number = ?");
  }

  find(id: DocumentId): DocumentRow | null {
    return this.#find.get(id) ?? null;
  }

  byNumber(number: number): DocumentRow | null {
    return this.#byNumber.get(number) ?? null;
  }

  all(): DocumentRow[] {
    return this.#all.all();
  }

  /** Inside a transaction, like everything below. */
  ensure(id: DocumentId): DocumentRow {
    const found = this.find(id);
    if (found !== null) return found;
    const number = this.#add.get(id)?.number;
    if (number === undefined) throw new Error(`Document ${id} got no number.`);
    const row = { number, id, length: 0 };
    this.setLength(row, 0);
    return row;
  }

  /** With a number of its own choice; an id or a number that is taken keeps its row. */
  put({ number, id, length }: DocumentRow): void {
    this.#put.run(number, id, length, documentChecksum(number, id, length));
  }

  setLength({ number, id }: Pick<DocumentRow, "number" | "id">, length: Seq): void {
    this.#set.run(length, documentChecksum(number, id, length), number);
  }
}
