/** [S6] While storage fails a write is refused before its first step, so that none is left half done. */
import type { MiddlewareHandler } from "hono";
import type { Rooms } from "../rooms/rooms.js";
import { notNow } from "./problem.js";

const writes: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export function refuseWritesWhileFailing(rooms: Pick<Rooms, "storageFault">): MiddlewareHandler {
  return async (c, next) => {
    const fault = rooms.storageFault;
    if (fault !== null && writes.has(c.req.method)) throw notNow(fault);
    await next();
  };
}
