/** The real program in a process of its own, which a test may kill in any way. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./until.js";

/** A loaded machine may take this long to start it. */
const startMs = 60_000;
const root = fileURLToPath(new URL("../../../", import.meta.url));
const started = new Set<Program>();
const folders: string[] = [];

export class Program {
  stdout = "";
  stderr = "";
  /** Exit code, or the signal that ended it; null while it runs. */
  ended: number | NodeJS.Signals | null = null;
  readonly #child: ChildProcessWithoutNullStreams;

  /** Starts it from source; `env` and `args` say what the server is told. */
  constructor(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
    this.#child = spawn(
      process.execPath,
      ["--import", "tsx", "--disable-warning=ExperimentalWarning", "backend/src/main.ts", ...args],
      { cwd: root, env: { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: "0", ...env } },
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
    started.add(this);
  }

  /** Resolves when it has printed its address. */
  async listening(): Promise<this> {
    await until(
      () => this.url !== null || this.ended !== null,
      () => `an address in ${this.stdout}${this.stderr}`,
      startMs,
    );
    if (this.url === null) throw new Error(`it ended with ${this.ended}: ${this.stderr}`);
    return this;
  }

  get url(): string | null {
    return /^Manyhands is at (http\S+)$/m.exec(this.stdout)?.[1] ?? null;
  }

  get port(): number {
    return Number(new URL(this.url ?? "").port);
  }

  get collabUrl(): string {
    return `ws://127.0.0.1:${this.port}/collab`;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves with the exit code, or the signal. */
  async end(): Promise<number | NodeJS.Signals> {
    await until(
      () => this.ended !== null,
      () => `the program ends; so far ${this.stdout}${this.stderr}`,
      startMs,
    );
    return this.ended ?? 1;
  }
}

/** A path for a data folder that does not exist yet. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "manyhands-"));
  folders.push(folder);
  return join(folder, "data");
}

/** For `afterEach`: nothing outlives a test. */
export async function endPrograms(): Promise<void> {
  for (const program of started) program.signal("SIGKILL");
  for (const program of started) await program.end();
  started.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
