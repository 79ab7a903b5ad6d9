/**
 * One timer for all sockets. It sends a keep-alive where nothing was sent for a while (W5), pings, and drops
 * whoever stays silent. It counts its own ticks instead of reading clocks, so a laptop
 * that slept or a clock that jumped does not look like a silent peer.
 */

export interface Beating {
  /** Ticks since anything was sent to it; whoever sends sets it to 0. */
  ticksUnsent: number;
  /** Ticks since anything, pongs included, came from it; whoever receives sets it to 0. */
  ticksUnheard: number;
  readonly unsentBytes: number;
  keepAlive(): void;
  ping(): void;
  /** It is gone without a word; called once. */
  lost(): void;
}

const ticksPerSilence = 4;
/** With the tick in which it was last sent to, this stays within the silence a peer may see. */
const keepAliveTicks = 3;
const pingTicks = 3;
const lostTicks = 2 * pingTicks;
/** On a slow line the pong waits behind a big reply. */
const lostReadingTicks = 10 * lostTicks;

export class Pulse {
  readonly #members = new Set<Beating>();
  readonly #timer: NodeJS.Timeout;

  /** Every member gets something at least every `maxSilenceMs`. */
  constructor(maxSilenceMs: number) {
    this.#timer = setInterval(() => this.#tick(), maxSilenceMs / ticksPerSilence);
    this.#timer.unref();
  }

  add(member: Beating): void {
    this.#members.add(member);
  }

  remove(member: Beating): void {
    this.#members.delete(member);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    for (const member of this.#members) {
      member.ticksUnsent++;
      member.ticksUnheard++;
      const patience = member.unsentBytes === 0 ? lostTicks : lostReadingTicks;
      if (member.ticksUnheard >= patience) {
        this.#members.delete(member);
        member.lost();
        continue;
      }
      if (member.ticksUnheard % pingTicks === 0) member.ping();
      if (member.ticksUnsent >= keepAliveTicks) member.keepAlive();
    }
  }
}
