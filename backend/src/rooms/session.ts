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
import { Batch } from "./batch.js";
import type { Peer } from "./peer.js";
import type { Room } from "./room.js";
import type { RoomContext } from "./room-context.js";

/** [R7] An edit built on a sibling tab's edit is honest; one that never becomes whole is not. */
const maxUnfitUpdates = 3;

export class Session {
  readonly #room: Room;
  readonly #peer: Peer;
  readonly #context: Pick<RoomContext, "metrics" | "log">;
  readonly #left: () => void;
  #unfit = 0;
  #asked = false;
  #introduced = false;
  #gone = false;

  constructor(room: Room, peer: Peer, context: Pick<RoomContext, "metrics" | "log">, left: () => void) {
    this.#room = room;
    this.#peer = peer;
    this.#context = context;
    this.#left = left;
    room.enter(peer);
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
      this.#peer.close(closeReasons.malformedFrame);
    }
  }

  /** The connection is gone; idempotent. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#room.exit(this.#peer);
    this.#left();
  }

  #handle(frame: Frame): void {
    switch (frame.type) {
      case "step1":
        this.#send(step2Frame(this.#difference(frame.stateVector)));
        break;
      case "step2":
        this.#asked = false;
        this.#submit(frame.update);
        break;
      case "update":
        this.#submit(frame.update);
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

  #submit(update: Uint8Array): void {
    const peer = this.#peer;
    const receipt = this.#room.submit(update, { peer, user: peer.user }, atLeast(peer.role, "edit"));
    switch (receipt.outcome) {
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
      case "missing":
      case "undecodable":
        this.#refused(`${receipt.outcome}-update`);
        this.#ask();
        break;
    }
  }

  /** [R7] Asks for what is missing, once at a time: what was typed before the answer comes is part of it. */
  #ask(): void {
    if (this.#asked) return;
    this.#unfit++;
    if (this.#unfit > maxUnfitUpdates) {
      this.#peer.close(closeReasons.missingDependencies);
      return;
    }
    this.#asked = true;
    this.#send(step1Frame(this.#room.stateVector()));
  }

  #refused(reason: string): void {
    this.#context.metrics.refused.inc({ reason });
    this.#context.log.warn({ document: this.#room.id, peer: this.#peer.id, reason }, "refused");
  }

  #receivePresence(entries: readonly AwarenessEntry[]): void {
    const opening = !this.#introduced;
    this.#introduced = true;
    const { changed, dropped } = this.#room.presence.receive(this.#peer, entries, opening);
    if (dropped > 0) this.#context.metrics.ignoredFrames.inc({ reason: "presence" }, dropped);
    this.#room.receivePresence(this.#peer, changed);
  }

  #everybody(): Uint8Array[] {
    const entries = this.#room.presence.all();
    return entries.length === 0 ? [] : [awarenessFrame(entries)];
  }

  #send(...frames: Uint8Array[]): void {
    if (frames.length > 0) this.#peer.send(new Batch(frames));
  }
}
