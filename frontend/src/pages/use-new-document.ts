/** Makes a new page and goes there. The document exists on the server before anybody arrives. */
import { useCallback, useEffect } from "react";
import { navigate } from "wouter/use-browser-location";
import { newDocumentId } from "../api/documents.js";
import { wordsFor } from "../api/problem.js";
import { useCreateDocument } from "../api/queries.js";
import { isApple } from "../ui/keys.js";
import { showToast } from "../ui/toast.js";
import { documentPath } from "./routes.js";

/** On Apple's keyboards Alt N writes ñ, so there it stays a letter. */
export const newDocumentKeys = isApple ? undefined : "Alt-N";

export interface NewDocument {
  readonly create: () => void;
  readonly creating: boolean;
}

const madeHere = "new";

/** True once for each document that was made in this tab: on the first arrival at its page. */
export function arrivesAtNew(): boolean {
  const state: unknown = history.state;
  if (state !== madeHere) return false;
  history.replaceState(null, "");
  return true;
}

/** Listens to its shortcut for as long as it is on the page. A second press while one is made does nothing. */
export function useNewDocument(): NewDocument {
  const { mutateAsync, isPending: creating } = useCreateDocument();
  const create = useCallback(() => {
    if (creating) return;
    const id = newDocumentId();
    mutateAsync({ id, kind: "page" }).then(
      () => navigate(documentPath(id), { state: madeHere }),
      (error: unknown) => showToast(`No document was made. ${wordsFor(error)}`),
    );
  }, [creating, mutateAsync]);

  useEffect(() => {
    if (newDocumentKeys === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      // Ctrl with Alt is AltGr, which writes letters on many keyboards.
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.code !== "KeyN") return;
      event.preventDefault();
      create();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [create]);

  return { create, creating };
}
