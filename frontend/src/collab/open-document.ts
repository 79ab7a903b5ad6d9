/**
 * A document, open in this tab: its Y.Doc, who else is here, and the truth about its connection. Edits may be
 * made at any time; they go to the tabs of this browser at once and to the server whenever it can be reached.
 * Built on the stock y-websocket provider. One call of `destroy` ends everything that `openDocument` began.
 */
import { isFinal } from "@manyhands/backend/protocol/close-reason";
import { subprotocol } from "@manyhands/backend/protocol/features";
import { messageTypes } from "@manyhands/backend/protocol/frames";
import { type Notice, noticeTypes, readNoticeBody } from "@manyhands/backend/protocol/notices";
import * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { type ConnectionEvent, type ConnectionState, initialState, nextState } from "./connection-state.js";
import { countedSocket } from "./counted-socket.js";
import { watchPage } from "./page-life.js";
import { type People, watchPeople } from "./people.js";
import type { PresenceUser } from "./presence.js";
import { UnsavedEdits } from "./unsaved-edits.js";

export interface Connection {
  /** A new object at every change, so that identity tells whether anything changed. */
  readonly current: ConnectionState;
  /** The listener is called after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

export interface CollabDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Everybody else who is here; nobody is known while no server and no sibling tab is heard. */
  readonly people: People;
  readonly connection: Connection;
  /** Announces who writes here, to everybody in the document. */
  setUser(user: PresenceUser): void;
  /** From now on a socket is kept open. Before it only the sibling tabs of this browser are heard. */
  connect(): void;
  /** The caller learnt by other means that the server does not answer. */
  reportUnreachable(): void;
  /** Tries again at once, also after a refusal. */
  retry(): void;
  destroy(): void;
}

export interface OpenOptions {
  /** A page id; one that needs no percent-encoding. */
  readonly id: string;
  /** Where the sockets are: `ws(s)://host/collab`. The id is appended. */
  readonly url: string;
}

/** So long all must have been on disk before the word changes: under somebody who types it would flicker. */
const savedAfterMs = 600;

export function openDocument({ id, url }: OpenOptions): CollabDocument {
  const doc = new Y.Doc();
  const unsaved = new UnsavedEdits();
  const provider = new WebsocketProvider(url, id, doc, {
    connect: false,
    protocols: [subprotocol],
    WebSocketPolyfill: countedSocket(
      () => unsaved.opened(),
      (frame) => {
        unsaved.sent(frame);
        recount();
      },
    ),
  });
  const { awareness } = provider;
  const listeners = new Set<() => void>();
  let state = initialState;
  let wanted = false;
  let heardAtLastEdit = -1;
  let askedByServer = false;
  let saved: ReturnType<typeof setTimeout> | null = null;
  let comeBackMs: number | null = null;
  let comingBack: ReturnType<typeof setTimeout> | null = null;

  const change = (next: ConnectionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const feed = (event: ConnectionEvent, reason: ConnectionState["reason"] = null) =>
    change(nextState(state, event, reason));
  const adopt = (part: Partial<Pick<ConnectionState, "acknowledges" | "saving" | "storageFails">>) => {
    const next = { ...state, ...part, undelivered: unsaved.count > 0 };
    const keys = ["undelivered", "acknowledges", "saving", "storageFails"] as const;
    if (keys.some((key) => next[key] !== state[key])) change(next);
  };
  /** "Saving" at once, and "saved" when that has been true for a while. */
  const recount = () => {
    const { acknowledged: acknowledges } = unsaved;
    if (unsaved.count > 0) {
      if (saved !== null) clearTimeout(saved);
      saved = null;
      adopt({ acknowledges, saving: true });
    } else {
      if (state.saving) saved ??= setTimeout(() => adopt({ saving: unsaved.count > 0 }), savedAfterMs);
      adopt({ acknowledges });
    }
  };

  provider.on("status", ({ status }) => {
    if (status === "connecting") {
      askedByServer = false;
      // Peers were told that this tab is gone, with the newest clock they know; the same clock again would not
      // bring it back before the next renewal.
      awareness.setLocalState(awareness.getLocalState());
      feed("opening");
    } else if (status === "connected") feed("opened");
  });
  provider.on("sync", (synced) => {
    if (!synced) return;
    feed("synced");
    if (askedByServer) unsaved.delivered();
    recount();
  });
  provider.on("connection-close", (event) => {
    // What was typed since the server was last heard may have gone into a dead socket.
    unsaved.closed(state.phase === "live" && heardAtLastEdit === provider.wsLastMessageReceived);
    recount();
    adopt({ storageFails: false });
    if (comeBackMs !== null) {
      // The server has said when; the provider's own attempt would come too soon.
      provider.shouldConnect = false;
      comingBack = setTimeout(() => reconnect(), comeBackMs);
      comeBackMs = null;
    }
    const unavailable = event !== null && event.code >= 4500 && event.code < 4600;
    if (unavailable) feed("unavailable", { code: event.code, text: event.reason });
    else if (event === null || !isFinal(event.code)) feed("lost");
  });
  provider.on("closed", ({ code, reason }) => feed("refused", { code, text: reason }));

  // The server's own step 1 asks for what this tab has and it has not; the stock handler answers it.
  const readSync = provider.messageHandlers[messageTypes.sync];
  if (readSync === undefined) throw new Error("the y-websocket provider has no handler for sync messages");
  provider.messageHandlers[messageTypes.sync] = (encoder, decoder, receiver, fromSocket, type) => {
    const step = decoding.peekVarUint(decoder);
    readSync(encoder, decoder, receiver, fromSocket, type);
    if (!fromSocket || step !== 0) return;
    askedByServer = true;
    if (provider.synced) unsaved.delivered();
    recount();
  };

  const hear = (notice: Notice) => {
    switch (notice.type) {
      case "acknowledge":
        unsaved.acknowledge(notice.count);
        recount();
        break;
      case "notSaved":
        adopt({ storageFails: true });
        break;
      case "savedAgain":
        adopt({ storageFails: false });
        break;
      case "retryAfter":
        comeBackMs = notice.ms;
        break;
    }
  };
  for (const type of Object.values(noticeTypes)) {
    provider.messageHandlers[type] = (_encoder, decoder) => {
      const notice = readNoticeBody(type, decoder);
      if (notice !== null) hear(notice);
    };
  }

  doc.on("update", (_update, origin) => {
    const local = origin !== provider;
    if (local) heardAtLastEdit = provider.wsLastMessageReceived;
    if (local) unsaved.edited();
    // What comes from a sibling tab while the server is away would be lost if this were the last tab; and a server
    // that does not acknowledge may not have got what left before it was synced.
    const unsure = provider.wsconnected && !provider.synced && !unsaved.acknowledged;
    if (local ? unsure : !provider.wsconnected) unsaved.mustBeSent();
    recount();
    if (!local && !state.opened) change({ ...state, opened: true });
  });

  const reconnect = () => {
    if (comingBack !== null) clearTimeout(comingBack);
    comingBack = null;
    if (wanted) provider.connect();
  };
  const unwatch = watchPage({
    wake: () => {
      if (provider.shouldConnect) reconnect();
    },
    networkLost: () => {
      // A dead socket says nothing for half a minute. Where the machine was wrong, the next one opens at once.
      if (provider.ws === null) return;
      provider.disconnect();
      reconnect();
    },
    suspend: () => provider.disconnect(),
    resume: () => (wanted ? provider.connect() : provider.connectBc()),
    mayClose: () => !state.undelivered && (provider.ws?.bufferedAmount ?? 0) === 0,
  });
  provider.connectBc();

  return {
    doc,
    awareness,
    people: watchPeople(awareness),
    connection: {
      get current() {
        return state;
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    setUser: (user) => awareness.setLocalStateField("user", user),
    connect() {
      wanted = true;
      reconnect();
    },
    reportUnreachable() {
      if (!wanted) feed("lost");
    },
    retry: reconnect,
    destroy() {
      unwatch();
      for (const timer of [saved, comingBack]) if (timer !== null) clearTimeout(timer);
      listeners.clear();
      provider.destroy();
      doc.destroy();
    },
  };
}
