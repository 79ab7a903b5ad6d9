/** What every `Storage` does, whichever engine is underneath. An adapter's test calls this with a way to open one. */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DocumentId } from "../protocol/document-id.js";
import type { Append, LogEntry, Seq, Storage } from "./storage.js";
import { StorageFailed } from "./storage-faults.js";

export interface DurableStorage {
  readonly storage: Storage;
  /** Closes it, and opens what it stored again. */
  readonly reopen: () => Promise<Storage>;
}

const pageOf = (name: string) => name as DocumentId;
const a = pageOf("a");
const b = pageOf("b");
const bytes = (...values: number[]) => Uint8Array.from(values);

function append(id: DocumentId, update: Uint8Array, author: string | null = null): Append {
  return { id, update, at: 1_700_000_000_123, author };
}

async function collect(entries: AsyncIterable<LogEntry>): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** Buffers and arrays made comparable, and safe from being changed later. */
const plain = (entry: LogEntry) => ({ ...entry, update: [...entry.update] });
const updates = (entries: readonly LogEntry[]) => entries.map(({ update }) => [...update]);

export function storageContract(open: () => Promise<Storage>): void {
  let storage: Storage;

  beforeEach(async () => {
    storage = await open();
  });
  afterEach(async () => {
    await storage.close();
  });

  describe("the log", () => {
    test("an unknown document is an empty one", async () => {
      expect(await storage.load(a)).toEqual({ snapshot: null, through: 0, log: [] });
      expect(await storage.readAfter(a, 0)).toEqual([]);
      expect(await collect(storage.history(a, 1, 10))).toEqual([]);
    });

    test("[S2] what was acknowledged is in every later load, whole", async () => {
      const first = append(a, bytes(1, 2, 3), "Zoë/雪");
      const empty = append(a, bytes(), null);
      expect(await storage.append([first, empty])).toEqual([1, 2]);
      const { log } = await storage.load(a);
      expect(log.map(plain)).toEqual([
        { ...first, update: [1, 2, 3], seq: 1 },
        { ...empty, update: [], seq: 2 },
      ]);
    });

    test("one batch numbers each document by itself, in the order of the batch", async () => {
      expect(await storage.append([append(a, bytes(1)), append(b, bytes(2)), append(a, bytes(3))])).toEqual([
        1, 1, 2,
      ]);
      expect(await storage.append([append(b, bytes(4)), append(a, bytes(5))])).toEqual([2, 3]);
      expect(await storage.append([])).toEqual([]);
      expect(updates((await storage.load(a)).log)).toEqual([[1], [3], [5]]);
      expect(updates((await storage.load(b)).log)).toEqual([[2], [4]]);
    });

    test("[S7] appends that nobody waits for are durable in the order they were made", async () => {
      const seqs = await Promise.all(
        Array.from({ length: 300 }, (_, n) => storage.append([append(a, bytes(n & 255, n >> 8))])),
      );
      expect(seqs.flat()).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
      const { log } = await storage.load(a);
      expect(updates(log)).toEqual(Array.from({ length: 300 }, (_, n) => [n & 255, n >> 8]));
    });

    test("an update is taken as it is at the call: its buffer may be a part of another, and used again", async () => {
      const buffer = new Uint8Array(1000).fill(7);
      const view = buffer.subarray(10, 13);
      const appended = storage.append([append(a, view)]);
      buffer.fill(0);
      await appended;
      expect(view.byteLength).toBe(3);
      expect(updates((await storage.load(a)).log)).toEqual([[7, 7, 7]]);
    });

    test("ids are compared by code unit", async () => {
      await storage.append([append(pageOf("Doc"), bytes(1)), append(pageOf("x/__proto__"), bytes(2))]);
      expect((await storage.load(pageOf("doc"))).log).toEqual([]);
      expect(updates((await storage.load(pageOf("x/__proto__"))).log)).toEqual([[2]]);
    });

    test("readAfter gives what came after a seq, and nothing at or past the end", async () => {
      await storage.append([1, 2, 3].map((n) => append(a, bytes(n))));
      expect(updates((await storage.readAfter(a, 1)) as LogEntry[])).toEqual([[2], [3]]);
      expect(await storage.readAfter(a, 3)).toEqual([]);
      expect(await storage.readAfter(a, 99)).toEqual([]);
    });

    test("megabytes go in and come out unchanged", async () => {
      const big = new Uint8Array(5 * 2 ** 20).map((_, n) => (n * 31) & 255);
      await storage.append([append(a, big), append(b, bytes(1)), append(a, big.subarray(1))]);
      const { log } = await storage.load(a);
      expect(log.map(({ update }) => Buffer.compare(update, big))).toEqual([0, 1]);
    });
  });

  describe("compaction", () => {
    beforeEach(async () => {
      await storage.append([1, 2, 3, 4].map((n) => append(a, bytes(n))));
    });

    test("[S3] keeps every entry after `through`, and numbering goes on", async () => {
      await storage.compact(a, bytes(1, 2), 2);
      const stored = await storage.load(a);
      expect([...(stored.snapshot ?? [])]).toEqual([1, 2]);
      expect(stored.through).toBe(2);
      expect(stored.log.map(({ seq }) => seq)).toEqual([3, 4]);
      expect(await storage.append([append(a, bytes(5))])).toEqual([5]);
    });

    test("[S3] an append made while it runs is kept", async () => {
      const [, seqs] = await Promise.all([
        storage.compact(a, bytes(9), 4),
        storage.append([append(a, bytes(5))]),
      ]);
      expect(seqs).toEqual([5]);
      expect(updates((await storage.load(a)).log)).toEqual([[5]]);
    });

    test("[S5] one that does not go beyond the stored snapshot changes nothing", async () => {
      await storage.compact(a, bytes(1, 2, 3), 3);
      await storage.compact(a, bytes(7), 3);
      await storage.compact(a, bytes(8), 2);
      await storage.compact(a, bytes(9), 0);
      await storage.compact(b, bytes(9), 0);
      const { snapshot, through } = await storage.load(a);
      expect([...(snapshot ?? [])]).toEqual([1, 2, 3]);
      expect(through).toBe(3);
      expect((await storage.load(b)).snapshot).toBeNull();
    });

    test("a snapshot of more than the log holds is refused and changes nothing", async () => {
      await expect(storage.compact(a, bytes(9), 5)).rejects.toThrow(RangeError);
      await expect(storage.compact(b, bytes(9), 1)).rejects.toThrow(RangeError);
      expect((await storage.load(a)).snapshot).toBeNull();
    });

    test("readAfter says when a part is only in the snapshot", async () => {
      await storage.compact(a, bytes(9), 3);
      expect(await storage.readAfter(a, 2)).toBe("compacted");
      expect(updates((await storage.readAfter(a, 3)) as LogEntry[])).toEqual([[4]]);
    });

    test("folded entries become history: none is ever deleted", async () => {
      await storage.compact(a, bytes(9), 3);
      expect(updates(await collect(storage.history(a, 1, 99)))).toEqual([[1], [2], [3], [4]]);
      expect((await collect(storage.history(a, 2, 3))).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await collect(storage.history(a, 3, 2))).toEqual([]);
      expect((await collect(storage.history(a, -5, 1))).map(({ seq }) => seq)).toEqual([1]);
    });

    test("a snapshot is taken as it is at the call", async () => {
      const buffer = new Uint8Array(100).fill(7);
      const compacted = storage.compact(a, buffer.subarray(0, 2), 4);
      buffer.fill(0);
      await compacted;
      expect([...((await storage.load(a)).snapshot ?? [])]).toEqual([7, 7]);
    });
  });

  test("history of megabytes arrives whole and in order", async () => {
    const batch = Array.from({ length: 40 }, (_, n) => append(a, new Uint8Array(200_000).fill(n)));
    await storage.append(batch);
    const entries = await collect(storage.history(a, 1, 40));
    expect(entries.map(({ seq, update }) => [seq, update[0], update.byteLength])).toEqual(
      batch.map((_, n) => [n + 1, n, 200_000]),
    );
  });

  test("remove forgets log, snapshot and history, of that document only", async () => {
    await storage.append([append(a, bytes(1)), append(b, bytes(2))]);
    await storage.compact(a, bytes(1), 1);
    await storage.remove(a);
    await storage.remove(pageOf("never-there"));
    expect(await storage.load(a)).toEqual({ snapshot: null, through: 0, log: [] });
    expect(await collect(storage.history(a, 1, 99))).toEqual([]);
    expect(updates((await storage.load(b)).log)).toEqual([[2]]);
  });

  test("close waits for what was appended; afterwards every call is refused in a sentence", async () => {
    const appended = storage.append([append(a, bytes(1))]);
    await storage.close();
    expect(await appended).toEqual([1]);
    const calls = [
      storage.load(a),
      storage.readAfter(a, 0),
      storage.append([append(a, bytes(1))]),
      storage.compact(a, bytes(1), 1),
      collect(storage.history(a, 1, 2)),
      storage.remove(a),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(StorageFailed);
    await storage.close();
  });

  test("[S2][S3][S5][S7] any sequence of calls agrees with a naive model", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
        run += 1;
        const model = new Model();
        const idOf = (which: number) => pageOf(`run-${run}-${which}`);
        for (const step of steps) await takeStep(storage, model, step, idOf);
        for (const which of [0, 1, 2]) await compare(storage, model, idOf(which));
      }),
      { numRuns: 60 },
    );
  });
}

/** What adapters whose documents outlive the process do as well. */
export function durableStorageContract(open: () => Promise<DurableStorage>): void {
  test("[S2] everything is there when it is opened again", async () => {
    const { storage, reopen } = await open();
    await storage.append([1, 2, 3].map((n) => append(a, bytes(n), `author ${n}`)));
    await storage.compact(a, bytes(1, 2), 2);
    await storage.append([append(b, bytes(9))]);
    await storage.remove(b);
    const before = await storage.load(a);
    const again = await reopen();
    const after = await again.load(a);
    expect([...(after.snapshot ?? [])]).toEqual([1, 2]);
    expect(after.through).toBe(2);
    expect(after.log.map(plain)).toEqual(before.log.map(plain));
    expect(await collect(again.history(a, 1, 9))).toHaveLength(3);
    expect((await again.load(b)).log).toEqual([]);
    expect(await again.append([append(a, bytes(4))])).toEqual([4]);
    await again.close();
  });
}

const which = fc.nat({ max: 2 });
const anyStep = fc.oneof(
  fc.record({
    do: fc.constant("append" as const),
    batch: fc.array(
      fc.record({
        which,
        update: fc.uint8Array({ maxLength: 40 }),
        at: fc.integer({ min: 0, max: 2 ** 45 }),
        author: fc.option(fc.string({ unit: "grapheme", maxLength: 8 })),
      }),
      { maxLength: 8 },
    ),
  }),
  fc.record({
    do: fc.constant("compact" as const),
    which,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    snapshot: fc.uint8Array({ maxLength: 20 }),
  }),
  fc.record({ do: fc.constant("look" as const), which, from: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant("remove" as const), which }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** All entries ever, the snapshot, and how far it goes: no cleverness, so that it is plainly right. */
class Model {
  readonly log = new Map<DocumentId, LogEntry[]>();
  readonly snapshot = new Map<DocumentId, { snapshot: Uint8Array; through: Seq }>();

  of(id: DocumentId): LogEntry[] {
    return this.log.get(id) ?? [];
  }

  through(id: DocumentId): Seq {
    return this.snapshot.get(id)?.through ?? 0;
  }
}

async function takeStep(storage: Storage, model: Model, step: Step, idOf: (which: number) => DocumentId) {
  switch (step.do) {
    case "append": {
      const batch = step.batch.map(({ which, ...rest }) => ({ id: idOf(which), ...rest }));
      const expected = batch.map((one) => {
        const log = model.of(one.id);
        model.log.set(one.id, [...log, { ...one, seq: log.length + 1 }]);
        return log.length + 1;
      });
      expect(await storage.append(batch)).toEqual(expected);
      return;
    }
    case "compact": {
      const id = idOf(step.which);
      const through = Math.round(step.share * model.of(id).length);
      await storage.compact(id, step.snapshot, through);
      if (through > model.through(id)) model.snapshot.set(id, { snapshot: step.snapshot, through });
      return;
    }
    case "remove": {
      const id = idOf(step.which);
      await storage.remove(id);
      model.log.delete(id);
      model.snapshot.delete(id);
      return;
    }
    case "look": {
      const id = idOf(step.which);
      await compare(storage, model, id);
      const after = await storage.readAfter(id, step.from);
      if (step.from < model.through(id)) expect(after).toBe("compacted");
      else expect((after as LogEntry[]).map(plain)).toEqual(model.of(id).slice(step.from).map(plain));
    }
  }
}

async function compare(storage: Storage, model: Model, id: DocumentId): Promise<void> {
  const { snapshot, through, log } = await storage.load(id);
  const expected = model.snapshot.get(id);
  expect(snapshot && [...snapshot]).toEqual(expected ? [...expected.snapshot] : null);
  expect(through).toBe(model.through(id));
  expect(log.map(plain)).toEqual(model.of(id).slice(through).map(plain));
  expect((await collect(storage.history(id, 1, 1e9))).map(plain)).toEqual(model.of(id).map(plain));
}
