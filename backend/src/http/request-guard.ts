/**
 * Keeps other people's pages out of the API: a Host that could be a rebound name is not answered, and what
 * changes something is refused where its Origin is foreign. Allowed foreign origins get CORS headers.
 */
import type { Context, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { isAllowedHost, isAllowedOrigin, type OriginPolicy } from "../access/origins.js";
import type { Metrics } from "../metrics.js";
import { ProblemError } from "./problem.js";

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD"]);

export function guardRequests(policy: OriginPolicy, metrics: Pick<Metrics, "refused">): MiddlewareHandler {
  return async (c, next) => {
    const host = hostOf(c);
    if (!isAllowedHost(host, policy)) {
      metrics.refused.inc({ reason: "host" });
      throw new ProblemError(
        421,
        "This server does not answer to this Host. Use its address, or set PUBLIC_URL or ALLOWED_ORIGINS to the name.",
      );
    }
    const origin = c.req.header("Origin") ?? null;
    if (!safeMethods.has(c.req.method) && !isAllowedOrigin({ origin, host, policy })) {
      metrics.refused.inc({ reason: "origin" });
      throw new ProblemError(
        403,
        "Pages of this Origin may not change documents here. Set ALLOWED_ORIGINS to let them.",
      );
    }
    await next();
  };
}

/** Answers preflights, and lets pages of allowed origins read the answers. */
export function allowOrigins(policy: OriginPolicy): MiddlewareHandler {
  const withCors = cors({
    origin: (origin, c) =>
      origin !== "" && isAllowedOrigin({ origin, host: hostOf(c), policy }) ? origin : null,
    allowMethods: ["GET", "HEAD", "POST", "PATCH", "DELETE"],
    allowHeaders: ["Content-Type", "Authorization"],
    exposeHeaders: ["Content-Disposition", "Location", "Retry-After"],
    maxAge: 600,
  });
  return (c, next) => {
    const preflight = c.req.header("Access-Control-Request-Method") !== undefined;
    // A plain OPTIONS asks what is allowed here; `hono/cors` would answer it as a preflight.
    return c.req.method === "OPTIONS" && !preflight ? next() : withCors(c, next);
  };
}

function hostOf(c: Context): string {
  return c.req.header("Host") ?? new URL(c.req.url).host;
}
