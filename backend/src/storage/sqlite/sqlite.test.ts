/** What the contracts say, and what is SQLite's own: on real files, with the real thread. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { createLog } from "../../log.js";
import { catalogContract, durableCatalogContract } from "../catalog.contract.js";
import { durableStorageContract, storageContract } from "../storage.contract.js";
import { openSqlite } from "./open-sqlite.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "manyhands-sqlite-"));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

const newFolder = () => join(root, randomUUID());
const open = (dataDir: string) => openSqlite({ dataDir, log: createLog("silent") });

describe("storage in SQLite", () => {
  storageContract(async () => (await open(newFolder())).storage);

  durableStorageContract(async () => {
    const dataDir = newFolder();
    const { storage } = await open(dataDir);
    return {
      storage,
      reopen: async () => {
        await storage.close();
        return (await open(dataDir)).storage;
      },
    };
  });
});

describe("the catalog in SQLite", () => {
  catalogContract(() => open(newFolder()));

  durableCatalogContract(async () => {
    const dataDir = newFolder();
    const opened = await open(dataDir);
    return {
      ...opened,
      reopen: async () => {
        await opened.close();
        return open(dataDir);
      },
    };
  });
});
