/** Processes killed with -9 and files as a power cut leaves them: what was acknowledged is there. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Chance } from "../../../../scripts/chance.js";
import { largeOf, snapshotOf, updateOf } from "../../../test/kit/known-updates.js";
import { createLog } from "../../log.js";
import type { DocumentId } from "../../protocol/document-id.js";
import type { LogEntry, Seq, Storage } from "../storage.js";
import { openSqlite } from "./open-sqlite.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "manyhands-crash-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

const open = (dataDir: string) => openSqlite({ dataDir, log: createLog("silent") });
const writer = fileURLToPath(new URL("../../../test/kit/append-until-killed.ts", import.meta.url));

function startWriter(dataDir: string, size: "small" | "large" = "small"): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", writer, dataDir, size], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The last acknowledged seq of each document, from everything the process could print before it died. */
async function killAfter(child: ChildProcess, acknowledgements: number): Promise<Map<DocumentId, Seq>> {
  if (child.stdout === null) throw new Error("The writer has no output.");
  const last = new Map<DocumentId, Seq>();
  let count = 0;
  for await (const line of createInterface(child.stdout)) {
    const [id = "", seq = ""] = line.split(" ");
    last.set(id as DocumentId, Number(seq));
    count += 1;
    if (count === acknowledgements) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return last;
}

/** Everything stored is what was written, in order and without a gap; gives the end of the log. */
async function check(storage: Storage, id: DocumentId, size: "small" | "large" = "small"): Promise<Seq> {
  const { snapshot, through, log } = await storage.load(id);
  const written = size === "large" ? largeOf(snapshotOf(id, through)) : snapshotOf(id, through);
  if (snapshot !== null) expect(Buffer.compare(snapshot, written)).toBe(0);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => through + n + 1));
  const history: LogEntry[] = [];
  for await (const entry of storage.history(id, 1, Number.MAX_SAFE_INTEGER)) history.push(entry);
  const wrong = history.filter(({ seq, update }) => Buffer.compare(update, updateOf(id, seq)) !== 0);
  expect(wrong).toEqual([]);
  expect(history).toHaveLength(through + log.length);
  return through + log.length;
}

test("[S1][S2][S4] a process killed with -9 loses nothing it had acknowledged, time after time", async () => {
  const dataDir = join(root, "killed");
  for (const acknowledgements of [1, 40, 333]) {
    const child = startWriter(dataDir);
    const acknowledged = await killAfter(child, acknowledgements);
    // The lock died with its process: this opens at once.
    const { storage } = await open(dataDir);
    for (const [id, seq] of acknowledged) expect(await check(storage, id)).toBeGreaterThanOrEqual(seq);
    await storage.close();
  }
}, 120_000);

test("[S2][S4] a process killed with -9 while it compacts and checkpoints leaves the old state or the new", async () => {
  const chance = new Chance();
  console.log(`crash.test.ts: seed ${chance.seed}`);
  const dataDir = join(root, "killed-large");
  for (let round = 0; round < 4; round += 1) {
    const child = startWriter(dataDir, "large");
    const acknowledged = await killAfter(child, 30 + chance.below(120));
    const { storage, damage } = await open(dataDir);
    expect(damage).toBeNull();
    for (const [id, seq] of acknowledged)
      expect(await check(storage, id, "large")).toBeGreaterThanOrEqual(seq);
    await storage.close();
  }
}, 240_000);

test("a second process is refused in one sentence that names the first; not so once that is dead", async () => {
  const dataDir = join(root, "held");
  const child = startWriter(dataDir);
  if (child.stdout === null) throw new Error("The writer has no output.");
  await once(child.stdout, "data");
  const refused = await open(dataDir).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: "DataFolderError" });
  expect(String(refused)).toContain(`in use by another Manyhands server (process ${child.pid} on `);
  expect(String(refused)).not.toContain("\n");
  child.stdout.resume();
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await open(dataDir)).close();
}, 60_000);

test("[S1][S2] files as they lie the moment an append resolves hold it; a torn tail costs only the tail", async () => {
  const dataDir = join(root, "power");
  const id = "left" as DocumentId;
  const { storage } = await open(dataDir);
  for (let seq = 1; seq <= 30; seq += 1) {
    await storage.append([{ id, update: updateOf(id, seq), at: 0, author: null }]);
    if (seq === 20) await storage.compact(id, snapshotOf(id, 20), 20);
  }
  const { size } = await stat(join(dataDir, "manyhands.db-wal"));
  let before = 0;
  for (const share of [0.3, 0.7, 0.9999, 1]) {
    const copy = join(root, `power-cut-${share}`);
    await mkdir(copy);
    for (const file of ["manyhands.db", "manyhands.db-wal"]) {
      await copyFile(join(dataDir, file), join(copy, file));
    }
    await truncate(join(copy, "manyhands.db-wal"), Math.floor(size * share));
    const survivor = await open(copy);
    const end = await check(survivor.storage, id);
    expect(end).toBeGreaterThanOrEqual(before);
    expect(
      await survivor.storage.append([{ id, update: updateOf(id, end + 1), at: 0, author: null }]),
    ).toEqual([end + 1]);
    await survivor.close();
    before = end;
  }
  expect(before).toBe(30);
  await storage.close();
}, 60_000);
