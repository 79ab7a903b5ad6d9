/**
 * A text selection as places of the flow, so that it stays between the same letters whatever others do: positions of
 * the page are only numbers, and a step that replaced a stretch around the caret says nothing about its middle.
 */
import type { Flow } from "@manyhands/backend/schema/flow/flow";
import { fromRelative, toRelative } from "@manyhands/backend/schema/flow/positions";
import type { Node } from "@tiptap/pm/model";
import { type Selection, TextSelection } from "@tiptap/pm/state";
import type * as Y from "yjs";

export interface Places {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/** Null for selections of nodes and cells. The page that the selection belongs to must be the one drawn now. */
export function placesOf(flow: Flow, selection: Selection): Places | null {
  if (!(selection instanceof TextSelection)) return null;
  const head = toRelative(flow, selection.head);
  const anchor = selection.empty ? head : toRelative(flow, selection.anchor);
  return head === null || anchor === null ? null : { anchor, head };
}

/** In `doc`, which equals the page drawn now; null where the places are nowhere. `redone` as in `fromRelative`. */
export function selectionAt(flow: Flow, places: Places, doc: Node, redone = false): Selection | null {
  const head = fromRelative(flow, places.head, redone);
  const anchor = places.anchor === places.head ? head : fromRelative(flow, places.anchor, redone);
  if (head === null || anchor === null || Math.max(head, anchor) > doc.content.size) return null;
  return TextSelection.between(doc.resolve(anchor), doc.resolve(head));
}
