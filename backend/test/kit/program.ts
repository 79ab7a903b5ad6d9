/** The real program in a process of its own, which a test may kill in any way. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OwnProcess } from "./own-process.js";
import { until } from "./until.js";

/** A loaded machine may take this long to start it. */
const startMs = 60_000;
const started = new Set<Program>();
const folders: string[] = [];

export class Program extends OwnProcess {
  /** `env` and `args` say what the server is told. */
  constructor(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
    super("main.ts", args, { HOST: "127.0.0.1", PORT: "0", ...env });
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
