/** What crosses between the server's thread and the storage thread. Answers come in the order of the calls. */

import type { DocumentId } from "../../protocol/document-id.js";
import type { CatalogTable } from "./catalog-table.js";
import type { LogTable } from "./log-table.js";
import type { Damage } from "./open-tables.js";

export interface Tables {
  readonly log: Pick<LogTable, keyof LogTable>;
  readonly catalog: Pick<CatalogTable, keyof CatalogTable>;
}

type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
type Returned<F> = F extends (...args: never[]) => infer R ? R : never;

export type CallArguments<T extends keyof Tables, M extends keyof Tables[T]> = Arguments<Tables[T][M]>;
export type CallAnswer<T extends keyof Tables, M extends keyof Tables[T]> = Returned<Tables[T][M]>;

/** `close` is answered after everything before it, and the thread ends after the answer. */
export type Call =
  | { readonly call: number; readonly table: keyof Tables; readonly method: string; readonly args: unknown[] }
  | { readonly call: number; readonly table: "close" };

/** An error in pieces: a class does not survive the crossing. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  readonly cause: unknown;
}

export type Report =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly fault: Fault }
  | { readonly warning: string; readonly document?: DocumentId; readonly fault?: Fault };

/** The answer to the opening. */
export interface Opened {
  readonly damage: Damage | null;
}

/** The number of the call that every thread answers unasked: that it has opened the data folder. */
export const openingCall = 0;

/** The buffers to move instead of copying. Whoever sends byte arrays at these places sends buffers of their own. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.values(value).flatMap(buffersIn);
}
