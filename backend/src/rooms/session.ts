/**
 * A room's record of one peer: reads its frames, answers syncs, and sees to it that a peer can do only what
 * its role allows. `receive` never throws.
 */
import { atLeast } from "../access/access.js";
import { closeReasons } from "../protocol/close-reason.js";
import {
  type AwarenessEntry,
  awarenessFrame,
  type Frame,
  MalformedFrame,
  permissionDeniedFrame,
  readFrame,
  step1Frame,
  step2Frame,
} from "../protocol/frames.js";
import { type Notice, noticeFrame } from "../protocol/notices.js";
import { Batch } from "./batch.js";
import type { Member } from "./member.js";
import type { Peer } from "./peer.js";
import type { Room } from "./room.js";
import type { RoomContext } from "./room-context.js";
import { SavedCount } from "./saved-count.js";

/** [R7] An edit built on a sibling tab's edit is honest; one that never becomes whole is not. */
const maxUnfitUpdates = 3;

export class Session implements Member {
  readonly peer: Peer;
  readonly #room: Room;
  readonly #context: Pick<RoomContext, "metrics" | "log">;
  readonly #left: () => void;
  readonly #saved = new SavedCount();
  #acknowledged = 0;
  #unfit = 0;
  #asked = false;
  #introduced = false;
  #gone = false;

  constructor(room: Room, peer: Peer, context: Pick<RoomContext, "metrics" | "log">, left: () => void) {
    this.#room = room;
    this.peer = peer;
    this.#context = context;
    this.#left = left;
    room.enter(this);
    // It tells the client that there will be acknowledgements; other servers may grant a subprotocol unseen.
    this.notify({ type: "acknowledge", count: 0 });
    if (room.notice !== null) this.notify(room.notice);
    this.#send(step1Frame(room.stateVector()), ...this.#everybody());
  }

  /** Takes one frame; after `leave` it does nothing. */
  receive(bytes: Uint8Array): void {
    if (this.#gone || this.#room.ended !== null) return;
    try {
      this.#handle(readFrame(bytes));
    } catch (cause) {
      if (!(cause instanceof MalformedFrame))
        this.#context.log.error({ document: this.#room.id, err: cause }, "a frame could not be handled");
      this.#refused("malformed-frame");
      this.peer.close(closeReasons.malformedFrame);
    }
  }

  acknowledge(): void {
    const { count } = this.#saved;
    if (count === this.#acknowledged) return;
    this.#acknowledged = count;
    this.notify({ type: "acknowledge", count });
  }

  notify(notice: Notice): void {
    if (this.peer.features.notices) this.#send(noticeFrame(notice));
  }

  /** [R7] Asks for what the document lacks; what was typed before the answer comes is part of it. */
  ask(): void {
    this.#asked = true;
    this.#send(step1Frame(this.#room.stateVector()));
  }

  /** The connection is gone; idempotent. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#room.exit(this.peer);
    this.#left();
  }

  #handle(frame: Frame): void {
    switch (frame.type) {
      case "step1":
        this.#send(step2Frame(this.#difference(frame.stateVector)));
        break;
      case "step2":
        this.#asked = false;
        this.#submit(frame.update, true);
        break;
      case "update":
        this.#submit(frame.update, false);
        break;
      case "awareness":
        this.#receivePresence(frame.entries);
        break;
      case "queryAwareness":
        this.#send(...this.#everybody());
        break;
      case "unknown":
        this.#context.metrics.ignoredFrames.inc({ reason: "unknown-type" });
        break;
    }
  }

  #difference(stateVector: Uint8Array): Uint8Array {
    try {
      return this.#room.difference(stateVector);
    } catch (cause) {
      throw new MalformedFrame("the state vector could not be decoded", { cause });
    }
  }

  #submit(update: Uint8Array, isStep2: boolean): void {
    const { peer } = this;
    const message = this.#saved.received(isStep2);
    const outcome = this.#room.submit(
      update,
      { peer, user: peer.user },
      atLeast(peer.role, "edit"),
      (error) => this.#settled(message, isStep2, error),
    );
    if (outcome !== "accepted" && outcome !== "known") this.#saved.refused(message);
    switch (outcome) {
      case "accepted":
        this.#unfit = 0;
        break;
      case "known":
        break;
      case "denied":
        this.#refused("read-only");
        this.#send(permissionDeniedFrame("you may read this document, not change it"));
        break;
      case "badContent":
        this.#refused("bad-content");
        peer.close(closeReasons.badContent);
        break;
      case "tooLarge":
        this.#refused("document-too-large");
        peer.close(closeReasons.documentTooLarge);
        break;
      case "notKept":
        // The room has told everybody and will ask; the log would drown in a line for each.
        this.#context.metrics.refused.inc({ reason: "not-kept" });
        break;
      case "missing":
      case "undecodable":
        this.#refused(`${outcome}-update`);
        this.#askAgain();
        break;
    }
  }

  #settled(message: number, isStep2: boolean, error: Error | null): void {
    if (this.#gone) return;
    if (error === null) this.#saved.saved(message, isStep2);
    else this.#saved.refused(message);
    if (this.peer.features.notices) this.#room.acknowledgeSoon(this);
  }

  /** [R7] Once at a time, and not for ever. */
  #askAgain(): void {
    if (this.#asked) return;
    this.#unfit++;
    if (this.#unfit > maxUnfitUpdates) this.peer.close(closeReasons.missingDependencies);
    else this.ask();
  }

  #refused(reason: string): void {
    this.#context.metrics.refused.inc({ reason });
    this.#context.log.warn({ document: this.#room.id, peer: this.peer.id, reason }, "refused");
  }

  #receivePresence(entries: readonly AwarenessEntry[]): void {
    const opening = !this.#introduced;
    this.#introduced = true;
    const { changed, dropped } = this.#room.presence.receive(this.peer, entries, opening);
    if (dropped > 0) this.#context.metrics.ignoredFrames.inc({ reason: "presence" }, dropped);
    this.#room.receivePresence(this.peer, changed);
  }

  #everybody(): Uint8Array[] {
    const entries = this.#room.presence.all();
    return entries.length === 0 ? [] : [awarenessFrame(entries)];
  }

  #send(...frames: Uint8Array[]): void {
    if (frames.length > 0) this.peer.send(new Batch(frames));
  }
}
