/** A real server: its own process, port and data folder. It can be killed without warning and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export class TestServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  #process: ChildProcess | null = null;
  /** Whether it was away since the last call of `tookABreak`. */
  #wasAway = false;

  private constructor(port: number, folder: string) {
    this.#port = port;
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `folder` is removed at the end. */
  static async start(folder?: string): Promise<TestServer> {
    folder ??= await mkdtemp(join(tmpdir(), "manyhands-e2e-"));
    const server = new TestServer(await freePort(), folder);
    await server.start();
    return server;
  }

  /** Resolves when it is ready; does nothing while it runs. */
  async start(): Promise<void> {
    if (this.#process !== null) return;
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "backend/dist/main.js"], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(this.#port), DATA_DIR: this.#folder, LOG_LEVEL: "warn" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once("data", () => resolve());
      child.once("exit", (code) =>
        reject(new Error(`the server ended with code ${code} before it was ready`)),
      );
    });
    child.stdout?.resume();
    child.removeAllListeners("exit");
    child.once("exit", (code, signal) => {
      if (this.#process !== child) return;
      this.#process = null;
      process.stderr.write(`the server ended by itself: code ${code}, signal ${signal}\n`);
    });
  }

  /** As if the power went. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    this.#wasAway = true;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  tookABreak(): boolean {
    const wasAway = this.#wasAway;
    this.#wasAway = false;
    return wasAway;
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Makes a page; its path on the site. */
  async page({ title = "", markdown }: { title?: string; markdown?: string } = {}): Promise<string> {
    const id = `e2e-${crypto.randomUUID()}`;
    const query = new URLSearchParams({ id, ...(title !== "" && { title }) });
    const response = await fetch(
      `${this.url}/api/documents${markdown === undefined ? "" : `?${query}`}`,
      markdown === undefined
        ? {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ id, kind: "page", title }),
          }
        : { method: "POST", headers: { "content-type": "text/markdown" }, body: markdown },
    );
    if (!response.ok) throw new Error(`creating a page: ${response.status} ${await response.text()}`);
    return `/d/${id}`;
  }

  /** What a fresh reader gets. */
  async read(path: string, format: "markdown" | "html" | "text" | "json"): Promise<string> {
    const id = path.slice("/d/".length);
    const response = await fetch(`${this.url}/api/documents/${id}/snapshot?format=${format}`);
    if (!response.ok) throw new Error(`reading ${path}: ${response.status}`);
    return await response.text();
  }

  async patch(path: string, patch: { title?: string; trashed?: boolean }): Promise<void> {
    await this.#call(path, { method: "PATCH", body: JSON.stringify(patch) });
  }

  async purge(path: string): Promise<void> {
    await this.#call(path, { method: "DELETE" }, "?purge=true");
  }

  async #call(path: string, init: RequestInit, query = ""): Promise<void> {
    const headers = { "content-type": "application/json" };
    const id = path.slice("/d/".length);
    const response = await fetch(`${this.url}/api/documents/${id}${query}`, { ...init, headers });
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`);
  }
}

/** A port of one's own choice is needed where a server has to come back at the same address. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
