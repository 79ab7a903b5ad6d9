/**
 * The only file that knows how the editor is bound to the Y.Doc. The rest of the room asks it two things: the
 * extensions that bind, and whether a transaction came from the document.
 */
import { bodyRoot } from "@manyhands/backend/schema/roots";
import type { Extensions } from "@tiptap/core";
import { Collaboration, isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Transaction } from "@tiptap/pm/state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Carets } from "./carets/carets.js";

/** How a person appears to the others. Colours are mapped to the palette by whoever draws them. */
export interface CaretUser {
  readonly name: string;
  readonly color: string;
}

/** Binds an editor to the body of a page and shows the carets of others. Writes nothing until somebody types. */
export function collaboration(doc: Y.Doc, awareness: Awareness, user: CaretUser): Extensions {
  return [
    Collaboration.configure({ document: doc, field: bodyRoot }),
    Carets.configure({ provider: { awareness }, user }),
  ];
}

/** True when the transaction brings somebody else's change (or one's own undo) into the editor. */
export function comesFromTheDocument(transaction: Transaction): boolean {
  return isChangeOrigin(transaction);
}
