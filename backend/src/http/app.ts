/**
 * The HTTP side of the server as one Hono app: REST, health, and the built page. Every answer carries the
 * security headers, every error is a problem, and no route knows a storage engine or a socket.
 */
import { Hono } from "hono";
import { compress } from "hono/compress";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { OriginPolicy } from "../access/origins.js";
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import type { Limits } from "../protocol/limits.js";
import { limitBody } from "./body.js";
import type { DocumentOptions } from "./documents/document-options.js";
import { documentRoutes } from "./documents/documents.js";
import { snapshotRoutes } from "./documents/snapshot.js";
import { type HealthOptions, healthRoutes } from "./health.js";
import { pageFiles } from "./page-files.js";
import { problem, problemOf } from "./problem.js";
import { allowOrigins, guardRequests } from "./request-guard.js";
import { securityHeaders } from "./security-headers.js";
import { refuseWritesWhileFailing } from "./storage-guard.js";

export interface AppOptions extends DocumentOptions, HealthOptions {
  readonly limits: Pick<Limits, "maxBodyBytes" | "maxTitleBytes">;
  readonly metrics: Pick<Metrics, "text" | "contentType" | "refused">;
  readonly log: Logger;
  readonly origins: OriginPolicy;
  /** Folder of the built page. */
  readonly webRoot: string;
}

/** Routes may be added to the app until its first request; they come before the page's. */
export function createApp(options: AppOptions): Hono {
  const { origins, metrics, log, limits } = options;
  const app = new Hono();
  app.onError((error, c) => problemOf(error, c, log));

  app.use(securityHeaders(origins.publicUrl));
  app.use(compress({ contentTypeFilter: /^(text\/|application\/(problem\+)?json|application\/manifest)/ }));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const Allow = methods.join(", ");
        if (c.req.method === "OPTIONS") return c.body(null, 204, { Allow });
        return problem(c, 405, `${c.req.method} is not possible here. Possible: ${Allow}.`, { Allow });
      },
    }),
  );

  app.use("/api/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });
  app.use("/api/*", allowOrigins(origins));
  app.use("/api/*", guardRequests(origins, metrics));
  app.use("/api/*", refuseWritesWhileFailing(options.rooms));
  app.use("/api/*", limitBody(limits.maxBodyBytes));
  app.route("/api/documents", documentRoutes(options));
  app.route("/api/documents", snapshotRoutes(options));
  app.route("/", healthRoutes(options));

  const page = pageFiles(options.webRoot);
  app.notFound((c) =>
    /^\/api(\/|$)/.test(c.req.path)
      ? problem(c, 404, "There is nothing at this path. The documents are at /api/documents.")
      : page(c),
  );
  return app;
}
