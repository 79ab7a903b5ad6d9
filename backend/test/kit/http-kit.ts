/** A whole HTTP side on memory adapters, asked without a network. */
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Access } from "../../src/access/access.js";
import { openAccess } from "../../src/access/open.js";
import type { OriginPolicy } from "../../src/access/origins.js";
import { createApp } from "../../src/http/app.js";
import { createLog } from "../../src/log.js";
import { Metrics } from "../../src/metrics.js";
import type { DocumentId } from "../../src/protocol/document-id.js";
import { defaultLimits, type Limits } from "../../src/protocol/limits.js";
import type { DocumentList, DocumentSummary, Problem } from "../../src/protocol/rest.js";
import { Rooms } from "../../src/rooms/rooms.js";
import { MemoryCatalog } from "../../src/storage/memory-catalog.js";
import { FaultyStorage } from "./faulty-storage.js";

export interface Setting {
  readonly access?: Access;
  readonly origins?: Partial<OriginPolicy>;
  readonly limits?: Partial<Limits>;
  readonly webRoot?: string;
  readonly notReady?: string;
}

/** `ask` is one request: a path, and whatever `fetch` takes. `asJson` sends a body as JSON. */
export function httpKit(setting: Setting = {}) {
  const storage = new FaultyStorage();
  const catalog = new MemoryCatalog();
  const metrics = new Metrics();
  const log = createLog("silent");
  const limits = { ...defaultLimits, ...setting.limits };
  const rooms = new Rooms({ storage, catalog, limits, metrics, log, rawDocuments: true });
  const app = createApp({
    rooms,
    catalog,
    storage,
    access: setting.access ?? openAccess,
    limits,
    metrics,
    log,
    origins: { publicUrl: null, allowedOrigins: [], openOnLoopback: true, ...setting.origins },
    webRoot: setting.webRoot ?? join(tmpdir(), randomUUID()),
    notReady: () => setting.notReady ?? null,
  });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(path, { ...init, headers: { Host: "localhost:3000", ...init.headers } });
  const asJson = (method: string, path: string, body: unknown): Promise<Response> =>
    ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const fromMarkdown = (query: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    ask(`/api/documents?${query}`, { method: "POST", headers: { "Content-Type": "text/markdown" }, body });
  return { app, rooms, catalog, storage, metrics, log, ask, asJson, fromMarkdown };
}

export const id = (name: string) => name as DocumentId;

export async function summaryIn(response: Response): Promise<DocumentSummary> {
  expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
  return (await response.json()) as DocumentSummary;
}

export async function listIn(response: Response): Promise<DocumentList> {
  expect(response.status).toBe(200);
  return (await response.json()) as DocumentList;
}

/** Checks that the answer is this problem, in the form RFC 9457 asks for, and gives its `detail`. */
export async function detailOf(response: Response, status: number): Promise<string> {
  expect([response.status, response.headers.get("Content-Type")]).toEqual([
    status,
    "application/problem+json",
  ]);
  const body = (await response.json()) as Problem;
  expect(Object.keys(body).sort()).toEqual(["detail", "status", "title", "type"]);
  expect(body.status).toBe(status);
  expect(body.detail).not.toMatch(/node_modules|\bat .*\.[jt]s|Error:/);
  return body.detail;
}
