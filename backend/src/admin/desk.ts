/** What every admin command is given: where the data is, how to say something, and when to stop. */

export interface Desk {
  readonly dataDir: string;
  /** A folder that the caller named, made absolute. */
  readonly resolve: (folder: string) => string;
  /** A result: a line on stdout. */
  readonly say: (line: string) => void;
  readonly progress: Progress;
  /** Between two documents: lets signals in, and throws `Interrupted` when one has come. */
  readonly pause: () => Promise<void>;
}

/** Stopped by Ctrl-C or SIGTERM. What was begun has been tidied away. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** The sentence is for whoever ran the command; exit code 1. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

/** How far a command has got: one line that is written over on a terminal, every tenth elsewhere. */
export class Progress {
  readonly #write: (text: string) => void;
  readonly #onTerminal: boolean;
  #lastTenth = -1;

  constructor(write: (text: string) => void, onTerminal: boolean) {
    this.#write = write;
    this.#onTerminal = onTerminal;
  }

  /** `doing` in the present: “Checking”. */
  at(doing: string, done: number, of: number, bytes: number): void {
    const line = `${doing}: ${done} of ${of} documents, ${size(bytes)}`;
    if (this.#onTerminal) {
      this.#write(`\r\x1b[K${line}${done >= of ? "\n" : ""}`);
      return;
    }
    const tenth = of === 0 ? 10 : Math.floor((10 * done) / of);
    if (tenth !== this.#lastTenth || done >= of) this.#write(`${line}\n`);
    this.#lastTenth = tenth;
  }
}

export function size(bytes: number): string {
  if (bytes < 10_000) return `${bytes} bytes`;
  if (bytes < 10_000_000) return `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
  return `${Math.round(bytes / 1_000_000).toLocaleString("en")} MB`;
}

/** “1 document”, “1,234 documents”. */
export const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
