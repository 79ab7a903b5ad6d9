/** The words of the command line → a command. Wrong words are a sentence and exit code 2. */
import { backup } from "./backup.js";
import { compact } from "./compact.js";
import type { Desk } from "./desk.js";
import { exportAll } from "./export-all.js";
import { restore } from "./restore.js";
import { verify } from "./verify.js";

interface Command {
  /** What the words after it are called, each of them needed. */
  readonly words: readonly string[];
  readonly does: string;
  run(desk: Desk, folder: string): Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  verify: { words: [], does: "reads and checks everything; changes nothing", run: (desk) => verify(desk) },
  compact: { words: [], does: "folds all logs; the server must be stopped", run: (desk) => compact(desk) },
  backup: { words: ["dir"], does: "copies everything into a new folder, while people type", run: backup },
  restore: { words: ["dir"], does: "puts a backup in place; the server must be stopped", run: restore },
  "export-all": {
    words: ["dir"],
    does: "writes every document as Markdown, HTML, JSON and Yjs",
    run: exportAll,
  },
};

/** The message says what would have been right. */
export class WrongWords extends Error {
  override readonly name = "WrongWords";
}

export const usage = [
  "Usage: npm run admin -- <command>",
  "",
  ...Object.entries(commands).map(
    ([name, { words, does }]) =>
      `  ${[name, ...words.map((word) => `<${word}>`)].join(" ").padEnd(18)} ${does}`,
  ),
  "",
  "The data are those of DATA_DIR, from the environment or .env, as for the server. Except for compact and",
  "restore, the server may go on running. Exit code: 0 all is well, 1 something is not, 2 wrong words,",
  "130 interrupted. docs/operations.md has more.",
].join("\n");

/** Null where the words ask for help. Throws `WrongWords`; the command itself has not begun. */
export function commandOf(words: readonly string[]): ((desk: Desk) => Promise<void>) | null {
  const [name, ...rest] = words;
  if (name === undefined || words.includes("--help") || words.includes("-h") || name === "help") return null;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new WrongWords(`There is no command “${name}”: use one of ${Object.keys(commands).join(", ")}.`);
  const option = rest.find((word) => word.startsWith("-"));
  if (option !== undefined)
    throw new WrongWords(`“${name}” has no option ${option}; --help shows what there is.`);
  if (rest.length !== command.words.length || rest.includes("")) {
    const right = ["npm run admin --", name, ...command.words.map((word) => `<${word}>`)].join(" ");
    throw new WrongWords(
      `“${name}” takes ${command.words.length === 0 ? "no more words" : "one folder"}: ${right}`,
    );
  }
  return (desk) => command.run(desk, desk.resolve(rest[0] ?? ""));
}
