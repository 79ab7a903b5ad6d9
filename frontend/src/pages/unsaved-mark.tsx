/** Says of a document in a list that it holds what the server may not have yet; nothing where it has all. */
import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { heldState } from "../collab/held-state.js";

const words = "Not saved yet: kept in this tab";

export function UnsavedMark({ id }: { readonly id: string }) {
  const unsaved = useSyncExternalStore(heldState.subscribe, () => heldState.current.unsaved.includes(id));
  if (!unsaved) return null;
  return (
    <span className="unsaved" role="img" aria-label={words} title={words}>
      <CloudOff aria-hidden="true" />
    </span>
  );
}
