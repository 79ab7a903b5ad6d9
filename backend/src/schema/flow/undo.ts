/**
 * Undo of one writer's own changes to a flow. It takes back writing, never the making of a container: somebody may
 * be putting a block into it right now. A block that comes back is what others have made of it meanwhile.
 */
import * as Y from "yjs";
import type { Flow } from "./flow.js";

/** Follows the changes that `flow.write` makes with this origin; they belong together within `captureTimeout` ms. */
export function makeUndo(flow: Flow, origin: unknown, captureTimeout?: number): Y.UndoManager {
  const undo = new Y.UndoManager([flow.text, flow.registry], {
    trackedOrigins: new Set([origin]),
    ...(captureTimeout === undefined ? {} : { captureTimeout }),
    deleteFilter: (item) => item.parent !== flow.registry || item.parentSub?.includes(".") === true,
  });
  /** What others set in markers that are gone and have not come back yet. */
  const late = new Map<Y.Map<unknown>, Map<string, unknown>>();
  const bringBack = () => {
    for (const [marker, keys] of late) {
      const back = comeBack(flow.doc, marker);
      if (back === null) continue;
      late.delete(marker);
      flow.doc.transact(() => keys.forEach((value, key) => void back.set(key, value)));
    }
  };
  const noteLate = (transaction: Y.Transaction) => {
    if (!undo.trackedOrigins.has(undo)) return flow.doc.off("afterTransaction", noteLate); // It was destroyed.
    // Yjs deletes at once what is set in a marker that is gone, and forgets it behind this event.
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) return;
      const { id, parent: marker, parentSub: key, content } = struct;
      if (key === null || id.clock < (transaction.beforeState.get(id.client) ?? 0)) return;
      if (!(marker instanceof Y.Map) || marker.parent !== flow.text || marker._map.get(key) !== struct)
        return;
      if (!marker._item?.deleted || !marker._item.keep) return;
      const keys = late.get(marker) ?? new Map<string, unknown>();
      late.set(marker, keys.set(key, content.getContent().at(-1)));
    });
    bringBack();
  };
  flow.doc.on("afterTransaction", noteLate);
  undo.on("stack-item-popped", bringBack);
  return undo;
}

/** The marker that undo has put where this one was; null while there is none. */
function comeBack({ store }: Y.Doc, marker: Y.Map<unknown>): Y.Map<unknown> | null {
  let item = marker._item;
  while (item?.redone) item = Y.getItem(store, item.redone) as Y.Item;
  const type = item?.deleted === false && item.content instanceof Y.ContentType ? item.content.type : null;
  return type instanceof Y.Map ? type : null;
}
