/** When batches leave, on a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FaultyStorage } from "../../test/kit/faulty-storage.js";
import { createLog } from "../log.js";
import { Metrics } from "../metrics.js";
import type { DocumentId } from "../protocol/document-id.js";
import { Journal, type JournalSink } from "./journal.js";
import { Spans } from "./placement.js";
import { Unsaved } from "./unsaved.js";

class Sink implements JournalSink {
  readonly id: DocumentId;
  readonly kept = new Unsaved({ bytes: 0, updates: 0 });
  readonly heard: string[] = [];
  readonly #crowd: number;
  constructor(name: string, crowd = 32) {
    this.id = name as DocumentId;
    this.#crowd = crowd;
  }
  get unsaved() {
    return this.kept.entries;
  }
  get crowded() {
    return this.unsaved.length >= this.#crowd;
  }
  prepare() {
    return null;
  }
  committed(seqs: readonly number[]) {
    this.kept.saved(seqs.length);
    this.heard.push(`committed ${seqs.join(" ")}`);
  }
  failed() {
    this.heard.push("failed");
  }
  waiting() {
    this.heard.push("waiting");
  }
  resumed() {
    this.heard.push("resumed");
  }
  abandoned() {
    this.heard.push("abandoned");
  }
}

const storage = () => new FaultyStorage();
let disk = storage();
let journal: Journal;

function make(options: Partial<ConstructorParameters<typeof Journal>[0]> = {}): void {
  disk = storage();
  journal = new Journal({ storage: disk, log: createLog("silent"), metrics: new Metrics(), ...options });
}

function add(sink: Sink, bytes = 1): void {
  sink.kept.add({
    append: { id: sink.id, update: new Uint8Array(bytes), at: 0, author: null },
    author: { peer: null, user: null },
    ends: new Map(),
    spans: new Spans(),
    settled: () => {},
  });
  journal.added(sink);
}

const batchSizes = () => disk.batches.map((batch) => batch.length);
const turn = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  make();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a batch leaves", () => {
  it("at once where nothing is under way, with all of this turn", async () => {
    const [a, b] = [new Sink("a"), new Sink("b")];
    add(a);
    add(b);
    add(a);
    await turn();
    expect(batchSizes()).toEqual([3]);
    expect([a.heard, b.heard]).toEqual([["committed 1 2"], ["committed 1"]]);
  });

  it("not before 2 ms have passed since the one before it left, where it was under way", async () => {
    const a = new Sink("a");
    disk.shut();
    add(a);
    await turn();
    add(a);
    disk.open();
    await vi.advanceTimersByTimeAsync(1);
    add(a);
    expect(batchSizes()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batchSizes()).toEqual([1, 2]);
  });

  it("not before the one in flight has returned, and then at once if that took longer", async () => {
    const a = new Sink("a");
    disk.shut();
    add(a);
    await turn();
    add(a);
    await vi.advanceTimersByTimeAsync(50);
    expect(batchSizes()).toEqual([1]);
    disk.open();
    await turn();
    expect(batchSizes()).toEqual([1, 1]);
    expect(disk.mostAtOnce).toBe(1);
  });

  it("early where a room has much to save", async () => {
    const [a, b] = [new Sink("a", 3), new Sink("b")];
    disk.shut();
    add(b);
    add(a);
    await turn();
    add(b);
    disk.open();
    await turn();
    expect(batchSizes()).toEqual([2]);
    for (let n = 0; n < 3; n++) add(a);
    await turn();
    expect(batchSizes()).toEqual([2, 4]);
  });

  it("with no more than fits, and the rest in order after it", async () => {
    const a = new Sink("a", 1);
    for (let n = 0; n < 3; n++) add(a, 9 * 1024 * 1024);
    await vi.advanceTimersByTimeAsync(10);
    expect(batchSizes()).toEqual([2, 1]);
    expect(a.heard).toEqual(["committed 1 2", "committed 3"]);
  });
});

describe("[S6] a sink that fails", () => {
  it("is tried again after pauses that grow to a limit, and are never quite the same", async () => {
    make({ firstRetryMs: 100, maxRetryMs: 1_000 });
    const a = new Sink("a");
    disk.breakDown();
    add(a);
    await turn();
    const at: number[] = [];
    let seen = 1;
    const start = performance.now();
    for (let ms = 0; ms < 12_000; ms++) {
      await vi.advanceTimersByTimeAsync(1);
      if (disk.batches.length > seen) {
        seen = disk.batches.length;
        at.push(performance.now() - start);
      }
    }
    const pauses = at.map((time, n) => time - (at[n - 1] ?? 0));
    pauses.forEach((pause, n) => {
      const full = Math.min(1_000, 100 * 2 ** n);
      expect(pause).toBeGreaterThanOrEqual(full / 2 - 1);
      expect(pause).toBeLessThanOrEqual(full + 5);
    });
    expect(new Set(pauses.slice(5).map(Math.round)).size).toBeGreaterThan(1);
    disk.mend();
    await vi.advanceTimersByTimeAsync(1_005);
    expect(a.heard).toEqual(["failed", "committed 1"]);
    expect(journal.fault).toBeNull();
  });

  it("keeps its place: what is added meanwhile comes after what waits", async () => {
    const a = new Sink("a");
    disk.breakDown();
    add(a, 1);
    await turn();
    add(a, 2);
    add(a, 3);
    disk.mend();
    await vi.advanceTimersByTimeAsync(200);
    expect(disk.stored.flat().map(({ update }) => update.byteLength)).toEqual([1, 2, 3]);
  });

  it("is forgotten where it has withdrawn all it had", async () => {
    const a = new Sink("a");
    disk.breakDown();
    add(a);
    await turn();
    a.kept.withdraw(() => true, new Error("withdrawn"));
    expect(journal.fault).not.toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(a.heard).toEqual(["failed", "resumed"]);
    expect(journal.fault).toBeNull();
    expect(disk.batches).toHaveLength(1);
  });

  it("does not hold up others for the length of its own pause", async () => {
    make({ firstRetryMs: 60_000, maxRetryMs: 60_000 });
    const [bad, good] = [new Sink("bad"), new Sink("good")];
    disk.breakFor(bad.id);
    add(bad);
    add(good);
    await turn();
    for (let n = 0; n < 3; n++) {
      add(good);
      await vi.advanceTimersByTimeAsync(2);
    }
    expect(good.heard).toEqual(["committed 1", "committed 2", "committed 3", "committed 4"]);
    expect(bad.heard).toEqual(["failed"]);
  });
});

describe("[S6] a disk that gave no answer and then fails", () => {
  it("is told as one trouble, and nothing is tried meanwhile", async () => {
    make({ stallMs: 1_000 });
    const [a, b] = [new Sink("a"), new Sink("b")];
    disk.shut();
    disk.breakDown();
    add(a);
    await turn();
    add(b);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([a.heard, b.heard]).toEqual([["waiting"], ["waiting"]]);
    expect(journal.fault?.message).toBe("the storage has not answered for 1 s");
    expect(disk.batches).toHaveLength(1);
    disk.open();
    await turn();
    expect(a.heard).toEqual(["waiting", "failed"]);
    disk.mend();
    await vi.advanceTimersByTimeAsync(200);
    expect(a.heard.at(-1)).toBe("committed 1");
    expect(b.heard.at(-1)).toBe("committed 1");
    expect(journal.fault).toBeNull();
  });
});
