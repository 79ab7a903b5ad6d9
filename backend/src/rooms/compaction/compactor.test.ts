/** Folding in a thread of its own: what it makes, one at a time, and what becomes of it when the thread does not live. */
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createLog } from "../../log.js";
import type { DocumentId } from "../../protocol/document-id.js";
import { MemoryStorage } from "../../storage/memory-storage.js";
import { Compactor } from "./compactor.js";
import { FoldingThread } from "./folding-thread.js";

const a = "a" as DocumentId;
const b = "b" as DocumentId;
const compactors: Compactor[] = [];

afterEach(async () => {
  for (const compactor of compactors.splice(0)) await compactor.close();
});

/** A compactor that can be told the time; `thread` takes the place of the real one. */
function setting(thread: Pick<FoldingThread, "fold" | "close"> = new FoldingThread()) {
  const storage = new MemoryStorage();
  const warnings: unknown[] = [];
  const clock = { ms: 0 };
  const log = { ...createLog("silent"), warn: (...said: unknown[]) => void warnings.push(said) };
  const compactor = new Compactor({ storage, log, thread, now: () => clock.ms });
  compactors.push(compactor);
  return { storage, warnings, clock, compactor };
}

/** What somebody typed, one update a letter. */
function typed(text: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const [n, letter] of [...text].entries()) doc.getText("text").insert(n, letter);
  return updates;
}

const append = (storage: MemoryStorage, id: DocumentId, updates: readonly Uint8Array[]) =>
  storage.append(updates.map((update) => ({ id, update, at: 0, author: null })));

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText("text").toString();
}

const worker = (onMessage: string) =>
  new FoldingThread(
    () =>
      new Worker(`require("node:worker_threads").parentPort.on("message", () => { ${onMessage} })`, {
        eval: true,
      }),
  );

describe("the compactor", () => {
  it("[S3] makes one update of a log and of the snapshot before it, and keeps the history", async () => {
    const { storage, compactor } = setting();
    const updates = typed("hello world");
    await append(storage, a, updates.slice(0, 5));
    expect(await compactor.fold(a)).toMatchObject({ through: 5 });
    await append(storage, a, updates.slice(5));
    expect(await compactor.fold(a)).toMatchObject({ through: 11 });
    const { snapshot, log } = await storage.load(a);
    expect(log).toEqual([]);
    expect(textOf([snapshot ?? new Uint8Array()])).toBe("hello world");
    const kept: Uint8Array[] = [];
    for await (const { update } of storage.history(a, 1, 99)) kept.push(update);
    expect(textOf(kept)).toBe("hello world");
  });

  it("has nothing to do where nothing was written since", async () => {
    const { storage, compactor, warnings } = setting();
    expect(await compactor.fold(b)).toEqual({ through: 0, bytes: 0 });
    await append(storage, a, typed("x"));
    const first = await compactor.fold(a);
    expect(await compactor.fold(a)).toEqual(first);
    expect(warnings).toEqual([]);
  });

  it("folds one at a time, and once for all who ask meanwhile", async () => {
    const running: string[] = [];
    let most = 0;
    let folds = 0;
    const thread = {
      fold: async (updates: readonly Uint8Array[]) => {
        running.push("");
        folds += 1;
        most = Math.max(most, running.length);
        await new Promise((resolve) => setImmediate(resolve));
        running.pop();
        return Y.mergeUpdates([...updates]);
      },
      close: async () => {},
    };
    const { storage, compactor } = setting(thread);
    await append(storage, a, typed("a"));
    await append(storage, b, typed("b"));
    await Promise.all([compactor.fold(a), compactor.fold(b), compactor.fold(a)]);
    expect([most, folds]).toEqual([1, 2]);
  });

  it("does not make a snapshot of what is not whole", async () => {
    const { storage, compactor, warnings } = setting();
    await append(storage, a, typed("hello").slice(2));
    expect(await compactor.fold(a)).toBeNull();
    expect((await storage.load(a)).snapshot).toBeNull();
    expect(JSON.stringify(warnings)).toContain(a);
  });
});

describe("a folding thread that does not live", () => {
  const ends: [string, string][] = [
    ["crashes", "throw new Error('out of wits')"],
    ["exits", "process.exit(3)"],
    ["runs out of memory", "const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()))"],
  ];
  it.each(ends)("%s: it is said, and tried again later, with a new thread", async (_, code) => {
    let starts = 0;
    const real = new FoldingThread();
    const dying = new FoldingThread(() => {
      starts += 1;
      const program = `require("node:worker_threads").parentPort.on("message", () => { ${code} })`;
      return new Worker(program, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 40 } });
    });
    let current: Pick<FoldingThread, "fold"> = dying;
    const thread = {
      fold: (updates: readonly Uint8Array[]) => current.fold(updates),
      close: async () => {
        await dying.close();
        await real.close();
      },
    };
    const { storage, compactor, warnings, clock } = setting(thread);
    await append(storage, a, typed("hello"));
    await append(storage, b, typed("b"));
    expect(await compactor.fold(a)).toBeNull();
    expect(await compactor.fold(b)).toBeNull();
    expect([starts, warnings.length]).toEqual([2, 2]);
    // Not at once, or a document that no thread survives would start one with every word.
    expect(await compactor.fold(a)).toBeNull();
    expect(starts).toBe(2);
    current = real;
    clock.ms = 60_000;
    expect(await compactor.fold(a)).toMatchObject({ through: 5 });
  });

  it("is waited for no longer when the server stops", async () => {
    const { storage, compactor, warnings } = setting(worker(""));
    await append(storage, a, typed("hello"));
    const folding = compactor.fold(a);
    await new Promise((resolve) => setImmediate(resolve));
    await compactor.close();
    expect(await folding).toBeNull();
    expect(await compactor.fold(a)).toBeNull();
    expect(warnings).toEqual([]);
  });
});
