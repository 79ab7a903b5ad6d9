/**
 * The storage thread: the only place where SQLite runs, so that waiting for the disk never stops the server.
 * It opens the data folder, answers calls one after the other in their order (S7), and ends when told to close.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import {
  buffersIn,
  type Call,
  type Fault,
  type Opened,
  openingCall,
  type Report,
  type Tables,
} from "./calls.js";
import { failedWith } from "./driver.js";
import { openTables } from "./open-tables.js";

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), cause: undefined };
  return { name: error.name, message: error.message, cause: error };
}

function serve(port: MessagePort, dataDir: string): Opened {
  const send = (report: Report) => port.postMessage(report, buffersIn(report));
  const { log, catalog, upkeep, damage, suspect, close } = openTables(dataDir, ({ cause, ...warning }) =>
    send({ ...warning, ...(cause === undefined ? {} : { fault: faultOf(cause) }) }),
  );

  const settle = (call: number, answer: () => unknown) => {
    try {
      send({ call, value: answer() });
    } catch (error) {
      if (failedWith(error, "SQLITE_CORRUPT")) suspect();
      send({ call, fault: faultOf(error) });
    }
  };

  const keepUp = (work: () => void) => {
    try {
      work();
    } catch (error) {
      // Nothing is lost: what was committed stays in the write-ahead log.
      send({ warning: "The write-ahead log could not be folded into the database.", fault: faultOf(error) });
    }
  };

  port.on("message", (call: Call) => {
    if (call.table === "close") {
      keepUp(() => upkeep.whole());
      settle(call.call, close);
      port.close();
      return;
    }
    settle(call.call, () => answer({ log, catalog }, call));
    keepUp(() => upkeep.ifDue());
  });
  return { damage };
}

function answer(tables: Tables, { table, method, args }: Call & { table: keyof Tables }): unknown {
  const methods = tables[table] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return methods[method]?.(...args);
}

if (parentPort === null) throw new Error("The storage thread is started by openSqlite, not by itself.");
try {
  const { dataDir } = workerData as { dataDir: string };
  const value = serve(parentPort, dataDir);
  parentPort.postMessage({ call: openingCall, value });
} catch (error) {
  parentPort.postMessage({ call: openingCall, fault: faultOf(error) });
}
