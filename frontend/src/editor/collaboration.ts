/**
 * The only file that knows how the editor is bound to the Y.Doc. The rest of the room asks it three things: the
 * extensions that bind, whether a transaction came from the document, and which block is which.
 */
import type { Drawing, DrawnLeaf } from "@manyhands/backend/schema/flow/drawing";
import { markerId } from "@manyhands/backend/schema/flow/move";
import type { Editor, Extensions } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Carets } from "./carets/carets.js";
import { type FlowBinding, syncMeta } from "./flow/binding.js";
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
  return transaction.getMeta(syncMeta)?.isChangeOrigin === true;
}

/**
 * The name of the text, picture or rule that begins at `pos`: the same for everybody, as long as it is in the document,
 * wherever it moves and whatever it turns into. null for what only the schema put there.
 */
export function leafId(editor: Editor, pos: number): string | null {
  const drawing = editor.storage.flowCollaboration.binding?.flow.drawing;
  const leaf = drawing?.at(pos);
  return drawing !== undefined && leaf?.pos === pos && isShown(editor, drawing, leaf) && leaf.block?.marker
    ? markerId(leaf.block.marker)
    : null;
}

/** Where the text, picture or rule of that name begins now; null where it is not shown. */
export function findLeaf(editor: Editor, id: string): number | null {
  const drawing = editor.storage.flowCollaboration.binding?.flow.drawing;
  const [client, clock] = id.split(".").map(Number);
  const leaf = drawing?.leaves.find(({ block, tail }) => {
    const made = block?.marker?._item?.id;
    return !tail && made !== undefined && made.client === client && made.clock === clock;
  });
  return drawing !== undefined && leaf !== undefined && isShown(editor, drawing, leaf) ? leaf.pos : null;
}

/** While an input method composes, what is shown may differ from what is drawn. */
function isShown({ state }: Editor, drawing: Drawing, { pos, tail, joined }: DrawnLeaf): boolean {
  if (tail || joined || pos >= state.doc.content.size) return false;
  const drawn = drawing.doc.nodeAt(pos);
  return drawn !== null && state.doc.nodeAt(pos)?.eq(drawn) === true;
}
