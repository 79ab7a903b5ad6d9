/**
 * A process of its own for crash tests: `node --import tsx append-until-killed.ts <folder> [large]`. It appends to two
 * documents and compacts them, without end, and prints `<id> <seq>` for every entry once that is acknowledged. Large
 * documents have snapshots of megabytes, so that there is a checkpoint every few compactions.
 */
import { writeSync } from "node:fs";
import { createLog } from "../../src/log.js";
import type { DocumentId } from "../../src/protocol/document-id.js";
import { openSqlite } from "../../src/storage/sqlite/open-sqlite.js";
import { largeOf, snapshotOf, updateOf } from "./known-updates.js";

const [dataDir = "", size = "small"] = process.argv.slice(2);
const enlarge = (bytes: Uint8Array) => (size === "large" ? largeOf(bytes) : bytes);
const { storage } = await openSqlite({ dataDir, log: createLog("silent") });

async function write(id: DocumentId): Promise<never> {
  const { through, log } = await storage.load(id);
  let end = through + log.length;
  for (;;) {
    const count = 1 + (end % 5);
    const batch = Array.from({ length: count }, (_, n) => ({
      id,
      update: updateOf(id, end + n + 1),
      at: 0,
      author: null,
    }));
    const seqs = await storage.append(batch);
    // Straight to the pipe: what was printed must have left this process when it is killed.
    writeSync(1, seqs.map((seq) => `${id} ${seq}\n`).join(""));
    end = seqs.at(-1) ?? end;
    if (count === 5) await storage.compact(id, enlarge(snapshotOf(id, end)), end);
  }
}

await Promise.all(["left", "right"].map((id) => write(id as DocumentId)));
