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
import { CatalogTable } from "./catalog-table.js";
import { damageSentence } from "./damage-sentence.js";
import { type DataFolder, openDataFolder } from "./data-folder.js";
import { DocumentTable } from "./document-table.js";
import { failedWith } from "./driver.js";
import { LogEnds } from "./log-ends.js";
import { LogTable } from "./log-table.js";
import { Quarantine } from "./quarantine.js";
import { suspect } from "./salvage/open-sound.js";
import { Upkeep } from "./upkeep.js";
import { Wal } from "./wal.js";

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), cause: undefined };
  return { name: error.name, message: error.message, cause: error };
}

function serve(port: MessagePort, dataDir: string, folder: DataFolder): Opened {
  const { database } = folder;
  const send = (report: Report) => port.postMessage(report, buffersIn(report));
  const wal = new Wal(database);
  const ends = new LogEnds(new DocumentTable(database), folder.receipts, (warning, cause) =>
    send({ warning, fault: faultOf(cause) }),
  );
  const upkeep = new Upkeep(wal, ends);
  const log = new LogTable(database, wal, {
    ends,
    mended: (document, warning) => send({ document, warning }),
    suspect: () => suspect(dataDir),
  });
  const tables: Tables = { log, catalog: new CatalogTable(database, wal) };

  const settle = (call: number, answer: () => unknown) => {
    try {
      send({ call, value: answer() });
    } catch (error) {
      if (failedWith(error, "SQLITE_CORRUPT")) suspect(dataDir);
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
      settle(call.call, () => folder.close());
      port.close();
      return;
    }
    settle(call.call, () => answer(tables, call));
    keepUp(() => upkeep.ifDue());
  });

  const isolated = folder.thorough
    ? log.isolateDamaged()
    : new Quarantine(database, new DocumentTable(database)).all();
  const documents =
    database
      .prepare<{ count: number }>(
        "SELECT count(*) AS count FROM documents WHERE id NOT IN (SELECT id FROM purged)",
      )
      .get()?.count ?? 0;
  const sentence = damageSentence(dataDir, folder.rebuilt, isolated, documents);
  return { damage: sentence === null ? null : { sentence, isolated } };
}

function answer(tables: Tables, { table, method, args }: Call & { table: keyof Tables }): unknown {
  const methods = tables[table] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return methods[method]?.(...args);
}

if (parentPort === null) throw new Error("The storage thread is started by openSqlite, not by itself.");
try {
  const { dataDir } = workerData as { dataDir: string };
  const value = serve(parentPort, dataDir, openDataFolder(dataDir));
  parentPort.postMessage({ call: openingCall, value });
} catch (error) {
  parentPort.postMessage({ call: openingCall, fault: faultOf(error) });
}
