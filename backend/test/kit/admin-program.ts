/** `npm run admin` in a process of its own, from source. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "./until.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** A loaded machine may take this long. */
const endMs = 120_000;

export class AdminProgram {
  stdout = "";
  stderr = "";
  ended: number | NodeJS.Signals | null = null;
  readonly #child: ChildProcessWithoutNullStreams;

  constructor(dataDir: string, words: readonly string[]) {
    this.#child = spawn(
      process.execPath,
      ["--import", "tsx", "--disable-warning=ExperimentalWarning", "backend/src/admin.ts", ...words],
      { cwd: root, env: { PATH: process.env.PATH, DATA_DIR: dataDir } },
    );
    this.#child.stdout.on("data", (bytes) => {
      this.stdout += bytes;
    });
    this.#child.stderr.on("data", (bytes) => {
      this.stderr += bytes;
    });
    this.#child.on("close", (code, signal) => {
      this.ended = code ?? signal ?? 1;
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves with the exit code, or the signal. */
  async end(): Promise<number | NodeJS.Signals> {
    await until(
      () => this.ended !== null,
      () => `the command ends; so far ${this.stdout}${this.stderr}`,
      endMs,
    );
    return this.ended ?? 1;
  }
}
