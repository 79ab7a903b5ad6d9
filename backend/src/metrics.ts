/** Every figure the server keeps about itself, in one list; `http/` serves them at `/metrics`. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

export class Metrics {
  readonly #registry = new Registry();
  readonly #registers = [this.#registry];

  readonly rooms = new Gauge({
    name: "manyhands_rooms",
    help: "Documents in memory",
    registers: this.#registers,
  });
  readonly peers = new Gauge({
    name: "manyhands_peers",
    help: "Open connections to documents",
    registers: this.#registers,
  });
  readonly updates = new Counter({
    name: "manyhands_updates_total",
    help: "Updates made durable",
    registers: this.#registers,
  });
  readonly relayedFrames = new Counter({
    name: "manyhands_relayed_frames_total",
    help: "Frames sent to peers",
    registers: this.#registers,
  });
  readonly ignoredFrames = new Counter({
    name: "manyhands_ignored_frames_total",
    help: "Frames and presence entries ignored, by reason",
    labelNames: ["reason"] as const,
    registers: this.#registers,
  });
  readonly refused = new Counter({
    name: "manyhands_refused_total",
    help: "Handshakes, sockets and updates refused, by reason",
    labelNames: ["reason"] as const,
    registers: this.#registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Prometheus text exposition. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
