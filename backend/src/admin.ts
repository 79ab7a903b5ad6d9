/**
 * `npm run admin -- <command>`: what an operator does with the data, beside the server or while it is stopped. Results
 * go to stdout, progress and what is wrong to stderr. Ctrl-C stops between two documents and leaves nothing half done.
 */
import { resolve } from "node:path";
import { CommandFailed, Interrupted, Progress } from "./admin/desk.js";
import { commandOf, usage, WrongWords } from "./admin/run-command.js";
import { InvalidConfig, readConfig } from "./config.js";
import { environment, projectFolder } from "./environment.js";
import { DataFolderError } from "./storage/storage-faults.js";

/** npm passes a terminal's Ctrl-C on to us, who have got it already: two this close are one. */
const sameSignalMs = 1_000;
const exitCodes = { wrong: 1, wrongWords: 2, interrupted: 130 } as const;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const command = commandOf(process.argv.slice(2));
    if (command === null) {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    const env = environment();
    const pause = stopOnSignals();
    await command({
      dataDir: resolve(projectFolder, readConfig(env).dataDir),
      // npm runs its scripts in the project's folder, and says where the caller is.
      resolve: (folder) => resolve(env.INIT_CWD ?? process.cwd(), folder),
      say: (line) => process.stdout.write(`${line}\n`),
      progress: new Progress((text) => process.stderr.write(text), process.stderr.isTTY),
      pause,
    });
    return 0;
  } catch (error) {
    const known = [CommandFailed, DataFolderError, InvalidConfig, WrongWords, Interrupted];
    const isKnown = known.some((fault) => error instanceof fault);
    process.stderr.write(`${isKnown ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
    if (error instanceof WrongWords) return exitCodes.wrongWords;
    return error instanceof Interrupted ? exitCodes.interrupted : exitCodes.wrong;
  }
}

/** Gives a pause that lets a signal in; a second signal does not wait for it. */
function stopOnSignals(): () => Promise<void> {
  let stoppedAt: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stoppedAt !== null && performance.now() - stoppedAt > sameSignalMs)
        process.exit(exitCodes.interrupted);
      stoppedAt ??= performance.now();
    });
  }
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (stoppedAt !== null) throw new Interrupted("Stopped before it was done; nothing is left half done.");
  };
}
