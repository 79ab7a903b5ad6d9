/**
 * Counts what this tab has written and nobody has said is on the server's disk. Update messages (sync step 2 and
 * update) are numbered on each socket, as the server numbers them; what left on a socket that died counts as not sent.
 * With a server that acknowledges nothing, what has left counts as delivered.
 */
import { messageTypes, readFrame, syncTypes } from "@manyhands/backend/protocol/frames";

export class UnsavedEdits {
  /** The server says what is on its disk; told anew by each socket. */
  #acknowledged = false;
  #messages = 0;
  /** Numbers of the messages that brought something of this tab and are not acknowledged, ascending. */
  #underWay: number[] = [];
  #notSent = 0;
  #carried = false;

  get acknowledged(): boolean {
    return this.#acknowledged;
  }

  get count(): number {
    return this.#notSent + (this.#acknowledged ? this.#underWay.length : 0);
  }

  /** A socket was opened. */
  opened(): void {
    this.#messages = 0;
  }

  /** The socket has taken a frame. */
  sent(frame: Uint8Array): void {
    const [type, step] = frame;
    if (type !== messageTypes.sync || (step !== syncTypes.step2 && step !== syncTypes.update)) return;
    this.#messages++;
    if (step === syncTypes.update) {
      this.#carried = true;
      this.#underWay.push(this.#messages);
    } else if (this.#holdsAnything(frame)) {
      // It holds everything that the server had not when it asked.
      this.#underWay = [this.#messages];
      this.#notSent = 0;
    }
  }

  /** The document was changed here, after the socket had its chance to take that. */
  edited(): void {
    if (!this.#carried) this.#notSent++;
    this.#carried = false;
  }

  /** Something that the server may lack and that nobody else may be there to send. */
  mustBeSent(): void {
    this.#notSent++;
  }

  /** For a server that does not acknowledge: it has been sent all it asked for. */
  delivered(): void {
    if (!this.#acknowledged) this.#notSent = 0;
  }

  acknowledge(count: number): void {
    this.#acknowledged = true;
    this.#underWay = this.#underWay.filter((message) => message > count);
  }

  /** The socket is gone. `unheard`: since the last edit nothing came from the server, so it may not have got it. */
  closed(unheard: boolean): void {
    if (this.#acknowledged) this.#notSent += this.#underWay.length;
    else if (unheard) this.#notSent++;
    this.#underWay = [];
    this.#acknowledged = false;
  }

  /** A step 2 always lists deletions; alone they are only news where something here is waiting. */
  #holdsAnything(frame: Uint8Array): boolean {
    if (this.#notSent > 0 || this.#underWay.length > 0) return true;
    const read = readFrame(frame);
    return read.type === "step2" && read.update[0] !== 0;
  }
}
