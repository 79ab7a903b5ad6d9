/** A whole server in this process, on a free port and its own memory; stopped and started, it keeps both. */

import type { IncomingMessage } from "node:http";
import type { Access } from "../../src/access/access.js";
import { openAccess } from "../../src/access/open.js";
import { readConfig } from "../../src/config.js";
import { createLog } from "../../src/log.js";
import { Metrics } from "../../src/metrics.js";
import { type RunningServer, startServer } from "../../src/server.js";
import { MemoryCatalog } from "../../src/storage/memory-catalog.js";
import { FaultyStorage } from "./faulty-storage.js";

export interface HouseOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly maxSilenceMs?: number;
  readonly access?: Access;
}

export class House {
  readonly metrics = new Metrics();
  readonly storage = new FaultyStorage();
  readonly catalog = new MemoryCatalog();
  readonly #options: HouseOptions;
  #running: RunningServer | null = null;
  #port = 0;

  private constructor(options: HouseOptions) {
    this.#options = options;
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const house = new House(options);
    await house.start();
    return house;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What a `WebsocketProvider` is given. */
  get collabUrl(): string {
    return `ws://127.0.0.1:${this.port}/collab`;
  }

  get openSockets(): number {
    return this.#running?.sockets.size ?? 0;
  }

  /** TCP connections, whatever became of them. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#running?.http.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
    });
  }

  /** Sees every upgrade request, before or after the server does. */
  onUpgrade(listener: (request: IncomingMessage) => void): void {
    this.#running?.http.on("upgrade", listener);
  }

  async start(): Promise<void> {
    const { env, maxSilenceMs, access = openAccess } = this.#options;
    this.#running = await startServer({
      config: readConfig({ ...env, PORT: String(this.#port) }),
      storage: this.storage,
      catalog: this.catalog,
      access,
      metrics: this.metrics,
      log: createLog("silent"),
      webRoot: "/nowhere",
      ...(maxSilenceMs === undefined ? {} : { maxSilenceMs }),
    });
    this.#port = this.#running.port;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }
}
