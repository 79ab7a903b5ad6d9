/**
 * Undo of one writer's own changes to a flow. It takes back writing, never the making of a container: somebody may
 * be putting a block into it right now.
 */
import * as Y from "yjs";
import type { Flow } from "./flow.js";

/** Follows the changes that `flow.write` makes with this origin; they belong together within `captureTimeout` ms. */
export function makeUndo(flow: Flow, origin: unknown, captureTimeout?: number): Y.UndoManager {
  return new Y.UndoManager([flow.text, flow.registry], {
    trackedOrigins: new Set([origin]),
    ...(captureTimeout === undefined ? {} : { captureTimeout }),
    deleteFilter: (item) => item.parent !== flow.registry || item.parentSub?.includes(".") === true,
  });
}
