/**
 * One document in memory with its peers. Its Y.Doc holds what is on disk and nothing else, so whatever leaves
 * the room survives a crash (R8); accepted updates are applied, relayed and acknowledged after their commit. While
 * they cannot be stored they are kept, up to a limit, and nobody sees them (S6). The room knows no sockets and no
 * storage engine.
 */
import type * as Y from "yjs";
import type { User } from "../access/access.js";
import type { CloseReason } from "../protocol/close-reason.js";
import { closeReasons } from "../protocol/close-reason.js";
import type { DocumentId } from "../protocol/document-id.js";
import type { Notice } from "../protocol/notices.js";
import type { DocumentRecord } from "../storage/catalog.js";
import type { Seq, StoredDocument } from "../storage/storage.js";
import { CommittedDoc } from "./committed-doc.js";
import { mayHold } from "./document-shape.js";
import { DueAcknowledgements } from "./due-acknowledgements.js";
import { editCopy } from "./edit-copy.js";
import type { JournalSink } from "./journal.js";
import type { Member } from "./member.js";
import type { Author, Peer } from "./peer.js";
import { placeItems } from "./placement.js";
import { Presence } from "./presence.js";
import { Projector } from "./projector.js";
import { RoomUnavailable } from "./refusal.js";
import { Relay } from "./relay.js";
import type { RoomContext } from "./room-context.js";
import { Snapshotter } from "./snapshotter.js";
import { type Settled, Unsaved, type UnsavedUpdate } from "./unsaved.js";
import { checkUpdate, deletesAnything } from "./update-check.js";

/**
 * What became of an update; everything but "accepted" changed nothing. "known" adds nothing to what was accepted
 * before. "notKept": storage fails, and the room takes no more until it works.
 */
export type Outcome =
  | "accepted"
  | "known"
  | "denied"
  | "undecodable"
  | "missing"
  | "badContent"
  | "tooLarge"
  | "notKept";

/** So many updates waiting, or one for each peer, do not wait for the journal's window. */
const crowd = 32;

export class Room implements JournalSink {
  readonly id: DocumentId;
  readonly #context: RoomContext;
  readonly #presence: Presence;
  readonly #members = new Map<Peer, Member>();
  readonly #relay: Relay;
  readonly #stored: CommittedDoc;
  /** Clocks of everything accepted, committed or not. */
  readonly #known = new Map<number, number>();
  readonly #unsaved: Unsaved;
  /** Why nothing can be stored right now. */
  #trouble: Error | null = null;
  /** Since then something was refused that would otherwise have been accepted. */
  #overflowed = false;
  #troubled: (() => void) | null = null;
  readonly #acknowledgements = new DueAcknowledgements();
  #record: DocumentRecord | null;
  /** The document as one update is at most this large. */
  #bytes: number;
  #ended: CloseReason | null = null;
  readonly #projector: Projector;
  readonly #snapshotter: Snapshotter;

  constructor(id: DocumentId, record: DocumentRecord | null, stored: StoredDocument, context: RoomContext) {
    this.id = id;
    this.#context = context;
    this.#record = record;
    this.#stored = new CommittedDoc(id, context.log);
    this.#presence = new Presence(context.limits);
    this.#unsaved = new Unsaved(context.unsavedBudget);
    this.#relay = new Relay({
      peers: () => this.#members.keys(),
      presence: this.#presence,
      // Nobody knows when the commit comes that their presence would wait for.
      writers: () => (this.#trouble === null ? this.#unsaved.writers : new Set()),
      relayed: (frames) => context.metrics.relayedFrames.inc(frames),
    });
    const updates = [
      ...(stored.snapshot === null ? [] : [stored.snapshot]),
      ...stored.log.map((e) => e.update),
    ];
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
    this.#stored.apply(updates);
    this.#learnClocks();
    const last = stored.log.at(-1);
    this.#projector = new Projector(this.doc, context.catalog, context.log);
    this.#snapshotter = new Snapshotter(id, context.compactor, stored);
    if (record !== null && last !== undefined) this.#projector.changed(record, last.at);
  }

  /** The committed document: for reading only, within one turn of the event loop. */
  get doc(): Y.Doc {
    return this.#stored.doc;
  }

  get peerCount(): number {
    return this.#members.size;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** Why the room takes nothing any more, or null while it lives. */
  get ended(): CloseReason | null {
    return this.#ended;
  }

  get unsaved(): readonly UnsavedUpdate[] {
    return this.#unsaved.entries;
  }

  get crowded(): boolean {
    return this.unsaved.length >= Math.max(crowd, this.#members.size);
  }

  /** What somebody who comes in has to know about the storage; null where all is well. */
  get notice(): Notice | null {
    if (this.#trouble === null) return null;
    return { type: "notSaved", kept: !this.#overflowed, text: closeReasons.storageFailed.text };
  }

  /** The document was created after the room opened: a page from now on, unless something was written meanwhile. */
  adopt(record: DocumentRecord): void {
    if (this.unsaved.length === 0) this.#record ??= record;
  }

  enter(member: Member): void {
    this.#members.set(member.peer, member);
  }

  exit(peer: Peer): void {
    const member = this.#members.get(peer);
    if (member === undefined) return;
    this.#members.delete(peer);
    this.#acknowledgements.forget(member);
    this.#relay.presenceChanged(this.#presence.leave(peer));
  }

  /** What a peer with this state vector lacks, committed updates only. Throws where the vector is malformed. */
  difference(stateVector: Uint8Array): Uint8Array {
    return this.#stored.difference(stateVector);
  }

  stateVector(): Uint8Array {
    return this.#stored.stateVector();
  }

  /**
   * Checks an update and hands it to the journal; nobody sees it before it is durable. `settled` is called for what is
   * accepted or known, perhaps before this returns: with null when all that it says is on disk.
   */
  submit(update: Uint8Array, author: Author, mayEdit: boolean, settled: Settled): Outcome {
    if (this.#ended !== null) return "notKept";
    const checked = checkUpdate(update, this.#known);
    // What it builds on was refused for want of room; its author will be asked for both.
    if (checked.outcome === "missing" && this.#overflowed) return "notKept";
    if (checked.outcome !== "fits") return checked.outcome;
    if (checked.ends.size === 0 && !deletesAnything(this.doc, checked.deletes)) {
      this.#unsaved.after(settled);
      return "known";
    }
    if (!mayEdit) return "denied";
    const { placed, spans } = placeItems(checked.items, this.doc, [this.#unsaved.places]);
    const kind = this.#record?.kind ?? "raw";
    if (!placed.every((one) => mayHold(kind, one))) return "badContent";
    if (author.upkeepAt === undefined && !this.#hasRoom(update.byteLength)) return "tooLarge";
    if (!this.#canKeep(update.byteLength)) return this.#overflow();

    for (const [client, clock] of checked.ends) this.#known.set(client, clock);
    this.#bytes += update.byteLength;
    this.#unsaved.add({
      append: {
        id: this.id,
        // The frame's buffer may be shared with others of the same read.
        update: update.slice(),
        at: author.upkeepAt ?? Date.now(),
        author: author.user?.id ?? null,
      },
      ...{ author, spans, settled, ends: checked.ends },
    });
    this.#context.journal.added(this);
    return "accepted";
  }

  /**
   * Runs `editor` on a copy that holds every accepted update, and submits what it changed. Resolves when that
   * is durable and the catalog shows it. Rejects with `RoomUnavailable` where it cannot be stored, and then nothing
   * of it ever will be; or with what `editor` threw.
   */
  edit<T>(user: User | null, editor: (doc: Y.Doc) => T): Promise<T> {
    return this.#edit({ peer: null, user }, editor);
  }

  /**
   * Has the document say the same in another way. As `edit`, but nobody's: it counts as no change in the list, and
   * a document that is too large to grow is still converted, or it could never be opened again.
   */
  convert(editor: (doc: Y.Doc) => void): Promise<void> {
    return this.#edit({ peer: null, user: null, upkeepAt: this.#record?.updatedAt ?? Date.now() }, editor);
  }

  async #edit<T>(author: Author, editor: (doc: Y.Doc) => T): Promise<T> {
    if (this.#ended !== null) throw new RoomUnavailable(this.#ended);
    if (this.#trouble !== null) throw new RoomUnavailable(closeReasons.storageFailed, this.#trouble);
    const waiting = this.unsaved.map(({ append }) => append.update);
    const { result, update } = editCopy([this.#stored.fullState(), ...waiting], editor);
    if (update === null) return result;
    await new Promise<void>((resolve, reject) => {
      const settled: Settled = (error) => (error === null ? resolve() : reject(error));
      const outcome = this.submit(update, author, true, settled);
      if (outcome === "tooLarge") reject(new RoomUnavailable(closeReasons.documentTooLarge));
      else if (outcome === "notKept") reject(new RoomUnavailable(closeReasons.storageFailed));
      else if (outcome !== "accepted" && outcome !== "known")
        reject(new Error(`an edit of our own was refused: ${outcome}`));
    });
    await this.#projector.flush();
    return result;
  }

  receivePresence(peer: Peer, ids: readonly number[]): void {
    if (this.#members.has(peer)) this.#relay.presenceChanged(ids);
  }

  /** Something of this member's has been settled; it is told with the flush that did so, or within this turn. */
  acknowledgeSoon(member: Member): void {
    this.#acknowledgements.add(member);
  }

  /**
   * Ends the room: peers are closed, accepted updates are still committed by the journal. What cannot be stored is given
   * up, or the document could not be put away; at a restart it is the journal that gives up, after one more try.
   */
  end(reason: CloseReason): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    if (this.#trouble !== null && reason !== closeReasons.restarting) this.abandoned(this.#trouble);
    for (const peer of [...this.#members.keys()]) peer.close(reason);
    this.#members.clear();
  }

  /**
   * Waits for the last commit. False where storage fails meanwhile: the room has to live on, for what it keeps would be
   * lost with it. A room that has ended waits for as long as it takes.
   */
  async drained(): Promise<boolean> {
    if (this.#trouble !== null && this.#ended === null) return false;
    return new Promise((resolve) => {
      this.#troubled = () => {
        if (this.#ended === null) resolve(false);
      };
      this.#unsaved.after(() => resolve(true));
    });
  }

  /** For a room that is drained: brings the catalog up to date, has the log folded where it pays, and frees the memory. */
  async settle(): Promise<void> {
    await this.#projector.flush();
    if (this.#ended === null) this.#snapshotter.closing();
    this.#projector.stop();
    this.#stored.destroy();
  }

  /** A raw document begins to exist with its first write. */
  prepare(): Promise<boolean> | null {
    return this.#record === null ? this.#create() : null;
  }

  committed(seqs: readonly Seq[]): void {
    const entries = this.#unsaved.saved(seqs.length);
    let merged: Uint8Array | null;
    try {
      merged = this.#stored.apply(entries.map(({ append }) => append.update));
    } catch (cause) {
      // Checked before it was accepted, and yet Yjs could not take it: this room is lost, the others are not.
      this.#context.log.error({ document: this.id, err: cause }, "stored updates could not be applied");
      this.#context.lost(this.id, this);
      this.end(closeReasons.loadFailed);
      return;
    }
    this.#relay.updates(entries, merged);
    this.#acknowledgements.flush();
    this.#context.metrics.updates.inc(entries.length);
    const last = entries.at(-1);
    if (last !== undefined && this.#record !== null) this.#projector.changed(this.#record, last.append.at);
    this.#relay.flushPresence();
    this.resumed();
    this.#snapshotter.grew(entries.map(({ append }) => append.update));
  }

  /** [S6] What people typed is kept. A REST write is refused instead: whoever asked is told so, and may ask again. */
  failed(cause: Error): void {
    if (this.#ended !== null && this.#ended !== closeReasons.restarting) {
      this.abandoned(cause);
      return;
    }
    const error = new RoomUnavailable(closeReasons.storageFailed, cause);
    this.#unsaved.withdraw(({ author }) => author.peer === null, error);
    this.#learnClocks();
    this.waiting(cause);
  }

  waiting(cause: Error): void {
    const first = this.#trouble === null;
    this.#trouble = cause;
    if (!first) return;
    this.#troubled?.();
    this.#notify();
    this.#relay.flushPresence();
  }

  /** [S6] What was refused, or typed in tabs that lost their socket, is asked for. */
  resumed(): void {
    if (this.#trouble === null) return;
    this.#trouble = null;
    this.#overflowed = false;
    for (const member of this.#members.values()) {
      member.notify({ type: "savedAgain" });
      member.ask();
    }
  }

  abandoned(cause: Error): void {
    const lost = this.unsaved.length;
    if (lost === 0) return;
    this.#context.log.error(
      { document: this.id, err: cause, updates: lost },
      "updates that could not be stored were given up; nobody was told that they were saved",
    );
    this.#unsaved.withdraw(() => true, new RoomUnavailable(closeReasons.storageFailed, cause));
  }

  /** What was accepted is added up; only near the limit the document is measured anew. */
  #hasRoom(bytes: number): boolean {
    const { maxDocumentBytes } = this.#context.limits;
    if (this.#bytes + bytes <= maxDocumentBytes) return true;
    let waiting = 0;
    for (const { append } of this.unsaved) waiting += append.update.byteLength;
    this.#bytes = this.#stored.fullState().byteLength + waiting;
    return this.#bytes + bytes <= maxDocumentBytes;
  }

  #canKeep(bytes: number): boolean {
    if (this.#trouble === null) return true;
    const { limits, unsavedBudget } = this.#context;
    return (
      this.#unsaved.bytes + bytes <= limits.maxUnsavedBytes &&
      unsavedBudget.bytes + bytes <= limits.maxUnsavedTotalBytes
    );
  }

  #overflow(): "notKept" {
    if (this.#overflowed) return "notKept";
    this.#overflowed = true;
    const kept = this.#unsaved.bytes;
    this.#context.log.warn({ document: this.id, kept }, "no more updates are kept until they can be stored");
    this.#notify();
    return "notKept";
  }

  #notify(): void {
    const { notice } = this;
    if (notice !== null) for (const member of this.#members.values()) member.notify(notice);
  }

  /** What is on disk and what waits for it. */
  #learnClocks(): void {
    this.#known.clear();
    for (const [client, clock] of this.#stored.clocks) this.#known.set(client, clock);
    for (const { ends } of this.unsaved) for (const [client, clock] of ends) this.#known.set(client, clock);
  }

  async #create(): Promise<boolean> {
    const { id } = this;
    const made = await this.#context.catalog.create({ id, kind: "raw", title: "", at: Date.now() });
    if (made === "purged") return this.#drop(closeReasons.purged);
    // Somebody made a page of this name meanwhile: what was checked as raw must be checked again.
    if (made.record.kind === "page") return this.#drop(closeReasons.restarting);
    this.#record = made.record;
    return true;
  }

  #drop(reason: CloseReason): false {
    this.#unsaved.withdraw(() => true, new RoomUnavailable(reason));
    this.#context.lost(this.id, this);
    this.end(reason);
    return false;
  }
}
