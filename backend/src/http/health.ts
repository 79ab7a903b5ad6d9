/** For whoever watches the server: is it alive, may it be sent people, and its figures. */
import { Hono } from "hono";
import type { Metrics } from "../metrics.js";
import { ProblemError } from "./problem.js";

export interface HealthOptions {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  /** Why nobody should be sent here, in a sentence; null when all is well. */
  notReady(): string | null;
}

export function healthRoutes({ metrics, notReady }: HealthOptions): Hono {
  return new Hono()
    .get("/healthz", (c) => c.text("ok", 200, { "Cache-Control": "no-store" }))
    .get("/readyz", (c) => {
      const reason = notReady();
      if (reason !== null) throw new ProblemError(503, reason, { headers: { "Retry-After": "5" } });
      return c.text("ready", 200, { "Cache-Control": "no-store" });
    })
    .get("/metrics", async (c) =>
      c.body(await metrics.text(), 200, { "Content-Type": metrics.contentType, "Cache-Control": "no-store" }),
    );
}
