/** Every figure the server keeps about itself, in one list; `http/` serves them at `/metrics`. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

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
  readonly commitSeconds = new Histogram({
    name: "manyhands_commit_seconds",
    help: "From a batch's start until it is on disk",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: this.#registers,
  });
  readonly failedCommits = new Counter({
    name: "manyhands_failed_commits_total",
    help: "Batches that could not be stored; their updates are kept and tried again",
    registers: this.#registers,
  });
  readonly storageFailing = new Gauge({
    name: "manyhands_storage_failing",
    help: "1 while documents cannot be stored, as /readyz says",
    registers: this.#registers,
  });
  readonly failingDocuments = new Gauge({
    name: "manyhands_failing_documents",
    help: "Documents with updates that could not be stored and are tried again",
    registers: this.#registers,
  });
  readonly unsavedUpdates = new Gauge({
    name: "manyhands_unsaved_updates",
    help: "Updates accepted and not on disk yet",
    registers: this.#registers,
  });
  readonly unsavedBytes = new Gauge({
    name: "manyhands_unsaved_bytes",
    help: "Memory of updates accepted and not on disk yet",
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

  /** Read at each scrape. */
  readUnsaved: () => { readonly updates: number; readonly bytes: number } = () => ({ updates: 0, bytes: 0 });

  /** Prometheus text exposition. */
  text(): Promise<string> {
    const { updates, bytes } = this.readUnsaved();
    this.unsavedUpdates.set(updates);
    this.unsavedBytes.set(bytes);
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}
