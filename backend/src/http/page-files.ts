/**
 * Serves the built page. Only plain names joined by single slashes are looked up below the folder, so no
 * spelling of a path leads out of it. Files under `/assets` carry a hash in their name and never change.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "hono";
import { getMimeType } from "hono/utils/mime";
import { problem } from "./problem.js";

const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;
const pageRoute = /^\/(?:$|trash$|d\/)/;
const absent: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG"]);

/** For requests that no route took: a file, the page itself, or a 404. `webRoot` may appear later. */
export function pageFiles(webRoot: string): (c: Context) => Promise<Response> {
  return async (c) => {
    const { method, path } = c.req;
    if (method === "OPTIONS") return c.body(null, 204, { Allow: "GET, HEAD" });
    if (method !== "GET" && method !== "HEAD")
      return problem(c, 405, "Only GET and HEAD are possible here.", { Allow: "GET, HEAD" });

    const found = pageRoute.test(path);
    if (!found) {
      const file = plainPath.test(path) ? await read(join(webRoot, path)) : null;
      if (file !== null) return send(c, path, file);
      // Whoever asks for a script or a picture gets no page in its place.
      if (path.startsWith("/assets/") || /\.\w+$/.test(path))
        return c.text("There is no such file.\n", 404, { "Cache-Control": "no-store" });
    }
    const page = await read(join(webRoot, "index.html"));
    if (page === null)
      return c.text("The page has not been built yet. Run: npm run build\n", 503, {
        "Cache-Control": "no-store",
      });
    return send(c, "/index.html", page, found ? 200 : 404);
  };
}

async function read(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(error.code)) return null;
    throw error;
  }
}

function send(c: Context, path: string, file: Buffer<ArrayBuffer>, status: 200 | 404 = 200): Response {
  c.header("Content-Type", getMimeType(path) ?? "application/octet-stream");
  if (path.startsWith("/assets/")) {
    c.header("Cache-Control", "public, max-age=31536000, immutable");
    return c.body(file, status);
  }
  const tag = `"${createHash("sha256").update(file).digest("base64url").slice(0, 22)}"`;
  c.header("Cache-Control", "no-cache");
  c.header("ETag", tag);
  if (status === 200 && c.req.header("If-None-Match")?.includes(tag)) return c.body(null, 304);
  return c.body(file, status);
}
