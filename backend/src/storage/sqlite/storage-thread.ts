/**
 * The server's end of the storage thread. A call made before another is done before it. When the thread ends
 * unasked, everything pending and every later call is refused: nothing ever waits for an answer that cannot come.
 */
import type { Worker } from "node:worker_threads";
import type { Logger } from "../../log.js";
import { DamagedDocument, DataFolderError, StorageFailed } from "../storage-faults.js";
import {
  buffersIn,
  type Call,
  type CallAnswer,
  type CallArguments,
  type Fault,
  type Opened,
  openingCall,
  type Report,
  type Tables,
} from "./calls.js";

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export class StorageThread {
  /** Resolves only when the thread has ended unasked; the process had better end then as well. */
  readonly failure: Promise<StorageFailed>;
  /** Resolves when the thread has opened its data folder; rejects with a `DataFolderError` where it cannot. */
  readonly opened: Promise<Opened>;
  readonly #worker: Worker;
  readonly #log: Logger;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #lastCall = openingCall;
  #refusal: StorageFailed | null = null;
  #closing: Promise<void> | null = null;
  /** It has said all it had to say: the end that follows is no failure. */
  #mayEnd = false;

  constructor(worker: Worker, log: Logger) {
    this.#worker = worker;
    this.#log = log;
    this.opened = new Promise<Opened>((resolve, reject) => {
      this.#waiting.set(openingCall, { resolve, reject: this.#lastAnswer(reject) });
    });
    let fault: unknown;
    worker.on("message", (report: Report) => this.#receive(report));
    worker.on("messageerror", (error) => this.#abort(error));
    worker.on("error", (error) => {
      fault = error;
    });
    const exit = new Promise<number>((resolve) => worker.once("exit", resolve));
    const failed = exit.then((code) => this.#end(code, fault));
    this.#ended = failed.then(() => {});
    this.failure = failed.then((failure) => failure ?? new Promise<never>(() => {}));
  }

  call<T extends keyof Tables, M extends keyof Tables[T] & string>(
    table: T,
    method: M,
    ...args: CallArguments<T, M>
  ): Promise<CallAnswer<T, M>> {
    return new Promise((resolve, reject) => {
      this.#send((call) => ({ call, table, method, args }), args.flatMap(buffersIn), { resolve, reject });
    });
  }

  /** Resolves when all calls made before are done, the files are released and the thread has ended. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = new Promise<void>((resolve, reject) => {
      this.#send((call) => ({ call, table: "close" }), [], { resolve: this.#lastAnswer(resolve), reject });
    });
    this.#refusal ??= new StorageFailed("The storage is closed.");
    try {
      await closed;
    } finally {
      await this.#ended;
    }
  }

  #send(make: (call: number) => Call, transfer: ArrayBuffer[], waiting: Waiting): void {
    if (this.#refusal !== null) {
      waiting.reject(this.#refusal);
      return;
    }
    this.#lastCall += 1;
    this.#worker.postMessage(make(this.#lastCall), transfer);
    this.#waiting.set(this.#lastCall, waiting);
  }

  /** Not awaited: the end may follow its last answer within one turn. */
  #lastAnswer<T>(settle: (value: T) => void): (value: T) => void {
    return (value) => {
      this.#mayEnd = true;
      settle(value);
    };
  }

  #receive(report: Report): void {
    if ("warning" in report) {
      const { document, fault, warning } = report;
      this.#log.warn({ ...(document && { document }), ...(fault && { err: fault.cause }) }, warning);
      return;
    }
    const waiting = this.#waiting.get(report.call);
    this.#waiting.delete(report.call);
    if ("fault" in report) waiting?.reject(errorOf(report.fault));
    else waiting?.resolve(report.value as never);
  }

  /** An answer that cannot be read leaves somebody waiting who can no longer be told from the others. */
  #abort(error: unknown): void {
    this.#log.error({ err: error }, "An answer of the storage thread cannot be read; it is stopped.");
    void this.#worker.terminate();
  }

  /** Null where it was asked to end. */
  #end(code: number, cause: unknown): StorageFailed | null {
    if (this.#mayEnd) return null;
    const reason = cause instanceof Error ? cause.message : `exit code ${code}`;
    const failure = new StorageFailed(`The storage thread has ended unexpectedly (${reason}).`, { cause });
    this.#refusal = failure;
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
    this.#log.error({ err: failure }, "Nothing can be stored or read any more.");
    return failure;
  }
}

/** The faults that callers tell apart get their class back. */
function errorOf({ name, message, cause }: Fault): Error {
  switch (name) {
    case "DataFolderError":
      return new DataFolderError(message, { cause });
    case "DamagedDocument":
      return new DamagedDocument(message, { cause });
    case "RangeError":
      return new RangeError(message, { cause });
    default:
      return new StorageFailed(`The storage failed: ${message}.`, { cause });
  }
}
