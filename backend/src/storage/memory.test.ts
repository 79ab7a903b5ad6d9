import { describe } from "vitest";
import { catalogContract } from "./catalog.contract.js";
import { MemoryCatalog } from "./memory-catalog.js";
import { MemoryStorage } from "./memory-storage.js";
import { storageContract } from "./storage.contract.js";

describe("MemoryStorage", () => {
  storageContract(async () => new MemoryStorage());
});

describe("MemoryCatalog", () => {
  catalogContract(async () => ({ catalog: new MemoryCatalog(), close: async () => {} }));
});
