/** The folding thread: makes one update of many, so that the thread that relays never waits for it. */
import { parentPort } from "node:worker_threads";
import * as Y from "yjs";
import { storedDoc } from "../../schema/stored-doc.js";
import { type PackedUpdates, unpackUpdates } from "./packed-updates.js";

/** An update that holds everything, or why there is none. */
export type Folded = { readonly update: Uint8Array<ArrayBuffer> } | { readonly fault: string };

function fold(packed: PackedUpdates): Folded {
  try {
    const doc = storedDoc(unpackUpdates(packed));
    const update = Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;
    doc.destroy();
    return { update };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

const port = parentPort;
if (port === null) throw new Error("The folding thread is started by a compactor, not by itself.");
port.on("message", (packed: PackedUpdates) => {
  const folded = fold(packed);
  port.postMessage(folded, "update" in folded ? [folded.update.buffer] : []);
});
