/** Rooms on memory adapters, and people in them with no sockets between: `alice.types("hi")`. */
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Role, User } from "../../src/access/access.js";
import { createLog } from "../../src/log.js";
import { Metrics } from "../../src/metrics.js";
import type { CloseReason } from "../../src/protocol/close-reason.js";
import type { DocumentId, DocumentKind } from "../../src/protocol/document-id.js";
import { type Features, featuresOf, noFeatures, subprotocol } from "../../src/protocol/features.js";
import {
  awarenessFrame,
  type Frame,
  readAwareness,
  readFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from "../../src/protocol/frames.js";
import { defaultLimits } from "../../src/protocol/limits.js";
import { type Notice, readNotice } from "../../src/protocol/notices.js";
import type { Batch } from "../../src/rooms/batch.js";
import type { Peer } from "../../src/rooms/peer.js";
import { Rooms, type RoomsOptions } from "../../src/rooms/rooms.js";
import type { Session } from "../../src/rooms/session.js";
import { MemoryCatalog } from "../../src/storage/memory-catalog.js";
import { FaultyStorage } from "./faulty-storage.js";

let lastPeerId = 0;

export class Parlour {
  readonly storage = new FaultyStorage();
  readonly catalog = new MemoryCatalog();
  readonly metrics = new Metrics();
  readonly #options: Partial<RoomsOptions>;
  rooms: Rooms;

  constructor(options: Partial<RoomsOptions> = {}) {
    this.#options = options;
    this.rooms = this.#makeRooms();
  }

  /** What a crash does: everything in memory is gone, the storage stays. */
  crash(): void {
    this.rooms = this.#makeRooms();
  }

  async has(name: string, kind: DocumentKind): Promise<DocumentId> {
    await this.catalog.create({ id: name as DocumentId, kind, title: "", at: Date.now() });
    return name as DocumentId;
  }

  /** A visitor who has joined and synced. */
  async visit(id: DocumentId, traits: VisitorTraits = {}): Promise<Visitor> {
    const visitor = new Visitor(traits);
    await visitor.join(this.rooms, id);
    return visitor;
  }

  /** Waits until everything submitted so far has been committed, relayed and shown. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  #makeRooms(): Rooms {
    return new Rooms({
      storage: this.storage,
      catalog: this.catalog,
      limits: defaultLimits,
      metrics: this.metrics,
      log: createLog("silent"),
      rawDocuments: true,
      idleMs: 0,
      ...this.#options,
    });
  }
}

export interface VisitorTraits {
  readonly role?: Role;
  readonly user?: User | null;
  readonly address?: string;
  readonly doc?: Y.Doc;
  /** Asks for manyhands.v1. */
  readonly notices?: boolean;
}

export class Visitor implements Peer {
  readonly id = ++lastPeerId;
  readonly role: Role;
  readonly user: User | null;
  readonly address: string;
  readonly features: Features;
  readonly unsentBytes = 0;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Every frame received, decoded. */
  readonly frames: Frame[] = [];
  readonly notices: Notice[] = [];
  readonly batches: Batch[] = [];
  closed: CloseReason | null = null;
  session: Session | null = null;
  #queued: Uint8Array[] = [];

  constructor(traits: VisitorTraits = {}) {
    const { role = "edit", user = null, address = "127.0.0.1", doc = new Y.Doc(), notices = false } = traits;
    this.features = notices ? featuresOf(subprotocol) : noFeatures;
    this.role = role;
    this.user = user;
    this.address = address;
    this.doc = doc;
    this.awareness = new Awareness(doc);
    clearInterval(this.awareness._checkInterval);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.says(updateFrame(update));
    });
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }

  async join(rooms: Rooms, id: DocumentId): Promise<void> {
    const joined = await rooms.join(id, this);
    if ("refused" in joined) {
      this.close(joined.refused);
      return;
    }
    this.session = joined;
    this.says(step1Frame(Y.encodeStateVector(this.doc)));
    for (const frame of this.#queued.splice(0)) this.says(frame);
  }

  types(text: string): void {
    this.doc.getText("text").insert(this.text.length, text);
  }

  says(frame: Uint8Array): void {
    this.session?.receive(frame);
  }

  points(state: Record<string, unknown> | null): void {
    this.awareness.setLocalState(state);
    this.announces(this.doc.clientID);
  }

  announces(...ids: number[]): void {
    this.says(awarenessFrame(readAwareness(encodeAwarenessUpdate(this.awareness, ids))));
  }

  leaves(): void {
    this.session?.leave();
    this.session = null;
  }

  /** How many of its messages the server says are on disk; null where it has said nothing. */
  get acknowledged(): number | null {
    return this.notices.findLast((notice) => notice.type === "acknowledge")?.count ?? null;
  }

  received(type: Frame["type"]): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  send(batch: Batch): void {
    this.batches.push(batch);
    for (const bytes of batch.frames) {
      const frame = readFrame(bytes);
      this.frames.push(frame);
      const notice = readNotice(bytes);
      if (notice !== null) this.notices.push(notice);
      if (frame.type === "step1")
        this.#answer(step2Frame(Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
      if (frame.type === "step2" || frame.type === "update") Y.applyUpdate(this.doc, frame.update, this);
      if (frame.type === "awareness") applyAwarenessUpdate(this.awareness, awarenessBody(bytes), this);
    }
  }

  close(reason: CloseReason): void {
    this.closed ??= reason;
    this.leaves();
  }

  /** The server's first frames come before `join` has returned the session. */
  #answer(frame: Uint8Array): void {
    if (this.session === null) this.#queued.push(frame);
    else this.says(frame);
  }
}

/** An awareness frame is its type, a length and the body that y-protocols reads. */
function awarenessBody(frame: Uint8Array): Uint8Array {
  let offset = 1;
  while (((frame[offset] ?? 0) & 0x80) !== 0) offset++;
  return frame.subarray(offset + 1);
}
