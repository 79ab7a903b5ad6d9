/**
 * The storage thread: the only place where SQLite runs, so that waiting for the disk never stops the server.
 * It opens the data folder, answers calls one after the other in their order (S7), and ends when told to close.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { buffersIn, type Call, type Fault, openingCall, type Report, type Tables } from "./calls.js";
import { CatalogTable } from "./catalog-table.js";
import { type DataFolder, openDataFolder } from "./data-folder.js";
import { LogTable } from "./log-table.js";
import { Wal } from "./wal.js";

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), cause: undefined };
  return { name: error.name, message: error.message, cause: error };
}

function serve(port: MessagePort, folder: DataFolder): void {
  const wal = new Wal(folder.database);
  const tables: Tables = {
    log: new LogTable(folder.database, wal),
    catalog: new CatalogTable(folder.database, wal),
  };
  const send = (report: Report) => port.postMessage(report, buffersIn(report));

  const settle = (call: number, answer: () => unknown) => {
    try {
      send({ call, value: answer() });
    } catch (error) {
      send({ call, fault: faultOf(error) });
    }
  };

  const checkpoint = (make: () => void) => {
    try {
      make();
    } catch (error) {
      // Nothing is lost: what was committed stays in the write-ahead log.
      send({ warning: "The write-ahead log could not be folded into the database.", fault: faultOf(error) });
    }
  };

  port.on("message", (call: Call) => {
    if (call.table === "close") {
      checkpoint(() => wal.checkpoint());
      settle(call.call, () => folder.close());
      port.close();
      return;
    }
    settle(call.call, () => answer(tables, call));
    checkpoint(() => wal.checkpointIfDue());
  });
}

function answer(tables: Tables, { table, method, args }: Call & { table: keyof Tables }): unknown {
  const methods = tables[table] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return methods[method]?.(...args);
}

if (parentPort === null) throw new Error("The storage thread is started by openSqlite, not by itself.");
try {
  const { dataDir } = workerData as { dataDir: string };
  serve(parentPort, openDataFolder(dataDir));
  parentPort.postMessage({ call: openingCall, value: undefined });
} catch (error) {
  parentPort.postMessage({ call: openingCall, fault: faultOf(error) });
}
