/** A program of ours in a process of its own, from source. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "./until.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export class OwnProcess {
  stdout = "";
  stderr = "";
  /** Exit code, or the signal that ended it; null while it runs. */
  ended: number | NodeJS.Signals | null = null;
  readonly #child: ChildProcessWithoutNullStreams;

  /** `entry` below `backend/src`, and its arguments; of the environment it gets PATH and `env`. */
  constructor(entry: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn(
      process.execPath,
      ["--import", "tsx", "--disable-warning=ExperimentalWarning", `backend/src/${entry}`, ...args],
      { cwd: root, env: { PATH: process.env.PATH, ...env } },
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

  /** Resolves with the exit code, or the signal. A loaded machine may take long. */
  async end(): Promise<number | NodeJS.Signals> {
    await until(
      () => this.ended !== null,
      () => `the program ends; so far ${this.stdout}${this.stderr}`,
      120_000,
    );
    return this.ended ?? 1;
  }
}
