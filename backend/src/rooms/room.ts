/**
 * One document in memory with its peers. `#doc` holds what is on disk and nothing else, so whatever leaves
 * the room survives a crash (R8); accepted updates wait in the journal, and are applied and relayed after
 * their commit. The room knows no sockets and no storage engine.
 */
import * as Y from "yjs";
import type { User } from "../access/access.js";
import type { CloseReason } from "../protocol/close-reason.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import { awarenessFrame, updateFrame } from "../protocol/frames.js";
import { maxNesting } from "../protocol/limits.js";
import type { DocumentRecord } from "../storage/catalog.js";
import type { Append, Seq, StoredDocument } from "../storage/storage.js";
import { Batch } from "./batch.js";
import type { JournalSink, PendingUpdate } from "./journal.js";
import { fitsPage } from "./page-shape.js";
import type { Author, Peer } from "./peer.js";
import { type PlacedItem, placeItems } from "./placement.js";
import { Presence } from "./presence.js";
import { Projector } from "./projector.js";
import { RoomUnavailable } from "./refusal.js";
import type { RoomContext } from "./room-context.js";
import { Snapshotter } from "./snapshotter.js";
import { checkUpdate, deletesAnything } from "./update-check.js";

/** What became of an update; everything but "accepted" changed nothing. */
export type Receipt =
  | { readonly outcome: "accepted"; readonly durable: Promise<void> }
  | { readonly outcome: "known" | "denied" | "undecodable" | "missing" | "badContent" | "tooLarge" };

/** Up to this many updates of a flush keep their own bytes; more are merged into one by a Yjs transaction. */
const maxSeparateUpdates = 4;

export class Room implements JournalSink {
  readonly id: DocumentId;
  readonly #context: RoomContext;
  readonly #presence: Presence;
  readonly #peers = new Set<Peer>();
  readonly #doc = new Y.Doc();
  /** Clocks of everything accepted, committed or not. */
  readonly #known = new Map<number, number>();
  #pending: PendingUpdate[] = [];
  #lastSubmitted: Promise<void> = Promise.resolve();
  #seq: Seq;
  #record: DocumentRecord | null;
  #creating: Promise<void> | null = null;
  #fullState: Uint8Array | null = null;
  /** The document as one update is at most this large. */
  #bytes: number;
  #ended: CloseReason | null = null;
  readonly #dirtyPresence = new Set<number>();
  #presenceScheduled = false;
  readonly #projector: Projector;
  readonly #snapshotter: Snapshotter;

  constructor(id: DocumentId, record: DocumentRecord | null, stored: StoredDocument, context: RoomContext) {
    this.id = id;
    this.#context = context;
    this.#record = record;
    this.#presence = new Presence(context.limits);
    const updates = [
      ...(stored.snapshot === null ? [] : [stored.snapshot]),
      ...stored.log.map((e) => e.update),
    ];
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
    this.#apply(updates);
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.#doc)))
      this.#known.set(client, clock);
    const last = stored.log.at(-1);
    this.#seq = last?.seq ?? stored.through;
    this.#projector = new Projector(this.#doc, context.catalog, context.log);
    this.#snapshotter = new Snapshotter(id, context.compactor, stored);
    if (record !== null && last !== undefined) this.#projector.changed(record, last.at);
  }

  /** The committed document: for reading only, within one turn of the event loop. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  get peers(): ReadonlySet<Peer> {
    return this.#peers;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** Why the room takes nothing any more, or null while it lives. */
  get ended(): CloseReason | null {
    return this.#ended;
  }

  /** The document was created after the room opened: a page from now on, if nothing was written meanwhile. */
  adopt(record: DocumentRecord): void {
    this.#record ??= record;
  }

  enter(peer: Peer): void {
    this.#peers.add(peer);
  }

  exit(peer: Peer): void {
    if (!this.#peers.delete(peer)) return;
    this.#markPresence(this.#presence.leave(peer));
  }

  /** What a peer with this state vector lacks, committed updates only. Throws where the vector is malformed. */
  difference(stateVector: Uint8Array): Uint8Array {
    const known = Y.decodeStateVector(stateVector);
    if (known.size > 0) return Y.encodeStateAsUpdate(this.#doc, stateVector);
    this.#fullState ??= Y.encodeStateAsUpdate(this.#doc);
    return this.#fullState;
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** Checks an update and hands it to the journal; nobody sees it before it is durable. */
  submit(update: Uint8Array, author: Author, mayEdit: boolean): Receipt {
    return this.#take(update, author, mayEdit, null);
  }

  /** `upkeepAt`: nobody's edit but our own upkeep, dated like the last edit before it, and let in whatever the size. */
  #take(update: Uint8Array, author: Author, mayEdit: boolean, upkeepAt: number | null): Receipt {
    const checked = checkUpdate(update, this.#known);
    if (checked.outcome !== "fits") return { outcome: checked.outcome };
    if (checked.ends.size === 0 && !deletesAnything(this.#doc, checked.deletes)) return { outcome: "known" };
    if (!mayEdit) return { outcome: "denied" };
    const { placed, spans } = placeItems(
      checked.items,
      this.#doc,
      this.#pending.map((entry) => entry.spans),
    );
    if (!placed.every((one) => this.#mayHold(one))) return { outcome: "badContent" };
    if (upkeepAt === null && !this.#hasRoom(update.byteLength)) return { outcome: "tooLarge" };
    if (this.#ended !== null) return { outcome: "accepted", durable: rejected(this.#ended) };

    for (const [client, clock] of checked.ends) this.#known.set(client, clock);
    const append: Append = {
      id: this.id,
      // The frame's buffer may be shared with others of the same read.
      update: update.slice(),
      at: upkeepAt ?? Date.now(),
      author: author.user?.id ?? null,
    };
    const { promise, settled } = settlement();
    this.#lastSubmitted = promise;
    this.#bytes += update.byteLength;
    this.#enqueue({ append, author, spans, settled });
    return { outcome: "accepted", durable: promise };
  }

  /**
   * Runs `editor` on a copy that holds every accepted update, and submits what it changed. Resolves when that
   * is durable and the catalog shows it; rejects with `RoomUnavailable`, or with what `editor` threw.
   */
  edit<T>(user: User | null, editor: (doc: Y.Doc) => T): Promise<T> {
    return this.#edit(user, editor, null);
  }

  /**
   * Has the document say the same in another way. As `edit`, but nobody's: it counts as no change in the list, and
   * a document that is too large to grow is still converted, or it could never be opened again.
   */
  convert(editor: (doc: Y.Doc) => void): Promise<void> {
    return this.#edit(null, editor, this.#record?.updatedAt ?? Date.now());
  }

  async #edit<T>(user: User | null, editor: (doc: Y.Doc) => T, upkeepAt: number | null): Promise<T> {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#doc));
    for (const { append } of this.#pending) Y.applyUpdate(copy, append.update);
    let update: Uint8Array | null = null;
    copy.on("update", (made: Uint8Array) => {
      update = made;
    });
    const result = copy.transact((transaction) => {
      const made = editor(copy);
      // An editor that applies an update makes Yjs take all of this for somebody else's, and rename our client.
      transaction.local = true;
      return made;
    });
    copy.destroy();
    if (update === null) return result;
    const receipt = this.#take(update, { peer: null, user }, true, upkeepAt);
    if (receipt.outcome === "accepted") {
      await receipt.durable;
      await this.#projector.flush();
    } else if (receipt.outcome === "tooLarge") {
      throw new RoomUnavailable(closeReasons.documentTooLarge);
    } else if (receipt.outcome !== "known") {
      throw new Error(`an edit of our own was refused: ${receipt.outcome}`);
    }
    return result;
  }

  receivePresence(peer: Peer, ids: readonly number[]): void {
    if (this.#peers.has(peer)) this.#markPresence(ids);
  }

  /** Ends the room: peers are closed, accepted updates are still committed by the journal. */
  end(reason: CloseReason): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    for (const peer of [...this.#peers]) peer.close(reason);
    this.#peers.clear();
  }

  /** Waits for the last commit, brings the catalog up to date, has the log folded where it pays, and frees the memory. */
  async settle(): Promise<void> {
    await Promise.allSettled([this.#lastSubmitted]);
    await this.#projector.flush();
    if (this.#ended === null) this.#snapshotter.closing();
    this.#projector.stop();
    this.#doc.destroy();
  }

  committed(entries: readonly PendingUpdate[], seqs: readonly Seq[]): void {
    this.#pending = this.#pending.slice(entries.length);
    this.#seq = seqs.at(-1) ?? this.#seq;
    this.#fullState = null;
    for (const entry of entries) entry.settled(null);
    let merged: Uint8Array | null;
    try {
      merged = this.#apply(entries.map(({ append }) => append.update));
    } catch (cause) {
      // Checked before it was accepted, and yet Yjs could not take it: this room is lost, the others are not.
      this.#context.log.error({ document: this.id, err: cause }, "stored updates could not be applied");
      this.#context.lost(this.id, this);
      this.end(closeReasons.loadFailed);
      return;
    }
    this.#relayUpdates(entries, merged);
    this.#context.metrics.updates.inc(entries.length);
    const last = entries.at(-1);
    if (last !== undefined && this.#record !== null) this.#projector.changed(this.#record, last.append.at);
    this.#flushPresence();
    this.#snapshotter.grew(entries.map(({ append }) => append.update));
  }

  /** Nothing was relayed or acknowledged: peers come back and send it again, to a room loaded afresh (R2). */
  failed(entries: readonly PendingUpdate[], cause: unknown): void {
    this.#context.log.error({ document: this.id, err: cause }, "updates could not be stored");
    const error = new RoomUnavailable(closeReasons.storageFailed, cause);
    for (const entry of entries) entry.settled(error);
    this.#context.lost(this.id, this);
    this.end(closeReasons.storageFailed);
  }

  #mayHold(placed: PlacedItem): boolean {
    const { item, place } = placed;
    const kind = this.#record?.kind ?? "raw";
    if (item.content instanceof Y.ContentType && place !== null && place.depth >= maxNesting[kind])
      return false;
    return kind === "raw" || fitsPage(placed);
  }

  /** What was accepted is added up; only near the limit the document is measured anew. */
  #hasRoom(bytes: number): boolean {
    const { maxDocumentBytes } = this.#context.limits;
    if (this.#bytes + bytes <= maxDocumentBytes) return true;
    let waiting = 0;
    for (const { append } of this.#pending) waiting += append.update.byteLength;
    this.#fullState ??= Y.encodeStateAsUpdate(this.#doc);
    this.#bytes = this.#fullState.byteLength + waiting;
    return this.#bytes + bytes <= maxDocumentBytes;
  }

  #enqueue(entry: PendingUpdate): void {
    this.#pending.push(entry);
    if (this.#record === null) this.#creating ??= this.#create();
    else if (this.#creating === null) this.#context.journal.add(this, entry);
  }

  /** A raw document begins to exist with its first write; entries wait for its record, in order. */
  async #create(): Promise<void> {
    try {
      const made = await this.#context.catalog.create({
        id: this.id,
        kind: "raw",
        title: "",
        at: Date.now(),
      });
      if (made === "purged") return this.#refusePending(closeReasons.purged);
      // Somebody made a page of this name meanwhile: what was checked as raw must be checked again.
      if (made.record.kind === "page") return this.#refusePending(closeReasons.restarting);
      this.#record = made.record;
      this.#creating = null;
      for (const entry of this.#pending) this.#context.journal.add(this, entry);
    } catch (cause) {
      this.failed(this.#pending.splice(0), cause);
    }
  }

  #refusePending(reason: CloseReason): void {
    const error = new RoomUnavailable(reason);
    for (const entry of this.#pending.splice(0)) entry.settled(error);
    this.#context.lost(this.id, this);
    this.end(reason);
  }

  /**
   * Applies in one transaction and returns its update, null where nothing changed. The transaction counts as local:
   * after a remote one Yjs may clean up formatting, by deletions of its own that are in nobody's log.
   */
  #apply(updates: readonly Uint8Array[]): Uint8Array | null {
    let merged: Uint8Array | null = null;
    const keep = (update: Uint8Array) => {
      merged = update;
    };
    this.#doc.on("update", keep);
    this.#doc.transact((transaction) => {
      for (const update of updates) {
        try {
          Y.applyUpdate(this.#doc, update);
        } catch (cause) {
          this.#context.log.error({ document: this.id, err: cause }, "a stored update could not be applied");
        }
      }
      transaction.local = true;
    });
    this.#doc.off("update", keep);
    return merged;
  }

  #relayUpdates(entries: readonly PendingUpdate[], merged: Uint8Array | null): void {
    if (merged === null) return;
    const [first] = entries;
    const author = first?.author.peer ?? null;
    // [R4] one author: not echoed; several: one shared buffer for all, its authors included.
    const skip = entries.every((entry) => entry.author.peer === author) ? author : null;
    const updates =
      entries.length <= maxSeparateUpdates ? entries.map(({ append }) => append.update) : [merged];
    this.#relay(new Batch(updates.map(updateFrame)), skip);
  }

  #relay(batch: Batch, skip: Peer | null): void {
    let receivers = 0;
    for (const peer of this.#peers) {
      if (peer === skip) continue;
      peer.send(batch);
      receivers++;
    }
    this.#context.metrics.relayedFrames.inc(receivers * batch.frames.length);
  }

  #markPresence(ids: readonly number[]): void {
    for (const id of ids) this.#dirtyPresence.add(id);
    if (this.#presenceScheduled || this.#dirtyPresence.size === 0) return;
    this.#presenceScheduled = true;
    setImmediate(() => {
      this.#presenceScheduled = false;
      this.#flushPresence();
    });
  }

  /** [R6] A caret must not point at text that others lack: it leaves after its author's earlier updates. */
  #flushPresence(): void {
    if (this.#dirtyPresence.size === 0) return;
    const writing = new Set(this.#pending.map(({ author }) => author.peer));
    const ids = [...this.#dirtyPresence].filter((id) => {
      const owner = this.#presence.owner(id);
      return owner === null || !writing.has(owner);
    });
    for (const id of ids) this.#dirtyPresence.delete(id);
    const entries = this.#presence.entries(ids);
    if (entries.length === 0) return;
    const owners = new Set(ids.map((id) => this.#presence.owner(id)));
    const [only] = owners;
    this.#relay(new Batch([awarenessFrame(entries)]), owners.size === 1 ? (only ?? null) : null);
  }
}

function settlement(): { promise: Promise<void>; settled: (error: RoomUnavailable | null) => void } {
  let settled: (error: RoomUnavailable | null) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    settled = (error) => (error === null ? resolve() : reject(error));
  });
  // Peers learn of a failure by being closed; only `edit` awaits the promise.
  promise.catch(() => {});
  return { promise, settled };
}

function rejected(reason: CloseReason): Promise<never> {
  const promise = Promise.reject(new RoomUnavailable(reason));
  promise.catch(() => {});
  return promise;
}
