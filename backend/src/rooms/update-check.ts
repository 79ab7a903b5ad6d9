/**
 * What an update is made of and whether it can be integrated now, read from its bytes alone: no document is
 * touched. The order in which structs become integrable is followed exactly, so an update that passes never
 * leaves Yjs with pending structs.
 */
import * as Y from "yjs";

/** Next expected clock of each Yjs client: a state vector. */
export type Clocks = ReadonlyMap<number, number>;

export interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

export interface CheckedUpdate {
  readonly outcome: "fits";
  /** Clocks that move forward; empty where the update brings no new struct. */
  readonly ends: Clocks;
  readonly deletes: readonly DeletedRange[];
  /** The new items, each after everything it names. */
  readonly items: readonly Y.Item[];
}

export type UpdateCheck =
  | CheckedUpdate
  | { readonly outcome: "undecodable"; readonly cause: unknown }
  /** Depends on structs that are neither known nor in the update (R7). */
  | { readonly outcome: "missing" };

type Struct = ReturnType<typeof Y.decodeUpdate>["structs"][number];

export function checkUpdate(update: Uint8Array, known: Clocks): UpdateCheck {
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = Y.decodeUpdate(update);
  } catch (cause) {
    return { outcome: "undecodable", cause };
  }
  const integrated = integrate(decoded.structs, known);
  if (integrated === null) return { outcome: "missing" };
  const { ends, items } = integrated;
  const clockOf = (client: number) => ends.get(client) ?? known.get(client) ?? 0;

  const deletes: DeletedRange[] = [];
  for (const [client, ranges] of decoded.ds.clients) {
    for (const { clock, len } of ranges) {
      if (clock + len > clockOf(client)) return { outcome: "missing" };
      deletes.push({ client, clock, length: len });
    }
  }

  return { outcome: "fits", ends, deletes, items };
}

/** True where one of the ranges is not wholly deleted in `doc` yet. */
export function deletesAnything(doc: Y.Doc, ranges: readonly DeletedRange[]): boolean {
  return ranges.some(({ client, clock, length }) => {
    const structs = doc.store.clients.get(client);
    const end = clock + length;
    if (structs === undefined || Y.getState(doc.store, client) < end) return true;
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const struct = structs[i];
      if (struct === undefined || struct.id.clock >= end) return false;
      if (!struct.deleted) return true;
    }
    return false;
  });
}

/** Follows each client's structs as far as their dependencies allow; null where some can never be reached. */
function integrate(
  structs: readonly Struct[],
  known: Clocks,
): { ends: Map<number, number>; items: Y.Item[] } | null {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const queue = queues.get(struct.id.client);
    if (queue === undefined) queues.set(struct.id.client, [struct]);
    else queue.push(struct);
  }
  const ends = new Map<number, number>();
  const items: Y.Item[] = [];
  const clockOf = (client: number) => ends.get(client) ?? known.get(client) ?? 0;
  const cursors = new Map<number, number>();
  /** client → clients whose next struct waits for it */
  const waiting = new Map<number, number[]>();
  const ready = [...queues.keys()];

  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const queue = queues.get(client) ?? [];
    let cursor = cursors.get(client) ?? 0;
    for (; cursor < queue.length; cursor++) {
      const struct = queue[cursor];
      if (struct === undefined) break;
      const end = struct.id.clock + struct.length;
      const clock = clockOf(client);
      if (end <= clock) continue;
      if (struct.id.clock > clock) return null;
      const blocker = missingDependency(struct, clockOf);
      if (blocker !== null) {
        if (!queues.has(blocker)) return null;
        const waiters = waiting.get(blocker);
        if (waiters === undefined) waiting.set(blocker, [client]);
        else waiters.push(client);
        break;
      }
      ends.set(client, end);
      if (struct instanceof Y.Item) items.push(struct);
    }
    const moved = cursor > (cursors.get(client) ?? 0);
    cursors.set(client, cursor);
    if (moved) {
      ready.push(...(waiting.get(client) ?? []));
      waiting.delete(client);
    }
  }
  for (const [client, queue] of queues) if ((cursors.get(client) ?? 0) < queue.length) return null;
  return { ends, items };
}

/** The client whose structs must come first, or null. */
function missingDependency(struct: Struct, clockOf: (client: number) => number): number | null {
  if (!(struct instanceof Y.Item)) return null;
  const parent: unknown = struct.parent;
  for (const id of [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id !== null && id.client !== struct.id.client && id.clock >= clockOf(id.client)) return id.client;
    // Within one client a struct can only name what stands before it.
    if (id !== null && id.client === struct.id.client && id.clock >= struct.id.clock) return id.client;
  }
  return null;
}
