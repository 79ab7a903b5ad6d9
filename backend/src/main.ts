/**
 * Starts the server and stops it. The only file that names concrete adapters. `--page-by-vite` (from `npm run dev`) says that people open Vite's address,
 * because what this server has of the page may be an old build. Whatever is wrong at the start is one
 * sentence on stderr and exit code 1.
 */
import { networkInterfaces } from "node:os";
import { join, resolve } from "node:path";
import { openAccess } from "./access/open.js";
import { type Config, InvalidConfig, isLoopback, readConfig } from "./config.js";
import { environment, projectFolder } from "./environment.js";
import { createLog, type Logger } from "./log.js";
import { Metrics } from "./metrics.js";
import { CannotListen, type RunningServer, startServer } from "./server.js";
import { openSqlite } from "./storage/sqlite/open-sqlite.js";
import { DataFolderError } from "./storage/storage-faults.js";

const stopWithinMs = 9_500;
/** npm passes a terminal's Ctrl-C on to us, who have got it already: two this close are one. */
const sameSignalMs = 1_000;

try {
  await main();
} catch (error) {
  const known = [InvalidConfig, DataFolderError, CannotListen].some((fault) => error instanceof fault);
  process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(environment());
  const log = createLog(config.logLevel);
  endOnFaults(log);
  const data = await openSqlite({ dataDir: resolve(projectFolder, config.dataDir), log });
  const { storage, catalog } = data;
  if (data.damage !== null) process.stderr.write(`${data.damage}\n`);
  let server: RunningServer;
  try {
    server = await startServer({
      ...{ config, storage, catalog, access: openAccess, metrics: new Metrics(), log },
      webRoot: join(projectFolder, "frontend", "dist"),
    });
  } catch (error) {
    await data.close();
    throw error;
  }
  stopOnSignals(log, async () => {
    await server.stop();
    await data.close();
  });
  void data.failure.then((err) => {
    log.error({ err }, "documents cannot be stored any more; the server ends");
    process.exit(1);
  });
  const pageByVite = process.argv.includes("--page-by-vite");
  process.stdout.write(pageByVite ? greetingBehindVite(server.port) : greeting(config, server.port));
}

/** Where it is, and how a colleague gets in. */
function greeting({ host, publicUrl }: Config, port: number): string {
  const alone = isLoopback(host);
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const here = publicUrl ?? `http://${name}:${port}`;
  const outside = `http://${outsideAddress() ?? "<this machine>"}:${port}`;
  const others = alone
    ? `To let colleagues in from other machines: HOST=0.0.0.0 ACCESS=open PUBLIC_URL=${publicUrl ?? outside} npm start`
    : `Everyone who can reach it may edit every document${everywhere && publicUrl === null ? `; from other machines: ${outside}` : ""}`;
  return `Manyhands is at ${here}\n${others}\n`;
}

function greetingBehindVite(port: number): string {
  return `The API is on port ${port}; open the page at the address that Vite prints.\n`;
}

function outsideAddress(): string | null {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null;
}

/** SIGINT and SIGTERM end in exit code 0 within 10 s; a second one ends at once. */
function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let askedAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (askedAt !== null) {
      if (performance.now() - askedAt > sameSignalMs) process.exit(1);
      return;
    }
    askedAt = performance.now();
    log.info({ signal }, "stopping");
    const deadline = setTimeout(() => {
      log.error("stopping took too long; what was acknowledged is on the disk");
      process.exit(1);
    }, stopWithinMs);
    stop().then(
      () => {
        clearTimeout(deadline);
        log.info("stopped");
        process.exit(0);
      },
      (err) => {
        log.error({ err }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}

/** Nobody knows what state the process is in then; what was acknowledged is on the disk. */
function endOnFaults(log: Logger): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (err: unknown) => {
      log.error({ err }, `the server ends: ${event}`);
      process.exit(1);
    });
  }
}
