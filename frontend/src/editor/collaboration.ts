/**
 * The only file that knows how the editor is bound to the Y.Doc. The rest of the room asks it two things: the
 * extensions that bind, and whether a transaction came from the document.
 */
import type { Extensions } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Carets } from "./carets/carets.js";
import { type FlowBinding, syncKey } from "./flow/binding.js";
import { FlowCollaboration } from "./flow/flow-collaboration.js";

/** Binds an editor to the body of a page and shows the carets of others. */
export function collaboration(doc: Y.Doc, awareness: Awareness): Extensions {
  const binding: { current: FlowBinding | null } = { current: null };
  return [
    FlowCollaboration.configure({ doc, onBound: (bound) => (binding.current = bound) }),
    Carets.configure({ awareness, binding: () => binding.current }),
  ];
}

/** True when the transaction brings somebody else's change (or one's own undo) into the editor. */
export function comesFromTheDocument(transaction: Transaction): boolean {
  return transaction.getMeta(syncKey)?.isChangeOrigin === true;
}
