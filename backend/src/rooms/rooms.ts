/**
 * All documents in memory. A room is opened once for any number of simultaneous joins, stays while somebody
 * uses it and a while longer, and is closed before it is opened again (R1). No peer of a room whose load
 * failed is ever served (R2).
 */
import type * as Y from "yjs";
import type { User } from "../access/access.js";
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import { type CloseReason, closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Limits } from "../protocol/limits.js";
import type { Person } from "../protocol/rest.js";
import { convertPage, needsConversion } from "../schema/page.js";
import type { Catalog } from "../storage/catalog.js";
import type { Storage } from "../storage/storage.js";
import { DamagedDocument } from "../storage/storage-faults.js";
import { Compactor } from "./compaction/compactor.js";
import { Journal, type JournalOptions, type JournalSink } from "./journal.js";
import type { Peer } from "./peer.js";
import { type Refusal, RoomUnavailable } from "./refusal.js";
import { Room } from "./room.js";
import type { RoomContext } from "./room-context.js";
import { Session } from "./session.js";
import type { UnsavedBudget } from "./unsaved.js";

export interface RoomsOptions {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Whether a name that no document has may become a raw document at its first write. */
  readonly rawDocuments: boolean;
  /** How long a room that nobody uses stays in memory. */
  readonly idleMs?: number;
  /** For tests, which do not want to wait. */
  readonly journal?: Pick<JournalOptions, "windowMs" | "stallMs" | "firstRetryMs" | "maxRetryMs">;
}

interface Slot {
  readonly id: DocumentId;
  readonly opening: Promise<Room>;
  room: Room | null;
  users: number;
  idle: NodeJS.Timeout | null;
  closing: Promise<void> | null;
}

export class Rooms {
  readonly #options: RoomsOptions;
  readonly #context: RoomContext;
  readonly #journal: Journal;
  readonly #unsavedBudget: UnsavedBudget = { bytes: 0, updates: 0 };
  readonly #compactor: Compactor;
  readonly #idleMs: number;
  readonly #slots = new Map<DocumentId, Slot>();
  readonly #closings = new Set<Promise<void>>();
  #closed = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#idleMs = options.idleMs ?? 30_000;
    const { storage, log, metrics } = options;
    this.#journal = new Journal({ storage, log, metrics, ...options.journal });
    this.#compactor = new Compactor(options);
    metrics.readUnsaved = () => this.#unsavedBudget;
    this.#context = {
      ...options,
      journal: this.#journal,
      unsavedBudget: this.#unsavedBudget,
      compactor: this.#compactor,
      lost: (id, room) => this.#lose(id, room),
    };
  }

  /** Why documents cannot be stored right now (S6); null while they can, single ones perhaps excepted. */
  get storageFault(): Error | null {
    return this.#journal.fault;
  }

  /**
   * Brings a peer into a document. The session has sent it the server's sync step 1 and everybody's presence.
   * Never rejects: what stands against it is the refusal to close the peer with.
   */
  async join(id: DocumentId, peer: Peer): Promise<Session | Refusal> {
    if (this.#closed) return { refused: closeReasons.restarting };
    try {
      const record = await this.#options.catalog.find(id);
      if (record === "purged") return { refused: closeReasons.purged };
      if (record === null && !this.#options.rawDocuments) return { refused: closeReasons.unknownDocument };
      if (record !== null && record.trashedAt !== null) return { refused: closeReasons.trashed };
      const { room, release } = await this.#use(id);
      if (record !== null) room.adopt(record);
      if (room.ended !== null) {
        release();
        return { refused: room.ended };
      }
      this.#context.metrics.peers.inc();
      return new Session(room, peer, this.#context, () => {
        this.#context.metrics.peers.dec();
        release();
      });
    } catch (cause) {
      this.#options.log.error({ document: id, err: cause }, "a document could not be opened");
      return { refused: cause instanceof RoomUnavailable ? cause.reason : closeReasons.loadFailed };
    }
  }

  /**
   * Runs `reader` on the document with every update acknowledged before the call (X1); an unknown document is
   * an empty one. The reader must not change or keep it. Rejects with `RoomUnavailable`.
   */
  async read<T>(id: DocumentId, reader: (doc: Y.Doc) => T): Promise<T> {
    const { room, release } = await this.#use(id);
    try {
      return reader(room.doc);
    } finally {
      release();
    }
  }

  /** Changes a document on somebody's behalf; resolves when the change is durable. Rejects with `RoomUnavailable`. */
  async edit<T>(id: DocumentId, user: User | null, editor: (doc: Y.Doc) => T): Promise<T> {
    const record = await this.#options.catalog.find(id);
    const { room, release } = await this.#use(id);
    try {
      if (record !== null && record !== "purged") room.adopt(record);
      return await room.edit(user, editor);
    } finally {
      release();
    }
  }

  /** Who is in a document right now; empty where it is not in memory. */
  people(id: DocumentId): readonly Person[] {
    return this.#slots.get(id)?.room?.presence.people() ?? [];
  }

  peerCount(id: DocumentId): number {
    return this.#slots.get(id)?.room?.peerCount ?? 0;
  }

  /** Closes a document's peers with `reason`; resolves when what was accepted is committed and the room is gone. */
  async expel(id: DocumentId, reason: CloseReason): Promise<void> {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const room = await slot.opening.catch(() => null);
    room?.end(reason);
    if (this.#slots.get(id) === slot) this.#close(slot);
    await slot.closing;
  }

  /**
   * Takes nobody in any more, closes everybody with 1012, and resolves when every accepted update is durable. What
   * cannot be stored is tried once more and then given up: nobody was told that it was.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (const slot of [...this.#slots.values()]) {
      const room = await slot.opening.catch(() => null);
      room?.end(closeReasons.restarting);
      this.#close(slot);
    }
    this.#journal.finish();
    await Promise.all(this.#closings);
    await this.#compactor.close();
  }

  /** A room to use until `release` is called. */
  async #use(id: DocumentId): Promise<{ room: Room; release: () => void }> {
    for (;;) {
      const slot = this.#slots.get(id) ?? this.#open(id);
      if (slot.closing !== null) {
        await slot.closing;
        continue;
      }
      slot.users++;
      if (slot.idle !== null) clearTimeout(slot.idle);
      slot.idle = null;
      const room = await slot.opening;
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        slot.users--;
        if (slot.users === 0 && slot.closing === null) this.#idle(slot);
      };
      return { room, release };
    }
  }

  #open(id: DocumentId): Slot {
    const opening = this.#load(id);
    const slot: Slot = { id, opening, room: null, users: 0, idle: null, closing: null };
    this.#slots.set(id, slot);
    opening.then(
      (room) => {
        slot.room = room;
        this.#context.metrics.rooms.inc();
      },
      () => this.#forget(slot),
    );
    return slot;
  }

  async #load(id: DocumentId): Promise<Room> {
    if (this.#closed) throw new RoomUnavailable(closeReasons.restarting);
    try {
      const record = await this.#options.catalog.find(id);
      if (record === "purged") throw new RoomUnavailable(closeReasons.purged);
      const room = new Room(id, record, await this.#options.storage.load(id), this.#context);
      // A page of our first version becomes one of this before anybody sees it, in one logged update.
      if (record?.kind === "page" && needsConversion(room.doc)) await room.convert(convertPage);
      return room;
    } catch (cause) {
      if (cause instanceof RoomUnavailable) throw cause;
      const isDamaged = cause instanceof DamagedDocument;
      throw new RoomUnavailable(isDamaged ? closeReasons.damaged : closeReasons.loadFailed, cause);
    }
  }

  #idle(slot: Slot): void {
    slot.idle = setTimeout(() => this.#close(slot), this.#idleMs).unref();
  }

  /** Waits for the room's commits, then frees it; joins that come meanwhile wait and open it again. */
  #close(slot: Slot): void {
    if (slot.closing !== null) return;
    if (slot.idle !== null) clearTimeout(slot.idle);
    const closing = this.#finish(slot).finally(() => this.#closings.delete(closing));
    slot.closing = closing;
    this.#closings.add(closing);
  }

  async #finish(slot: Slot): Promise<void> {
    const room = await slot.opening.catch(() => null);
    if (room !== null && !(await room.drained())) {
      // Whoever waits for it to close gets this very room.
      slot.closing = null;
      this.#idle(slot);
      return;
    }
    await room?.settle();
    this.#forget(slot);
    if (room !== null) this.#context.metrics.rooms.dec();
  }

  #forget(slot: Slot): void {
    if (this.#slots.get(slot.id) === slot) this.#slots.delete(slot.id);
  }

  #lose(id: DocumentId, room: JournalSink): void {
    const slot = this.#slots.get(id);
    if (slot?.room === room) this.#close(slot);
  }
}
