/**
 * What strangers put into awareness, checked before it is drawn. A malformed state would throw inside the editor's own
 * update and stop it for everybody, so it is simply not drawn.
 */
import { flowRoot } from "@manyhands/backend/schema/flow/names";

export interface DrawableState {
  readonly user?: Readonly<Record<string, unknown>>;
  readonly cursor: { readonly anchor: unknown; readonly head: unknown };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isId(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (!isRecord(value)) return false;
  const { client, clock } = value;
  return (
    Number.isSafeInteger(client) && Number.isSafeInteger(clock) && Number(client) >= 0 && Number(clock) >= 0
  );
}

function isRelativePosition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { item, type, tname, assoc } = value;
  // Another root's name would create that root in our copy of the document just by being looked up.
  if (tname !== null && tname !== undefined && tname !== flowRoot) return false;
  return isId(item) && isId(type) && (assoc === undefined || typeof assoc === "number");
}

/** True for a state whose caret can be placed: a cursor of two Yjs positions in the body, and a user that is a record. */
export function isDrawable(state: unknown): state is DrawableState {
  if (!isRecord(state) || !isRecord(state.cursor)) return false;
  if (state.user !== undefined && !isRecord(state.user)) return false;
  return isRelativePosition(state.cursor.anchor) && isRelativePosition(state.cursor.head);
}
