/**
 * The server put together from its parts, and its life: listens, tidies the trash, stops in an order that
 * loses nothing. It names no concrete adapter, so that a test can run the whole of it on any.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Access } from "./access/access.js";
import { type Config, isLoopback } from "./config.js";
import { createApp } from "./http/app.js";
import { purgeOldTrash } from "./http/purge.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { Rooms } from "./rooms/rooms.js";
import { plainRequests } from "./sockets/plain-requests.js";
import { Sockets } from "./sockets/sockets.js";
import { UpgradableRequest } from "./sockets/upgradable-request.js";
import type { Catalog } from "./storage/catalog.js";
import type { Storage } from "./storage/storage.js";

export interface ServerParts {
  readonly config: Config;
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly access: Access;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Folder of the built page; may be missing. */
  readonly webRoot: string;
  /** For tests, which do not want to wait for W5. */
  readonly maxSilenceMs?: number;
}

export interface RunningServer {
  readonly port: number;
  readonly http: Server;
  readonly sockets: Sockets;
  /**
   * Takes nobody in any more, finishes every commit, closes peers with 1012, and resolves when the port is
   * free. The storage stays open.
   */
  stop(): Promise<void>;
}

/** The message is a sentence for whoever started the server. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

const headersTimeoutMs = 10_000;
const checkMs = 5_000;
/** Long enough for the largest body on a slow line. */
const requestTimeoutMs = 120_000;
/** What requests under way have to finish when the server stops. */
const farewellMs = 2_000;
const hourMs = 60 * 60 * 1000;

/** Rejects with `CannotListen`. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, storage, catalog, access, metrics, log, webRoot } = parts;
  const { limits, publicUrl, allowedOrigins, trustProxy, rawDocuments } = config;
  const origins = { publicUrl, allowedOrigins, openOnLoopback: isLoopback(config.host) };
  let ready = false;

  const rooms = new Rooms({ storage, catalog, limits, metrics, log, rawDocuments });
  const app = createApp({
    ...{ rooms, catalog, storage, access, limits, metrics, log, origins, webRoot },
    notReady: () => (ready ? storageWords(rooms.storageFault) : "The server is starting or stopping."),
  });
  app.route("/", plainRequests());
  const sockets = new Sockets({
    ...{ rooms, access, limits, origins, trustProxy, metrics, log },
    ...(parts.maxSilenceMs === undefined ? {} : { maxSilenceMs: parts.maxSilenceMs }),
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      IncomingMessage: UpgradableRequest,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: checkMs,
    },
  }) as Server;
  sockets.attach(server);

  await listen(server, config);
  server.on("error", (err) => log.error({ err }, "a connection could not be accepted"));
  ready = true;
  const stopTidying = everyHour(() => purgeOldTrash(Date.now(), { rooms, catalog, storage, log }), log);

  const stop = async () => {
    ready = false;
    sockets.stopAccepting();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await stopTidying();
    await rooms.close();
    await sockets.close();
    const impatience = setTimeout(() => server.closeAllConnections(), farewellMs);
    server.closeIdleConnections();
    await closed;
    clearTimeout(impatience);
  };
  return { port: (server.address() as AddressInfo).port, http: server, sockets, stop };
}

function storageWords(fault: Error | null): string | null {
  if (fault === null) return null;
  return `Documents cannot be stored: ${fault.message.replace(/\.$/, "")}. It is tried again and again.`;
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(cannotListen(cause, host, port)));
    server.listen(port, host, () => resolve());
  });
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): CannotListen {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use: stop the program that has it, or set PORT to another one.`,
    EACCES: `Port ${port} may not be used by this user: set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST=${host} is not an address of this machine.`,
    ENOTFOUND: `HOST=${host} is not known: set it to an address of this machine.`,
  };
  const sentence =
    sentences[cause.code ?? ""] ?? `The server cannot listen on ${host}:${port}: ${cause.message}.`;
  return new CannotListen(sentence, { cause });
}

/** Now and every hour, never twice at a time. The function returned resolves when no run is under way any more. */
function everyHour(task: () => Promise<unknown>, log: Logger): () => Promise<void> {
  let running = Promise.resolve();
  const run = () => {
    running = running.then(async () => {
      try {
        await task();
      } catch (err) {
        log.error({ err }, "the trash could not be tidied");
      }
    });
  };
  run();
  const timer = setInterval(run, hourMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
