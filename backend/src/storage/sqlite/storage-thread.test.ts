/** A storage thread that fails, in every way it can: nobody waits for ever. */
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { createLog } from "../../log.js";
import type { DocumentId } from "../../protocol/document-id.js";
import { StorageFailed } from "../storage-faults.js";
import { StorageThread } from "./storage-thread.js";

const a = "a" as DocumentId;

/** A thread that opens and then does `onCall` with the port and each call. */
function threadThat(onCall: string): StorageThread {
  const code = `
    const { parentPort: port } = require("node:worker_threads");
    port.on("message", (call) => { ${onCall} });
    port.postMessage({ call: 0, value: undefined });`;
  return new StorageThread(new Worker(code, { eval: true }), createLog("silent"));
}

describe("when the thread ends unasked, everything pending and every later call is refused", () => {
  const ends: [string, string, RegExp][] = [
    ["it exits", "process.exit(3)", /exit code 3/],
    ["it throws", "throw new Error('out of paper')", /out of paper/],
    ["its answer cannot be read", "port.close()", /exit code 0/],
  ];

  for (const [name, code, message] of ends) {
    test(name, async () => {
      const thread = threadThat(code);
      await thread.opened;
      const pending = [thread.call("catalog", "find", a), thread.call("log", "load", a)];
      for (const { status, ...rest } of await Promise.allSettled(pending)) {
        expect(status).toBe("rejected");
        expect(rest).toMatchObject({
          reason: { name: "StorageFailed", message: expect.stringMatching(message) },
        });
      }
      expect(await thread.failure).toBeInstanceOf(StorageFailed);
      await expect(thread.call("log", "load", a)).rejects.toThrow(StorageFailed);
      await expect(thread.close()).rejects.toThrow(StorageFailed);
    });
  }

  test("while it opens", async () => {
    const thread = new StorageThread(new Worker("process.exit(1)", { eval: true }), createLog("silent"));
    await expect(thread.opened).rejects.toThrow(/ended unexpectedly \(exit code 1\)/);
  });

  test("while it closes", async () => {
    const thread = threadThat("if (call.table === 'close') process.exit(4)");
    await thread.opened;
    const unanswered = thread.call("log", "load", a);
    await expect(thread.close()).rejects.toThrow(/exit code 4/);
    await expect(unanswered).rejects.toThrow(StorageFailed);
  });
});

test("a fault keeps its message and its cause, and the thread goes on", async () => {
  const thread = threadThat(`
    if (call.table === "close") { port.postMessage({ call: call.call }); port.close(); }
    else if (call.method === "find") port.postMessage({ call: call.call, value: null });
    else port.postMessage({ call: call.call, fault: { name: "SqliteError", message: "disk I/O error", cause: new Error("inner") } });`);
  await thread.opened;
  await expect(thread.call("log", "remove", a)).rejects.toMatchObject({
    name: "StorageFailed",
    message: "The storage failed: disk I/O error.",
    cause: { message: "inner" },
  });
  expect(await thread.call("catalog", "find", a)).toBeNull();
  await thread.close();
  await expect(thread.call("log", "load", a)).rejects.toThrow("The storage is closed.");
});
