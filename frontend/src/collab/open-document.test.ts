import { closeReasons } from "@manyhands/backend/protocol/close-reason";
import { keepAliveFrame, readFrame, step1Frame, step2Frame } from "@manyhands/backend/protocol/frames";
import { noticeFrame } from "@manyhands/backend/protocol/notices";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { connectionWords } from "./connection-words.js";
import { type CollabDocument, openDocument } from "./open-document.js";

/** A socket that does what the test says, as seen from the server. */
class ScriptedSocket {
  static all: ScriptedSocket[] = [];
  static get last(): ScriptedSocket {
    const last = ScriptedSocket.all.at(-1);
    if (last === undefined) throw new Error("no socket was opened");
    return last;
  }
  readonly OPEN = 1;
  readyState = 0;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly received: ReturnType<typeof readFrame>[] = [];
  readonly url: string;
  readonly protocols: unknown;
  constructor(url: string, protocols: unknown) {
    this.url = url;
    this.protocols = protocols;
    ScriptedSocket.all.push(this);
  }
  send(bytes: Uint8Array) {
    this.received.push(readFrame(bytes));
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  says(frame: Uint8Array) {
    this.onmessage?.({ data: frame.slice().buffer });
  }
  closes({ code, text } = { code: 1006, text: "" }) {
    this.readyState = 3;
    this.onclose?.({ code, reason: text });
  }
}

const server = new Y.Doc();
const page = new EventTarget();
const opened: CollabDocument[] = [];
let rooms = 0;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", ScriptedSocket);
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", new EventTarget());
  ScriptedSocket.all = [];
});
afterEach(() => {
  for (const document of opened.splice(0)) document.destroy();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open(id = `page-${rooms++}`): CollabDocument {
  const document = openDocument({ id, url: "ws://test/collab" });
  opened.push(document);
  return document;
}

function openLive(): CollabDocument {
  const document = open();
  document.connect();
  goLive();
  return document;
}

function goLive() {
  const socket = ScriptedSocket.last;
  socket.opens();
  socket.says(step2Frame(Y.encodeStateAsUpdate(server)));
  socket.says(step1Frame(Y.encodeStateVector(server)));
}

const type = ({ doc }: CollabDocument, text: string) => doc.getText("title").insert(0, text);
const mayClose = () => page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
const last = () => ScriptedSocket.last;

describe("opening", () => {
  it("no socket is opened before `connect`, and its URL is that of the document", () => {
    const document = open("spring");
    expect(ScriptedSocket.all).toHaveLength(0);
    document.connect();
    expect(last().url).toBe("ws://test/collab/spring");
    expect(document.connection.current.phase).toBe("connecting");
  });

  it("is live once the server's state is here, and tells its listeners", () => {
    const document = open();
    const seen: string[] = [];
    document.connection.subscribe(() => seen.push(document.connection.current.phase));
    document.connect();
    goLive();
    expect(seen).toEqual(["connecting", "syncing", "live"]);
  });
});

describe("losing the server", () => {
  it("tries again by itself, and at once when the page wakes", () => {
    const document = openLive();
    last().closes();
    expect(document.connection.current.phase).toBe("offline");
    page.dispatchEvent(new Event("focus"));
    expect(ScriptedSocket.all).toHaveLength(2);
    last().closes();
    vi.runOnlyPendingTimers();
    expect(ScriptedSocket.all).toHaveLength(3);
  });

  it("a machine that loses its network drops the socket instead of trusting it", () => {
    const document = openLive();
    page.dispatchEvent(new Event("offline"));
    expect(document.connection.current).toMatchObject({ phase: "connecting", interrupted: true });
    goLive();
    expect(document.connection.current.phase).toBe("live");
  });

  it("[W4] a final close is a refusal: nothing but `retry` tries again", () => {
    const document = openLive();
    last().closes(closeReasons.purged);
    expect(document.connection.current).toMatchObject({ phase: "denied", reason: closeReasons.purged });
    page.dispatchEvent(new Event("focus"));
    page.dispatchEvent(new Event("online"));
    vi.advanceTimersByTime(60_000);
    expect(ScriptedSocket.all).toHaveLength(1);
    document.retry();
    expect(ScriptedSocket.all).toHaveLength(2);
  });

  it("[W4] a 45xx close says why, and goes on trying until it works", () => {
    const document = openLive();
    last().closes(closeReasons.loadFailed);
    vi.advanceTimersByTime(60_000);
    expect(document.connection.current).toMatchObject({ phase: "failed", reason: closeReasons.loadFailed });
    goLive();
    expect(document.connection.current).toMatchObject({ phase: "live", reason: null });
  });
});

describe("what may not have reached the server", () => {
  it("an edit made offline is undelivered until the server has asked for it", () => {
    const document = openLive();
    last().closes();
    type(document, "offline");
    expect(document.connection.current.undelivered).toBe(true);
    expect(mayClose()).toBe(false);
    page.dispatchEvent(new Event("online"));
    last().opens();
    last().says(step2Frame(Y.encodeStateAsUpdate(server)));
    expect(document.connection.current).toMatchObject({ phase: "live", undelivered: true });
    last().says(step1Frame(Y.encodeStateVector(server)));
    expect(document.connection.current.undelivered).toBe(false);
    expect(mayClose()).toBe(true);
    expect(last().received.map((frame) => frame.type)).toContain("step2");
  });

  it("an edit made live is on its way, unless the socket dies before the server is heard again", () => {
    const document = openLive();
    type(document, "lost?");
    expect(document.connection.current.undelivered).toBe(false);
    last().closes();
    expect(document.connection.current.undelivered).toBe(true);
  });

  it("bytes that still wait in the socket keep the tab open", () => {
    const document = openLive();
    expect(mayClose()).toBe(true);
    last().bufferedAmount = 1;
    expect(mayClose()).toBe(false);
    expect(document.connection.current.undelivered).toBe(false);
  });
});

/** What this server says is on its disk, of the messages that this socket has sent. */
const acknowledge = (count = updatesSent()) => last().says(noticeFrame({ type: "acknowledge", count }));
const updatesSent = () => last().received.filter(({ type }) => type === "update" || type === "step2").length;
const words = ({ connection }: CollabDocument) => connectionWords(connection.current).short;
const aWhile = () => vi.advanceTimersByTime(1_000);

function openAcknowledged(): CollabDocument {
  const document = open();
  document.connect();
  comeBack();
  aWhile();
  return document;
}

function comeBack() {
  last().opens();
  acknowledge(0);
  last().says(step1Frame(Y.encodeStateVector(server)));
  last().says(step2Frame(Y.encodeStateAsUpdate(server)));
}

describe("a server that acknowledges", () => {
  it("is asked for manyhands.v1, and what nobody has touched is saved", () => {
    const document = openAcknowledged();
    expect(last().protocols).toEqual(["manyhands.v1"]);
    expect(words(document)).toBe("Saved");
    expect(mayClose()).toBe(true);
  });

  it("has saved an edit when it says so, and the word follows a moment later", () => {
    const document = openAcknowledged();
    type(document, "a");
    type(document, "b");
    expect(words(document)).toBe("Saving…");
    expect(mayClose()).toBe(false);
    acknowledge(updatesSent() - 1);
    aWhile();
    expect(words(document)).toBe("Saving…");
    acknowledge();
    expect(document.connection.current.undelivered).toBe(false);
    expect(words(document)).toBe("Saving…");
    aWhile();
    expect(words(document)).toBe("Saved");
    expect(mayClose()).toBe(true);
  });

  it("makes no word flicker under somebody who types", () => {
    const document = openAcknowledged();
    const seen = new Set<string>();
    document.connection.subscribe(() => seen.add(words(document)));
    for (let n = 0; n < 20; n++) {
      type(document, "x");
      acknowledge();
      vi.advanceTimersByTime(300);
    }
    expect([...seen]).toEqual(["Saving…"]);
  });

  it("[P1] may never have got what it did not acknowledge: that is undelivered until a new socket has brought it", () => {
    const document = openAcknowledged();
    type(document, "heard?");
    last().says(keepAliveFrame);
    last().closes();
    expect(document.connection.current.undelivered).toBe(true);
    page.dispatchEvent(new Event("online"));
    comeBack();
    expect(words(document)).toBe("Saving…");
    aWhile();
    expect(words(document)).toBe("Saving…");
    acknowledge();
    aWhile();
    expect(words(document)).toBe("Saved");
  });

  it("an edit made offline is undelivered until its step 2 is acknowledged", () => {
    const document = openAcknowledged();
    last().closes();
    type(document, "offline");
    page.dispatchEvent(new Event("online"));
    comeBack();
    expect(document.connection.current).toMatchObject({ phase: "live", undelivered: true });
    acknowledge();
    expect(document.connection.current.undelivered).toBe(false);
  });

  it("an edit that a closing socket no longer takes is not lost from the count", () => {
    const document = openAcknowledged();
    last().readyState = 2;
    type(document, "too late");
    expect(document.connection.current.undelivered).toBe(true);
    acknowledge();
    aWhile();
    expect(words(document)).toBe("Saving…");
  });

  it("coming back with nothing new, deletions of long ago apart, is not called saving", () => {
    const document = openAcknowledged();
    type(document, "abc");
    document.doc.getText("title").delete(0, 3);
    acknowledge();
    aWhile();
    Y.applyUpdate(server, Y.encodeStateAsUpdate(document.doc));
    last().closes();
    page.dispatchEvent(new Event("online"));
    comeBack();
    expect(updatesSent()).toBe(1);
    expect(words(document)).toBe("Saved");
  });

  it("[S6] says when it cannot save, and when it can again", () => {
    const document = openAcknowledged();
    type(document, "kept");
    last().says(noticeFrame({ type: "notSaved", kept: true, text: "no" }));
    aWhile();
    expect(words(document)).toBe("Can’t save right now — kept in this tab");
    expect(mayClose()).toBe(false);
    acknowledge();
    last().says(noticeFrame({ type: "savedAgain" }));
    aWhile();
    expect(words(document)).toBe("Saved");
  });

  it("[S6] and is not believed to fail any longer once its socket is gone", () => {
    const document = openAcknowledged();
    last().says(noticeFrame({ type: "notSaved", kept: false, text: "no" }));
    last().closes();
    page.dispatchEvent(new Event("online"));
    comeBack();
    aWhile();
    expect(words(document)).toBe("Saved");
  });

  it("[W4] is left alone for as long as it asks, unless somebody presses “try again”", () => {
    const document = openAcknowledged();
    last().says(noticeFrame({ type: "retryAfter", ms: 5_000 }));
    last().closes(closeReasons.restarting);
    page.dispatchEvent(new Event("focus"));
    vi.advanceTimersByTime(4_900);
    expect(ScriptedSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(ScriptedSocket.all).toHaveLength(2);
    comeBack();
    last().says(noticeFrame({ type: "retryAfter", ms: 5_000 }));
    last().closes(closeReasons.restarting);
    document.retry();
    expect(ScriptedSocket.all).toHaveLength(3);
    comeBack();
    vi.advanceTimersByTime(20_000);
    expect(ScriptedSocket.all).toHaveLength(3);
  });
});

describe("tabs of one browser", () => {
  it("stay in step without a server, and a late tab gets what the others hold", () => {
    const first = open("shared");
    first.connect();
    last().closes();
    type(first, "hello");
    const second = open("shared");
    second.reportUnreachable();
    expect(second.doc.getText("title").toString()).toBe("hello");
    expect(second.connection.current).toMatchObject({ phase: "offline", opened: true });
    type(second, "oh, ");
    expect(first.doc.getText("title").toString()).toBe("oh, hello");
  });
});

it("presence is announced with a newer clock at each attempt, or peers would not see it return", () => {
  const document = openLive();
  document.setUser({ id: "me", name: "Me", color: "#be4363" });
  last().closes();
  const before = document.awareness.meta.get(document.doc.clientID)?.clock ?? 0;
  page.dispatchEvent(new Event("online"));
  last().opens();
  const announced = last().received.find((frame) => frame.type === "awareness");
  expect(announced?.type === "awareness" && announced.entries[0]?.clock).toBeGreaterThan(before);
});
