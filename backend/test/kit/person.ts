/** People with an unmodified y-websocket provider, version 3 or 2, writing into one text of a document. */
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import { WebsocketProvider as WebsocketProvider2 } from "y-websocket-2";
import * as Y from "yjs";
import { until } from "./until.js";

export interface PersonOptions {
  readonly name?: string;
  readonly stock?: 2 | 3;
  /** Opens its own sockets, for a test that wants to be in their way. */
  readonly WebSocketPolyfill?: typeof WebSocket;
  /** Subprotocols to offer. */
  readonly protocols?: readonly string[];
}

export class Person {
  readonly doc = new Y.Doc();
  readonly name: string;
  readonly provider: WebsocketProvider;
  /** The close codes this person's sockets ended with, in order. */
  readonly closeCodes: number[] = [];

  constructor(collabUrl: string, document: string, options: PersonOptions = {}) {
    const { name = "somebody", stock = 3, WebSocketPolyfill = WebSocket, protocols = [] } = options;
    this.name = name;
    const Provider =
      stock === 3 ? WebsocketProvider : (WebsocketProvider2 as unknown as typeof WebsocketProvider);
    this.provider = new Provider(collabUrl, document, this.doc, {
      WebSocketPolyfill: WebSocketPolyfill as unknown as typeof globalThis.WebSocket,
      protocols: [...protocols],
      disableBc: true,
      maxBackoffTime: 200,
    });
    this.provider.on("connection-close", (event) => {
      if (event !== null) this.closeCodes.push(event.code);
    });
    this.provider.awareness.setLocalStateField("user", { name, color: "#336699" });
  }

  /** Resolves when the document has been synced with the server. */
  async arrived(): Promise<this> {
    await until(() => this.provider.synced, `${this.name} is synced`);
    return this;
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }

  types(words: string): void {
    const text = this.doc.getText("text");
    text.insert(text.length, words);
  }

  /** Moves the caret, so that stock providers who knew this person before a break take notice again. */
  moves(): void {
    this.provider.awareness.setLocalStateField("caret", performance.now());
  }

  /** Names of everybody whose presence is here, one's own included. */
  get sees(): string[] {
    return [...this.provider.awareness.getStates().values()].map((state) => String(state.user?.name)).sort();
  }

  /** Closes the tab without a word. */
  leave(): void {
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
  }
}

/** Resolves when all hold the same document, `including` where given. */
export async function agree(people: readonly Person[], including = ""): Promise<void> {
  const [first, ...others] = people.map((person) => person.doc);
  if (first === undefined) return;
  const same = () => {
    const state = Buffer.from(Y.encodeStateAsUpdate(first));
    return others.every((doc) => state.equals(Buffer.from(Y.encodeStateAsUpdate(doc))));
  };
  await until(
    () => people.every((person) => person.text.includes(including)) && same(),
    () => `all agree: ${JSON.stringify(people.map(({ name, text }) => ({ name, text })))}`,
  );
}
