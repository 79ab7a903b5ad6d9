/** What may be wrong with a data folder, and the one sentence that each says. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../log.js";
import type { DocumentId } from "../../protocol/document-id.js";
import { DataFolderError } from "../storage-faults.js";
import { openDataFolder } from "./data-folder.js";
import { openDatabase } from "./driver.js";
import { openSqlite } from "./open-sqlite.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "manyhands-folder-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

const open = (dataDir: string) => openSqlite({ dataDir, log: createLog("silent") });
const a = "a" as DocumentId;

async function refusal(dataDir: string): Promise<string> {
  const error = await open(dataDir).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataFolderError);
  const { message } = error as DataFolderError;
  expect(message).not.toContain("\n");
  expect(message).toContain(dataDir);
  return message;
}

describe("a folder that cannot be used is refused in one sentence", () => {
  test("it cannot be created", async () => {
    await writeFile(join(root, "file"), "");
    expect(await refusal(join(root, "file", "data"))).toMatch(/cannot be used \(ENOTDIR.*set DATA_DIR/);
  });

  test("it cannot be created where nothing can, and nobody waits for ever", async ({ skip }) => {
    if (process.platform !== "linux") return skip("/proc is Linux's");
    expect(await refusal("/proc/nope/data")).toMatch(/cannot be used \(.*mkdir '\/proc\/nope'.*set DATA_DIR/);
  });

  test("it is made with every folder above it", async () => {
    const dataDir = join(root, "one", "two", "three");
    await (await open(dataDir)).close();
    expect((await stat(dataDir)).isDirectory()).toBe(true);
  });

  test("it cannot be written", async ({ skip }) => {
    if (process.platform !== "linux") return skip("/proc is Linux's");
    expect(await refusal("/proc/self")).toMatch(/cannot be used \(.*set DATA_DIR/);
  });

  test("it is of a newer program, and stays as it is", async () => {
    const dataDir = join(root, "newer");
    await mkdir(dataDir);
    const newer = openDatabase(join(dataDir, "manyhands.db"));
    newer.exec("PRAGMA user_version = 7; CREATE TABLE later (x)");
    newer.close();
    expect(await refusal(dataDir)).toMatch(/written by a newer Manyhands \(its format is 7, .* up to 2\)/);
    expect((await readdir(dataDir)).sort()).toEqual(["manyhands.db", "manyhands.lock"]);
  });

  test("its database is something else", async () => {
    const dataDir = join(root, "other");
    await mkdir(dataDir);
    await writeFile(
      join(dataDir, "manyhands.db"),
      "not a database at all, but long enough to look like one".repeat(99),
    );
    expect(await refusal(dataDir)).toMatch(/manyhands\.db is damaged or not a database/);
  });

  test("it is in use; and a refusal leaves the holder alone", async () => {
    const dataDir = join(root, "used");
    const holder = await open(dataDir);
    expect(await refusal(dataDir)).toContain(
      `in use by another Manyhands server (process ${process.pid} on `,
    );
    expect(await refusal(dataDir)).toContain(`(process ${process.pid} on `);
    expect(await holder.storage.append([{ id: a, update: Uint8Array.of(1), at: 0, author: null }])).toEqual([
      1,
    ]);
    await holder.close();
    await (await open(dataDir)).close();
  });
});

test("a missing folder is created, for this user only, and one file holds everything after close", async () => {
  const dataDir = join(root, "deep", "er", "data");
  const { storage, close } = await open(dataDir);
  await storage.append([{ id: a, update: Uint8Array.of(1), at: 0, author: null }]);
  await close();
  expect((await readdir(dataDir)).sort()).toEqual(["manyhands.db", "manyhands.lock", "manyhands.receipts"]);
  if (process.platform !== "win32") expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
});

test("[S1] a commit waits for the disk, and never for a checkpoint", () => {
  const { database, close } = openDataFolder(join(root, "settings"));
  const setting = (name: string) => Object.values(database.prepare<object>(`PRAGMA ${name}`).get() ?? {})[0];
  expect(setting("journal_mode")).toBe("wal");
  expect(setting("synchronous")).toBe(2);
  expect(setting("fullfsync")).toBe(1);
  expect(setting("wal_autocheckpoint")).toBe(0);
  close();
});

test("what is deleted for good is in no page of the file any more, large and small", async () => {
  const dataDir = join(root, "erased");
  const { storage, catalog, close } = await open(dataDir);
  const b = "b" as DocumentId;
  for (const id of [a, b]) {
    await catalog.create({ id, kind: "page", title: `Secret plan ${id}`, at: 0 });
    const update = Buffer.from(`secret words ${id} `.repeat(id === a ? 1 : 2000));
    await storage.append([{ id, update, at: 0, author: null }]);
    await storage.compact(id, update, 1);
  }
  await storage.remove(b);
  await catalog.purge(b);
  await close();
  const file = await readFile(join(dataDir, "manyhands.db"));
  expect(["secret words a", "Secret plan a"].map((words) => file.includes(words))).toEqual([true, true]);
  expect(["secret words b", "Secret plan b"].map((words) => file.includes(words))).toEqual([false, false]);
});

test("a purge that a crash cut in half is finished at the next start", async () => {
  const dataDir = join(root, "purge");
  const first = await open(dataDir);
  await first.catalog.create({ id: a, kind: "page", title: "Secret", at: 0 });
  await first.storage.append([{ id: a, update: Buffer.from("secret words"), at: 0, author: null }]);
  await first.storage.compact(a, Buffer.from("secret words"), 1);
  await first.catalog.purge(a);
  await first.close();
  const second = await open(dataDir);
  expect(await second.storage.load(a)).toEqual({ snapshot: null, through: 0, log: [] });
  expect(await second.catalog.find(a)).toBe("purged");
  await second.close();
  expect((await readFile(join(dataDir, "manyhands.db"))).includes("secret words")).toBe(false);
});
