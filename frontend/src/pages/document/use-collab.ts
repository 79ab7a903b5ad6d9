/** A document's life in React: taken with the component, left with it, watched without re-rendering too often. */
import { isNewer } from "@manyhands/backend/schema/flow/version";
import { readTitle } from "@manyhands/backend/schema/page";
import { metaRoot, titleRoot } from "@manyhands/backend/schema/roots";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { ConnectionState } from "../../collab/connection-state.js";
import { type ConnectionWords, connectionWords } from "../../collab/connection-words.js";
import { leaveDocument, takeDocument } from "../../collab/held-documents.js";
import type { CollabDocument } from "../../collab/open-document.js";
import type { PresentPerson } from "../../collab/presence.js";

/** Null for the first moment. Only sibling tabs are heard until `connect` is called. */
export function useCollabDocument(id: string): CollabDocument | null {
  const [collab, setCollab] = useState<CollabDocument | null>(null);
  useEffect(() => {
    const { protocol, host } = window.location;
    setCollab(takeDocument({ id, url: `${protocol === "https:" ? "wss:" : "ws:"}//${host}/collab` }));
    // The editor below is taken down in the same turn, and still reads the document while it is.
    return () => queueMicrotask(() => leaveDocument(id));
  }, [id]);
  return collab;
}

/**
 * What `read` finds in the connection's state, which changes with every letter: only another answer renders again. React
 * walks through the whole text for every part that it renders while somebody types there.
 */
export function useConnection<T extends string | boolean | null>(
  { connection }: CollabDocument,
  read: (state: ConnectionState) => T,
): T {
  return useSyncExternalStore(connection.subscribe, () => read(connection.current));
}

export function useConnectionWords(collab: CollabDocument): ConnectionWords {
  return {
    tone: useConnection(collab, (state) => connectionWords(state).tone),
    short: useConnection(collab, (state) => connectionWords(state).short),
    long: useConnection(collab, (state) => connectionWords(state).long),
  };
}

export function useTitle({ doc }: CollabDocument): string {
  const [subscribe] = useState(() => (listener: () => void) => {
    const text = doc.getText(titleRoot);
    text.observe(listener);
    return () => text.unobserve(listener);
  });
  return useSyncExternalStore(subscribe, () => readTitle(doc));
}

/** True from the moment the page is kept in an encoding that this editor does not know. */
export function useIsNewer({ doc }: CollabDocument): boolean {
  const [subscribe] = useState(() => (listener: () => void) => {
    const facts = doc.getMap(metaRoot);
    facts.observe(listener);
    return () => facts.unobserve(listener);
  });
  return useSyncExternalStore(subscribe, () => isNewer(doc));
}

export interface Here {
  readonly people: readonly PresentPerson[];
  /** These were here when the connection was lost; who is here now cannot be known. */
  readonly away: boolean;
}

export function useHere(collab: CollabDocument): Here {
  const { people } = collab;
  const present = useSyncExternalStore(people.subscribe, () => people.current);
  const live = useConnection(collab, ({ phase }) => phase === "live");
  const lastSeen = useRef(present);
  useEffect(() => {
    if (live) lastSeen.current = present;
  }, [live, present]);
  return live || present.length > 0
    ? { people: present, away: false }
    : { people: lastSeen.current, away: true };
}

/** True once `condition` has held for `ms` without a break. */
export function useHeldFor(condition: boolean, ms: number): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    setHeld(false);
    if (!condition) return;
    const timer = setTimeout(() => setHeld(true), ms);
    return () => clearTimeout(timer);
  }, [condition, ms]);
  return condition && held;
}
